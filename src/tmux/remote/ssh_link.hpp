// One connection to another machine: an ssh that is master of its own control socket, and whose session is a sh.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/uv_process.hpp"
#include "tmux/link/far_side.hpp"
#include "tmux/remote/far_processes.hpp"
#include "tmux/remote/far_shell_talk.hpp"
#include "tmux/remote/runtime_folder.hpp"
#include "tmux/remote/ssh_destination.hpp"

namespace smcp::tmux {

/// It asks its user for nothing (BatchMode), forwards nothing of theirs, and leaves the rest to their ssh_config. When we
/// die, however that comes, the sh there sees the end of its input, and the master ends with it.
class SshLink final : public FarSide {
 public:
  struct Events {
    UniqueFunction<void()> on_up;
    /// It did not come up, or broke.
    UniqueFunction<void(const Error&)> on_down;
  };

  /// Pause between attempts, doubled with each that fails: whoever asks again and again must not look like an attack.
  static constexpr std::chrono::milliseconds kFirstPause{1'000};
  static constexpr std::chrono::milliseconds kLongestPause{30'000};

  /// Starts nothing yet.
  SshLink(uv::Loop& loop, SshDestination destination, RemoteOptions options, Events events);
  ~SshLink() override;

  /// Sees to it that the link is up, or comes up, or an event tells why not. An Error if that is not even tried by
  /// `deadline`, because the last attempt has failed a moment ago.
  [[nodiscard]] Status connect(uv::TimePoint deadline);
  [[nodiscard]] bool up() const { return state_ == State::up; }
  /// Whether the server is to be reached through socket(): the machine forwards it, and nobody else's can be there.
  [[nodiscard]] bool forwards() const { return forwards_ && talk_.facts().own_socket; }
  /// Why it is not forwarded; "" if it is.
  [[nodiscard]] const std::string& why_not_forwarded() const { return why_not_forwarded_; }
  [[nodiscard]] std::string socket() const { return folder_->path() + "/s"; }
  [[nodiscard]] const FarFacts& facts() const { return talk_.facts(); }
  /// What tmux there is given to find the server.
  [[nodiscard]] std::vector<std::string> flags() const;
  [[nodiscard]] const std::string& said() const { return said_; }  ///< what ssh complained of last
  [[nodiscard]] const std::string& destination() const { return destination_.destination; }
  /// The error of the last attempt, if the link is not up.
  [[nodiscard]] const std::optional<Error>& last_error() const { return last_error_; }
  void hang_up();  ///< as if it had broken
  /// Asks again whose the socket is, once a server may have been started.
  void look_again();

  /// FarShellTalk::ask(); connects first.
  [[nodiscard]] std::shared_ptr<void> ask(std::string script, uv::TimePoint deadline,
                                          FarShellTalk::Done done);

  [[nodiscard]] const shell::ProcessView& processes() const override { return processes_; }
  [[nodiscard]] const std::string& home() const override { return talk_.facts().home; }
  [[nodiscard]] Result<std::vector<std::string>> argv(const std::vector<std::string>& arguments,
                                                      bool keeps_path) const override;
  [[nodiscard]] Error lost_way(std::string_view said, bool changes) const override;

 private:
  enum class State { down, pausing, connecting, up };

  [[nodiscard]] Status begin();
  void time_passed();
  void printed(std::string_view bytes);
  void complained(std::string_view bytes);
  void exited(uv::ProcessExit exit);
  void forward();
  void come_up();
  void fail(const Error& why);

  uv::Loop& loop_;
  SshDestination destination_;
  RemoteOptions options_;
  Events events_;
  FarProcesses processes_{loop_, *this};
  FarShellTalk talk_;
  State state_ = State::down;
  std::shared_ptr<RuntimeFolder> folder_;
  std::unique_ptr<uv::Process> master_, forwarder_;
  std::string said_;  ///< what the master, or the forwarder, complained of
  bool let_in_ = false, forwards_ = false;
  std::string why_not_forwarded_;
  std::optional<Error> last_error_;
  std::chrono::milliseconds pause_ = kFirstPause;
  uv::TimePoint not_before_{};  ///< when the next attempt may begin
  uv::TimePoint limit_{};       ///< of what the attempt waits for
  std::shared_ptr<void> looking_;
  /// Expires together with this; what calls back may destroy it.
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  uv::Timer timer_;
};

}  // namespace smcp::tmux
