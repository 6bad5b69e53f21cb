#include "tmux/act/pane_start.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/called_back.hpp"
#include "text/shortened.hpp"
#include "tmux/link/environment.hpp"

namespace smcp::tmux {
namespace {

/// What tmux gives to every pane, so that another value would not arrive; and what to do instead.
struct SetByTmux {
  std::string_view name;
  std::string_view advice;
};
constexpr auto kSetByTmux = std::to_array<SetByTmux>({
    {"TMUX", ""},
    {"TMUX_PANE", ""},
    {"TERM", " (option default-terminal)"},
    {"TERM_PROGRAM", ""},
    {"TERM_PROGRAM_VERSION", ""},
    {"SHELL", " to the shell that it starts"},
    {"PWD", ": use cwd"},
});

Error invalid(std::string message) {
  return {Errc::invalid_argument, std::move(message)};
}

Status check_name(std::string_view name) {
  if (!is_variable_name(name)) {
    return invalid("env: \"" + shortened(name) +
                   "\" is not the name of a variable (letters, digits and underscores, no digit in front)");
  }
  const auto* found = std::find_if(kSetByTmux.begin(), kSetByTmux.end(),
                                   [&](const SetByTmux& each) { return each.name == name; });
  if (found == kSetByTmux.end()) return Ok{};
  return invalid("env: " + std::string(name) + " cannot be given, because tmux sets it in each pane" +
                 std::string(found->advice));
}

bool gives_path(const PaneStart& start) {
  return std::any_of(start.env.begin(), start.env.end(),
                     [](const auto& each) { return each.first == "PATH"; });
}

}  // namespace

Status check_start(const PaneStart& start) {
  if (start.cwd.find('\0') != std::string::npos) return invalid("cwd cannot contain U+0000");
  if (start.env.size() > kMaxVariables) {
    return invalid("env has " + std::to_string(start.env.size()) + " variables; at most " +
                   std::to_string(kMaxVariables) + " can be given");
  }
  std::size_t bytes = 0;
  for (const auto& [name, value] : start.env) {
    if (Status named = check_name(name); !named) return named;
    if (value.find('\0') != std::string::npos)
      return invalid("env: the value of " + name + " cannot contain U+0000");
    bytes += name.size() + value.size();
  }
  if (bytes <= kMaxEnvironment) return Ok{};
  return invalid("env has " + std::to_string(bytes) + " bytes of names and values; at most " +
                 std::to_string(kMaxEnvironment) + " can be given. Put long values into a file.");
}

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
  for (const auto& [name, value] : start.env) {
    std::string entry = name;
    entry.append("=").append(value);
    command.flag("-e").arg(entry);
  }
  if (gives_path(start)) command.keep_path();
}

void append_session_env(Command& batch, const std::string& session, const PaneStart& start) {
  for (const auto& [name, value] : start.env)
    batch.then("set-environment").flag("-t").arg(session + ":").flag("--").arg(name).arg(value);
  if (gives_path(start)) batch.keep_path();
}

}  // namespace smcp::tmux
