#include "tools/wanted_session.hpp"

#include <cstdint>
#include <ctime>
#include <optional>
#include <string>

#include "base/contains.hpp"
#include "shell/login_shells.hpp"
#include "text/shortened.hpp"

namespace smcp::tools {
namespace {

std::optional<std::uint32_t> size_of(const Arguments& arguments, std::string_view side) {
  if (!arguments.has(side)) return std::nullopt;
  return static_cast<std::uint32_t>(arguments.integer(side));
}

Status check_shell(const std::string& shell, const shell::ProcessView& machine) {
  const auto file = machine.shells_file();
  if (!file) return Ok{};
  const auto known = shell::login_shells(*file);
  if (contains(known, shell)) return Ok{};
  std::string message = "shell: \"" + shortened(shell) + "\" is not in /etc/shells";
  for (const auto& each : known) message += (&each == &known.front() ? ", which has: " : ", ") + each;
  return Error{Errc::invalid_argument, std::move(message)};
}

/// The client; this program itself where a person calls it at a shell, or the client says no name.
std::string maker_of(const transport::ClientInfo& client) {
  std::string maker = tmux::maker(client.name, client.version);
  return maker.empty() ? tmux::maker("sessions-mcp", SESSIONS_MCP_VERSION) : maker;
}

}  // namespace

Result<tmux::NewSession> wanted_session(Call& call) {
  const Arguments& arguments = call.arguments;
  tmux::NewSession wanted{call.name(),
                          "",
                          {arguments.text("cwd"), arguments.named_texts("env")},
                          {size_of(arguments, "width"), size_of(arguments, "height")},
                          arguments.text("shell")};
  wanted.made_by = {maker_of(call.client), std::time(nullptr)};
  if (const Status fits = tmux::check_start(wanted.start); !fits) return fits.error();
  if (wanted.shell.empty()) return wanted;
  if (const Status known = check_shell(wanted.shell, call.chain->processes()); !known) return known.error();
  return wanted;
}

}  // namespace smcp::tools
