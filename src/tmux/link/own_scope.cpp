#include "tmux/link/own_scope.hpp"

#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "text/variables.hpp"
#include "tmux/link/endpoint.hpp"

namespace smcp::tmux {
namespace {

/// In the run-time folder: the socket of the user's service manager, to which systemd-run connects.
constexpr const char* kManager = "/systemd/private";
/// What `systemctl --user` shows of the scope. Without it, that is the whole command.
constexpr const char* kDescription = "--description=tmux server, started by sessions-mcp";
/// What systemd-run sets for the program, of which some conclude that they are the main process of a service.
constexpr const char* kMark = "INVOCATION_ID";

bool is_socket(const std::string& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 && S_ISSOCK(found.st_mode);
}

}  // namespace

OwnScope OwnScope::find(const std::vector<std::string>& environment, const std::string& runtime_root) {
  OwnScope scope;
  const auto named = variable_value(environment, "XDG_RUNTIME_DIR");
  scope.runtime_folder =
      named && !named->empty() ? std::string(*named) : runtime_root + "/" + std::to_string(::geteuid());
  const std::string program = find_program("systemd-run");
  if (program.empty() || !is_socket(scope.runtime_folder + kManager)) return scope;
  scope.prefix = {program, "--user", "--scope", "--quiet", "--collect", kDescription, "--"};
  const std::string env = find_program("env");
  if (!env.empty()) scope.prefix.insert(scope.prefix.end(), {env, "-u", kMark});
  return scope;
}

void OwnScope::complete(std::vector<std::string>& environment) const {
  if (!variable_value(environment, "XDG_RUNTIME_DIR"))
    environment.push_back("XDG_RUNTIME_DIR=" + runtime_folder);
}

ScopeTrial::ScopeTrial(uv::Loop& loop, const OwnScope& scope, std::vector<std::string> environment, Done done)
    : done_(std::move(done)), limit_(loop, [this] { finish(false); }) {
  uv::ProcessOptions options;
  options.argv = scope.prefix;
  options.argv.emplace_back("true");
  scope.complete(environment);
  options.environment = std::move(environment);
  options.own_session = true;
  uv::Process::Events events;
  events.on_stdout = [](std::string_view) {};
  events.on_stderr = [](std::string_view) {};
  events.on_exit = [this](uv::ProcessExit exit) { finish(exit.status == 0 && exit.signal == 0); };
  auto process = uv::Process::spawn(loop, std::move(options), std::move(events));
  if (process) process_ = std::move(*process);
  limit_.start(process_ ? kTimeAllowed : std::chrono::milliseconds{0});
}

void ScopeTrial::finish(bool works) {
  limit_.stop();
  process_.reset();
  Done done = std::move(done_);
  done(works);
}

}  // namespace smcp::tmux
