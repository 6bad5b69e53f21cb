// With what a tmux server is started, if we have to start one. It keeps that for all its later sessions, the
// user's as well: so a poor environment is completed by a login shell first, and a server that would end with
// the service that we run in gets a scope of its own.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "shell/login_environment.hpp"
#include "shell/process_view.hpp"
#include "tmux/link/own_scope.hpp"

namespace smcp::tmux {

class ServerStart {
 public:
  /// `keep` are the names of variables that child_environment() keeps. `processes` must outlive this.
  ServerStart(uv::Loop& loop, const shell::ProcessView& processes, std::vector<std::string> keep);
  ServerStart(const ServerStart&) = delete;
  ServerStart& operator=(const ServerStart&) = delete;

  /// Whether everything is known that a server is started with.
  [[nodiscard]] bool prepared() const { return state_ == State::prepared; }
  /// Finds that out, once, and calls every `on_prepared`, never from within this function. It takes at most the
  /// time that LoginEnvironment and ScopeTrial allow themselves; what then is not known is done without.
  void prepare(UniqueFunction<void()> on_prepared);

  /// What tmux gets of our environment: before prepare() and without a login shell our own. The first server that
  /// we have to start settles it for all later requests.
  [[nodiscard]] const std::vector<std::string>& environment() const { return environment_; }
  /// What comes before the argv of a tmux that starts a server; usually nothing.
  [[nodiscard]] const std::vector<std::string>& prefix() const { return prefix_; }

 private:
  enum class State { idle, preparing, prepared };

  void take(const Result<std::vector<std::string>>& login);
  void look_for_scope();
  void finish();

  uv::Loop& loop_;
  const shell::ProcessView& processes_;
  std::vector<std::string> keep_;
  std::vector<std::string> environment_;
  std::vector<std::string> prefix_;
  State state_ = State::idle;
  std::vector<UniqueFunction<void()>> waiting_;
  std::unique_ptr<shell::LoginEnvironment> login_;
  std::unique_ptr<ScopeTrial> trial_;
  uv::Timer later_;
};

}  // namespace smcp::tmux
