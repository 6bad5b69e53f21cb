#include "cli/server_birth.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "shell/login_environment.hpp"
#include "text/joined.hpp"
#include "text/variables.hpp"
#include "tmux/link/environment.hpp"
#include "tmux/link/poor_environment.hpp"
#include "tmux/link/service_unit.hpp"

namespace smcp::cli {
namespace {

/// Variables by which sessions work as people expect: each line is one thing, by any of its variables.
constexpr std::array<std::array<std::string_view, 3>, 5> kWished = {{
    {"PATH"},
    {"LANG", "LC_ALL", "LC_CTYPE"},
    {"SSH_AUTH_SOCK"},
    {"DISPLAY", "WAYLAND_DISPLAY"},
    {"XDG_RUNTIME_DIR"},
}};

std::vector<std::string> names_of(const std::vector<std::string>& environment) {
  std::vector<std::string> names;
  names.reserve(environment.size());
  for (const std::string& entry : environment) names.emplace_back(variable_name(entry));
  return names;
}

/// " It has PATH and LANG, but no SSH_AUTH_SOCK."
std::string with_and_without(const std::vector<std::string>& environment) {
  std::vector<std::string> there;
  std::vector<std::string> missing;
  for (const auto& choices : kWished) {
    const auto found = std::find_if(choices.begin(), choices.end(), [&](std::string_view name) {
      return !name.empty() && variable_value(environment, name);
    });
    auto& list = found == choices.end() ? missing : there;
    list.emplace_back(found == choices.end() ? choices.front() : *found);
  }
  std::string text = there.empty() ? "" : " with " + joined(there, ", ");
  if (!missing.empty()) text += (there.empty() ? " without " : ", without ") + joined(missing, ", ");
  return text;
}

constexpr const char* kRemedy =
    "`tmux set-environment -g NAME VALUE` gives a variable to later sessions; or, when nothing runs in it "
    "any more, "
    "end this server and start it from your terminal (tmux new-session)";

}  // namespace

Told tell_birth(const shell::ProcessView& processes, std::int64_t server) {
  const std::string what = "born from";
  const auto environment = processes.environment(server);
  if (environment.empty())
    return {
        Finding::note, what,
        "the environment that the server was started with cannot be seen (another user's process, or another "
        "pid namespace)"};
  if (tmux::is_poor(environment))
    return {Finding::note, what,
            "the server was started with a poor environment, and so are all its sessions: " +
                joined(names_of(environment), ", ") + ". " + kRemedy};
  const auto foreign = tmux::hand_on(environment).withheld;
  const std::string born = "the server was started with " + std::to_string(environment.size()) +
                           " variables," + with_and_without(environment);
  if (foreign.empty()) return {Finding::well, what, born};
  return {Finding::note, what,
          born + ", and with what is an assistant's or an editor's own: " + joined(foreign, ", ") +
              ". `tmux set-environment -g -u NAME` takes one away from later sessions"};
}

std::vector<Told> tell_unit(const shell::ProcessView& processes, std::int64_t server) {
  const std::string service = tmux::service_of(processes.control_groups(server));
  if (service.empty()) return {};
  return {{Finding::note, "server's unit",
           "the server runs inside " + service +
               " and ends with it, with all its sessions. A server that you start from a login of your own "
               "does not"}};
}

std::vector<Told> tell_login(const std::vector<std::string>& own, const std::vector<std::string>& keep) {
  if (!tmux::is_poor(own)) return {};
  const auto shell = shell::LoginShell::of(tmux::hand_on(own, keep).environment, shell::Account::own());
  const std::string poor = "this program has no more than the few variables that MCP clients pass on; ";
  const std::string seconds = std::to_string(shell::LoginEnvironment::kTimeAllowed.count() / 1000) + " s";
  if (shell.program.empty())
    return {
        {Finding::note, "login shell",
         poor +
             "as there is no login shell that can be run, a server that new_session starts gets only these"}};
  return {{Finding::note, "login shell",
           poor + "a server that new_session starts gets what a login shell makes of them (" + shell.program +
               ", not interactive), or only these if that has not told it within " + seconds}};
}

Told tell_scope(const std::string& service, bool works) {
  const std::string inside = "this program runs inside " + service + "; ";
  if (works)
    return {Finding::well, "own scope",
            inside + "a server that new_session starts gets a scope of its own (systemd-run --user --scope)"};
  return {Finding::note, "own scope",
          inside +
              "a server that new_session starts ends with it, since `systemd-run --user --scope` does not "
              "work here. "
              "Start the server from a login of your own first (tmux new-session -d)"};
}

}  // namespace smcp::cli
