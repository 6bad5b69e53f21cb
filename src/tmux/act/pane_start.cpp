#include "tmux/act/pane_start.hpp"

#include <utility>

#include "base/called_back.hpp"

namespace smcp::tmux {

Task<Status> find_cwd(uv::Loop& loop, Chain chain, PaneStart& start) {
  if (start.cwd.empty()) co_return Ok{};
  auto found = co_await called_back<Result<std::string>>([&](UniqueFunction<void(Result<std::string>)> done) {
    chain->wait_for(chain->processes().find_directory(loop, start.cwd, chain->deadline(), std::move(done)));
  });
  chain->wait_for(nullptr);
  if (!found) co_return found.error();
  start.cwd = std::move(*found);
  co_return Ok{};
}

void append_cwd(Command& command, const PaneStart& start) {
  if (!start.cwd.empty()) command.flag("-c").arg(format_literal(start.cwd));
}

void append_env(Command& command, const PaneStart& start) {
  for (const auto& [name, value] : start.env) command.flag("-e").arg(name + "=" + value);
}

}  // namespace smcp::tmux
