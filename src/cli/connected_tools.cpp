#include "cli/connected_tools.hpp"

#include <array>
#include <climits>
#include <cstdlib>
#include <string>
#include <utility>

#include "cli/session_target.hpp"
#include "tmux/link/own_pane.hpp"

namespace smcp::cli {
namespace {

/// The path of a socket that is there or will be, without links in it.
std::string real_path(const std::string& path) {
  std::array<char, PATH_MAX> real{};
  if (::realpath(path.c_str(), real.data()) != nullptr) return real.data();
  const auto slash = path.rfind('/');
  if (slash == std::string::npos || ::realpath(path.substr(0, slash + 1).c_str(), real.data()) == nullptr)
    return path;
  return std::string(real.data()) + path.substr(slash);
}

/// What holds on each server alike. `same`: other names of the same tmux server.
void set_up(tools::Server& server, const Connection& connection, const Options& options,
            const std::vector<std::string>& same) {
  server.tmux_command = tmux::command_for_people(connection.endpoint);
  server.policy = tools::Policy(options.policy, std::string(server.name()), same);
  server.home = tmux::OwnPane::of_this_process(connection.endpoint.socket_path, server.client.processes());
  if (!options.allow_self) server.own_pane = server.home;
}

}  // namespace

ConnectedTools::ConnectedTools(uv::Loop& loop, const Options& options)
    : connection(loop, tmux::find_endpoint(options.endpoint), options.engine),
      toolbox(loop, connection.engine.client(), options.timeout) {
  toolbox.confirmation.asked = options.confirm;
  for (const tmux::ServerAddress& address : options.servers) {
    others.push_back(std::make_unique<Connection>(loop, endpoint_of(options, address), options.engine));
    tmux::Client& client = others.back()->engine.client();
    toolbox.others.push_back(std::make_unique<tools::Server>(loop, client, options.timeout));
    toolbox.others.back()->prefix = address.name + ":";
  }
  const auto servers = toolbox.servers();
  const auto connection_of = [this](std::size_t i) -> Connection& {
    return i == 0 ? connection : *others[i - 1];
  };
  std::vector<std::string> paths;
  for (std::size_t i = 0; i < servers.size(); ++i)
    paths.push_back(real_path(connection_of(i).endpoint.socket_path));
  for (std::size_t i = 0; i < servers.size(); ++i) {
    std::vector<std::string> same;
    for (std::size_t other = 0; other < servers.size(); ++other)
      if (other != i && paths[other] == paths[i]) same.emplace_back(servers[other]->name());
    set_up(*servers[i], connection_of(i), options, same);
  }
}

void ConnectedTools::shorten_deadlines(std::chrono::milliseconds left) {
  for (tools::Server* const server : toolbox.servers()) server->client.shorten_deadlines(left);
}

Status ConnectedTools::start_audit(const Options& options) {
  if (options.audit.empty()) return Ok{};
  auto audit = tools::AuditLog::open(options.audit, options.audit_text);
  if (!audit) return audit.error();
  toolbox.audit = std::move(*audit);
  return Ok{};
}

}  // namespace smcp::cli
