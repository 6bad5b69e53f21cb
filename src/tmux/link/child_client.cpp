#include "tmux/link/child_client.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <sys/stat.h>
#include <tuple>
#include <utility>

#include "text/trim.hpp"
#include "tmux/link/environment.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/link/far_side.hpp"

namespace smcp::tmux {
namespace {

/// Identifies a socket file: a server that replaces another creates a new one.
using SocketFile = std::optional<std::tuple<dev_t, ino_t, std::int64_t, std::int64_t>>;

SocketFile socket_file(const std::string& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) return std::nullopt;
  // An inode number may be reused, so the time is compared as well. It is the time when the socket was made,
  // as tmux later changes only the permissions.
  return std::tuple{found.st_dev, found.st_ino, std::int64_t{found.st_mtim.tv_sec},
                    std::int64_t{found.st_mtim.tv_nsec}};
}

}  // namespace

struct ChildClient::Child final : PendingRequest {
  explicit Child(ChildClient& owner) : PendingRequest(owner.loop_, owner.requests_), client(owner) {}

  void start() override { client.start(*this); }
  void release() override {
    if (after_loss != 0) client.cancel(std::exchange(after_loss, 0));
    client.end(*this);
    client.held_.erase(std::remove(client.held_.begin(), client.held_.end(), this), client.held_.end());
    error_output.clear();
    printed = false;
    server_before.reset();
  }

  ChildClient& client;
  std::unique_ptr<uv::Process> process;
  std::string error_output;
  RequestId after_loss = 0;  ///< that of the question whether the server still runs
  bool printed = false;      ///< whether it has written to its standard output
  SocketFile server_before;  ///< of the server that ran before a command that may start one
};

ChildClient::ChildClient(uv::Loop& loop, Endpoint endpoint)
    : loop_(loop),
      endpoint_(std::move(endpoint)),
      server_start_(loop_, processes_, endpoint_.keep_environment),
      requests_(loop, endpoint_.far != nullptr ? kMaxFarChildren : kMaxChildren,
                [this] { return std::make_unique<Child>(*this); }) {}

ChildClient::~ChildClient() {
  requests_.close();
}

Client::RequestId ChildClient::run(Request request, Done done) {
  const auto id = requests_.enter(std::move(request), std::move(done));
  requests_.start_waiting_in(std::chrono::milliseconds{0});
  return id;
}

const shell::ProcessView& ChildClient::processes() const {
  if (endpoint_.far != nullptr) return endpoint_.far->processes();
  return processes_;
}

std::vector<std::string> ChildClient::near_argv(bool starts_server) const {
  std::vector<std::string> argv;
  if (starts_server) argv = server_start_.prefix();
  // A child would be looked up on the PATH that it gets, which may lack a folder that ours has.
  const std::string file = find_program(endpoint_.binary);
  argv.push_back(file.empty() ? endpoint_.binary : file);
  return argv;
}

Result<uv::ProcessOptions> ChildClient::options_for(const Child& child, bool starts_server) const {
  std::vector<std::string> arguments{"-u"};
  arguments.insert(arguments.end(), endpoint_.server_flags.begin(), endpoint_.server_flags.end());
  const auto& command = child.request->command.argv();
  arguments.insert(arguments.end(), command.begin(), command.end());
  uv::ProcessOptions options;
  if (endpoint_.far != nullptr) {
    auto argv = endpoint_.far->argv(arguments, child.request->command.keeps_path());
    if (!argv) return argv.error();
    options.argv = std::move(*argv);
    options.environment = own_environment();  // ssh's, which passes on what its user has told it to
    options.input = child.request->input;
    return options;
  }
  options.argv = near_argv(starts_server);
  options.argv.insert(options.argv.end(), arguments.begin(), arguments.end());
  const auto& environment = server_start_.environment();
  options.environment = child.request->command.keeps_path() ? without_path(environment) : environment;
  options.input = child.request->input;  // copied, because starting it may take several attempts
  return options;
}

