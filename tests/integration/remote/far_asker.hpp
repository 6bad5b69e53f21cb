// A RemoteEngine on a loop of its own, and the folder in which it makes its sockets.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "support/catch.hpp"
#include "support/deadline.hpp"
#include "support/far_machine.hpp"
#include "support/temp_dir.hpp"
#include "support/unit/scoped_variable.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/remote/remote_engine.hpp"

namespace smcp::test {

/// On a machine that forwards sockets, or on one that forbids it, so that each request is a child.
inline FarMachine::Account forwarding(bool allowed) {
  FarMachine::Account account;
  if (!allowed) account.options = {"AllowStreamLocalForwarding=no"};
  return account;
}

struct FarAnswer {
  std::optional<Result<tmux::Reply>> reply;
  std::string output;

  [[nodiscard]] bool ok() const { return reply && *reply && (*reply)->exit_status == 0; }
  /// The error that a tool would tell, "" if there is none.
  [[nodiscard]] Error error() const {
    if (!reply) return {Errc::internal, "no answer"};
    if (!*reply) return reply->error();
    return (*reply)->exit_status == 0 ? Error{Errc::internal, ""} : tmux::error_of(**reply);
  }
};

class FarAsker {
 public:
  explicit FarAsker(tmux::SshDestination destination, tmux::RemoteOptions options)
      : engine_(std::in_place, loop_, std::move(destination), std::move(options)) {}
  explicit FarAsker(const FarMachine& machine, std::string socket_path = "")
      : FarAsker({"far", std::move(socket_path)}, {machine.ssh()}) {}
  FarAsker(const FarAsker&) = delete;
  FarAsker& operator=(const FarAsker&) = delete;
  ~FarAsker() { end(); }

  [[nodiscard]] tmux::RemoteEngine& engine() { return *engine_; }
  [[nodiscard]] uv::Loop& loop() { return loop_; }
  [[nodiscard]] std::string folder() const { return folder_.path(); }
  /// How many folders with sockets there are.
  [[nodiscard]] std::size_t folders() const {
    const std::filesystem::directory_iterator all(folder_.path());
    return static_cast<std::size_t>(std::distance(all, std::filesystem::directory_iterator()));
  }

  tmux::Client::RequestId send(FarAnswer& answer, tmux::Command command, milliseconds allowed = kPatience,
                               std::string input = {}) {
    tmux::Request request{std::move(command), std::move(input), uv::Clock::now() + allowed * slowness(), {}};
    request.on_output = [&answer](std::string_view bytes) { answer.output += bytes; };
    return engine_->client().run(std::move(request),
                                 [&answer](Result<tmux::Reply> reply) { answer.reply = std::move(reply); });
  }
  FarAnswer ask(tmux::Command command, milliseconds allowed = kPatience, std::string input = {}) {
    FarAnswer answer;
    send(answer, std::move(command), allowed, std::move(input));
    (void)until([&answer] { return answer.reply.has_value(); });
    return answer;
  }
  template <typename Condition>
  [[nodiscard]] bool until(Condition condition) {
    return wait_until([&] {
      uv_run(loop_.raw(), UV_RUN_NOWAIT);
      return condition();
    });
  }
  /// Destroys the engine, and waits for what it leaves on the loop.
  void end() {
    engine_.reset();
    loop_.run();
    (void)until([this] { return folders() == 0; });
  }

 private:
  TempDir folder_;
  ScopedVariable variable_{"XDG_RUNTIME_DIR", folder_.path().c_str()};
  uv::Loop loop_;
  std::optional<tmux::RemoteEngine> engine_;
};

/// `new-session -d` that runs nothing but cat.
inline tmux::Command new_session(const std::string& name) {
  tmux::Command command("new-session");
  command.flag("-d").flag("-s").arg(name).flag("--").arg("cat");
  return command;
}

inline tmux::Command print(const std::string& format) {
  tmux::Command command("display-message");
  command.flag("-p").arg(format);
  return command;
}

}  // namespace smcp::test
