#include "support/far_door.hpp"

#include <algorithm>
#include <cstdlib>

#include "support/failure.hpp"

namespace smcp::test {
namespace {

constexpr std::string_view kName = "far:";
/// How a person gets there.
constexpr std::string_view kWay = "ssh -t far ";

bool says_where(const std::string& argument) {
  return !argument.starts_with("-") || argument == "-S" || argument == "-L" ||
         argument.starts_with("--server") || argument.starts_with("--host");
}

/// Options with a value of their own, which says nothing of where.
bool takes_value(const std::string& argument) {
  return argument == "--allow" || argument == "--deny" || argument == "--audit" || argument == "--confirm" ||
         argument == "--audit-text" || argument == "--keep-env" || argument == "--tools" ||
         argument == "--tmux" || argument == "--timeout" || argument == "--engine" ||
         argument == "--log-level";
}

/// Behind `"key":"`, wherever that comes in `line` from `from` on.
void prefix_values(std::string& line, std::size_t from, std::string_view key, bool empty_ones) {
  const std::string begin = "\"" + std::string(key) + "\":\"";
  for (auto at = line.find(begin, from); at != std::string::npos; at = line.find(begin, at)) {
    at += begin.size();
    if (empty_ones || !line.substr(at).starts_with("\"")) line.insert(at, kName);
  }
}

/// Each string of the list `names`.
void prefix_names(std::string& line, std::size_t from) {
  auto at = line.find("\"names\":[", from);
  if (at == std::string::npos) return;
  bool in_string = false;
  for (at += 9; at < line.size() && (in_string || line[at] != ']'); ++at) {
    if (line[at] == '\\') {
      ++at;
    } else if (line[at] == '"') {
      in_string = !in_string;
      if (in_string) line.insert(at + 1, kName);
    }
  }
}

/// An engine that runs a tmux for each request (a FakeTmux, for one) is what a machine gets that forwards no sockets.
FarAccount::Login login_to(const Environment& environment) {
  FarAccount::Login login;
  if (environment.contains("SESSIONS_MCP_ENGINE")) login.options = {"AllowStreamLocalForwarding=no"};
  return login;
}

/// Then each call has a record.
bool is_audited(const ServerOptions& options) {
  const auto& all = options.arguments;
  return options.environment.contains("SESSIONS_MCP_AUDIT") ||
         std::find(all.begin(), all.end(), "--audit") != all.end();
}

}  // namespace

bool is_far() {
  return std::getenv("SESSIONS_MCP_TEST_SSH") != nullptr;
}

std::unique_ptr<FarDoor> FarDoor::of(const ServerOptions& options) {
  if (!is_far() || options.binary != server_binary()) return nullptr;
  if (!options.environment.contains("TMUX_TMPDIR") || options.environment.contains("SESSIONS_MCP_SERVERS"))
    return nullptr;
  for (std::size_t i = 0; i < options.arguments.size(); ++i) {
    if (takes_value(options.arguments[i])) {
      ++i;
    } else if (says_where(options.arguments[i])) {
      return nullptr;
    }
  }
  return std::make_unique<FarDoor>(options);
}

FarDoor::FarDoor(const ServerOptions& options)
    : opened_(!is_audited(options)), account_(options.environment, login_to(options.environment)) {
  if (!account_.why_not().empty()) fail(account_.why_not());
}

ServerOptions FarDoor::options(ServerOptions options) const {
  Environment& environment = options.environment;
  const std::string ssh = account_.ssh();
  environment["PATH"] = ssh.substr(0, ssh.rfind('/')) + ":" + environment["PATH"];
  environment["XDG_RUNTIME_DIR"] = runtime_.path();
  options.arguments.insert(options.arguments.begin(),
                           {"-S", environment.at("TMUX_TMPDIR") + "/nobody.sock", "--host", "far"});
  return options;
}

std::string FarDoor::there(std::string_view line) {
  std::string text(line);
  const auto arguments = text.find("\"arguments\":");
  if (text.find("\"tools/call\"") == std::string::npos || arguments == std::string::npos) return text;
  prefix_values(text, arguments, "name", false);
  prefix_values(text, arguments, "job", true);
  // Without names it is asked of all servers, and told for all.
  const bool of_all = text.find("\"session_status\"") != std::string::npos &&
                      text.find("\"names\":", arguments) == std::string::npos;
  if (!of_all) prefix_values(text, arguments, "since", true);
  prefix_names(text, arguments);
  return text;
}

std::string without_machine(std::string text) {
  for (const std::string_view part : {kWay, kName}) {
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at))
      text.erase(at, part.size());
  }
  return text;
}

}  // namespace smcp::test