void ChildClient::start(Child& child) {
  if (endpoint_.far != nullptr) return launch(child, false);
  if (const Status socket = check_socket(endpoint_.socket_path); !socket)
    return requests_.answer_later(child, socket.error());
  if (!child.request->command.starts_server()) return launch(child, false);
  if (listens(endpoint_.socket_path)) {
    child.server_before = socket_file(endpoint_.socket_path);
    return launch(child, false);
  }
  if (server_start_.prepared()) return launch(child, true);
  requests_.hold(child, ": the user's login shell, whose environment the server is to have, is slow");
  held_.push_back(&child);
  if (held_.size() == 1) server_start_.prepare([this] { launch_held(); });
}

void ChildClient::launch_held() {
  // Those that end meanwhile take themselves out.
  while (!held_.empty()) {
    Child& child = *held_.back();
    held_.pop_back();
    launch(child, true);
  }
}

void ChildClient::launch(Child& child, bool starts_server) {
  uv::Process::Events events;
  events.on_stdout = [&child](std::string_view bytes) {
    child.printed = true;
    if (child.request->on_output) child.request->on_output(bytes);
  };
  events.on_stderr = [&child](std::string_view bytes) {
    child.error_output.append(bytes.substr(0, kMaxErrorOutput - child.error_output.size()));
  };
  events.on_exit = [this, &child](uv::ProcessExit exit) { exited(child, exit); };
  bool shortage = false;
  auto options = options_for(child, starts_server);
  if (!options) return requests_.answer_later(child, options.error());
  auto spawned = uv::Process::spawn(loop_, std::move(*options), std::move(events), &shortage);
  if (!spawned && shortage)
    return requests_.wait_again(child, ": " + spawned.error().message, kStartAgainAfter);
  if (!spawned) return requests_.answer_later(child, spawned.error());
  child.process = std::move(spawned.value());
  child.request->input = {};
  requests_.take_place();
}

void ChildClient::exited(Child& child, uv::ProcessExit exit) {
  if (exit.signal != 0) {
    return requests_.finish(child, Error{Errc::io, "tmux was killed by signal " +
                                                       std::to_string(exit.signal) + " before it answered"});
  }
  if (endpoint_.far != nullptr && exit.status == FarSide::kLostWay) {
    return requests_.finish(child,
                            endpoint_.far->lost_way(child.error_output, child.request->command.changes()));
  }
  // "access not allowed", and failing to create a socket, come with exit status 0.
  const bool silent_refusal = exit.status == 0 && !child.printed && !child.error_output.empty();
  Reply reply{silent_refusal ? 1 : static_cast<int>(exit.status),
              std::string(without_line_ends(child.error_output))};
  if (reply.error_output == kLostServer && endpoint_.far != nullptr) {
    // In the table it stands for one that is over, as its child is.
    child.after_loss = ask_after_loss(*this, *child.request, [this, &child](Result<Reply> result) {
      child.after_loss = 0;
      requests_.finish(child, std::move(result));
    });
    return;
  }
  if (reply.error_output == kLostServer && may_live_on(child)) {
    return requests_.finish(
        child, Error{Errc::io,
                     "the tmux server closed the connection without an answer, and a server still runs. "
                     "The command may have taken effect, so it was not sent again"});
  }
  requests_.finish(child, std::move(reply));
}

/// Whether the server that dropped the request may still be running, so that the command may have an effect.
bool ChildClient::may_live_on(const Child& child) const {
  if (!listens(endpoint_.socket_path)) return false;
  return !child.server_before || socket_file(endpoint_.socket_path) == child.server_before;
}

void ChildClient::end(Child& child) {
  if (!child.process) return;
  // A child may be reaped after this client has been destroyed.
  uv::Process::end(std::move(child.process), [this, alive = std::weak_ptr(alive_)] {
    if (alive.expired()) return;
    requests_.give_back_place();
    requests_.start_waiting();
  });
}

}  // namespace smcp::tmux
