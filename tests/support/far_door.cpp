#include "support/far_door.hpp"

#include <cstdlib>

#include "support/failure.hpp"

namespace smcp::test {
namespace {

constexpr std::string_view kName = "far:";

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

/// Behind `"key":"`, wherever that comes in `line` from `from` on, if the value is to have it.
template <typename Wanted>
void prefix_values(std::string& line, std::size_t from, std::string_view key, Wanted wanted) {
  const std::string begin = "\"" + std::string(key) + "\":\"";
  for (auto at = line.find(begin, from); at != std::string::npos; at = line.find(begin, at)) {
    at += begin.size();
    const std::string_view value = std::string_view(line).substr(at, line.find('"', at) - at);
    if (!value.empty() && wanted(value)) line.insert(at, kName);
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

}  // namespace

std::unique_ptr<FarDoor> FarDoor::of(const ServerOptions& options) {
  if (std::getenv("SESSIONS_MCP_TEST_SSH") == nullptr || options.binary != server_binary()) return nullptr;
  if (!options.environment.contains("TMUX_TMPDIR") || options.environment.contains("SESSIONS_MCP_SERVERS"))
    return nullptr;
  for (std::size_t i = 0; i < options.arguments.size(); ++i) {
    if (takes_value(options.arguments[i])) {
      ++i;
    } else if (says_where(options.arguments[i])) {
      return nullptr;
    }
  }
  return std::make_unique<FarDoor>(options.environment);
}

FarDoor::FarDoor(const Environment& environment) : account_(environment, {}) {
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

std::string FarDoor::there(std::string_view line) const {
  std::string text(line);
  const auto arguments = text.find("\"arguments\":");
  if (text.find("\"tools/call\"") == std::string::npos || arguments == std::string::npos) return text;
  prefix_values(text, arguments, "name", [](std::string_view) { return true; });
  const auto told = [this](std::string_view value) { return told_.contains(std::string(value)); };
  for (const std::string_view key : {"job", "since"}) prefix_values(text, arguments, key, told);
  prefix_names(text, arguments);
  return text;
}

std::string FarDoor::here(std::string line) {
  for (auto at = line.find(kName); at != std::string::npos; at = line.find(kName, at)) {
    line.erase(at, kName.size());
    told_.insert(line.substr(at, line.find_first_of("\\\" ", at) - at));
  }
  return line;
}

}  // namespace smcp::test
