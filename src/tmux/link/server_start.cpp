#include "tmux/link/server_start.hpp"

#include <unistd.h>
#include <utility>

#include "base/log.hpp"
#include "tmux/link/environment.hpp"
#include "tmux/link/poor_environment.hpp"
#include "tmux/link/service_unit.hpp"

namespace smcp::tmux {

ServerStart::ServerStart(uv::Loop& loop, const shell::ProcessView& processes, std::vector<std::string> keep)
    : loop_(loop),
      processes_(processes),
      keep_(std::move(keep)),
      environment_(child_environment(keep_)),
      later_(loop, [this] { finish(); }) {}

void ServerStart::prepare(UniqueFunction<void()> on_prepared) {
  waiting_.push_back(std::move(on_prepared));
  if (state_ == State::preparing) return;
  if (state_ == State::prepared) return later_.start(std::chrono::milliseconds{0});
  state_ = State::preparing;
  const auto own = own_environment();
  if (!is_poor(own)) return look_for_scope();
  auto shell = shell::LoginShell::of(hand_on(own, keep_).environment, shell::Account::own());
  login_ = std::make_unique<shell::LoginEnvironment>(
      loop_, std::move(shell), [this](const Result<std::vector<std::string>>& login) { take(login); });
}

void ServerStart::take(const Result<std::vector<std::string>>& login) {
  login_.reset();
  if (login) {
    environment_ = child_environment_of_login(*login, own_environment(), keep_);
  } else {
    log(login.error().message +
        "; the tmux server is started with the poor environment of this program. See sessions-mcp doctor.");
  }
  look_for_scope();
}

void ServerStart::look_for_scope() {
  const std::string service = service_of(processes_.control_groups(::getpid()));
  const OwnScope scope = service.empty() ? OwnScope{} : OwnScope::find(environment_);
  if (!scope) return later_.start(std::chrono::milliseconds{0});
  trial_ = std::make_unique<ScopeTrial>(loop_, scope, environment_, [this, scope](bool works) {
    if (works) {
      prefix_ = scope.prefix;
      scope.complete(environment_);
    }
    finish();
  });
}

void ServerStart::finish() {
  trial_.reset();
  state_ = State::prepared;
  for (auto& on_prepared : std::exchange(waiting_, {})) on_prepared();
}

}  // namespace smcp::tmux
