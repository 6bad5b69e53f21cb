#include "cli/connected_tools.hpp"

#include <utility>

#include "cli/session_target.hpp"
#include "tmux/link/own_pane.hpp"

namespace smcp::cli {
namespace {

/// What holds on each server alike.
void set_up(tools::Server& server, const Connection& connection, const Options& options) {
  server.tmux_command = tmux::command_for_people(connection.endpoint);
  server.policy = tools::Policy(options.policy, std::string(server.name()));
  server.home = tmux::OwnPane::of_this_process(connection.endpoint.socket_path, server.client.processes());
  if (!options.allow_self) server.own_pane = server.home;
}

}  // namespace

ConnectedTools::ConnectedTools(uv::Loop& loop, const Options& options)
    : connection(loop, tmux::find_endpoint(options.endpoint), options.engine),
      toolbox(loop, connection.engine.client(), options.timeout) {
  set_up(toolbox.server, connection, options);
  toolbox.confirmation.asked = options.confirm;
  for (const tmux::ServerAddress& address : options.servers) {
    others.push_back(std::make_unique<Connection>(loop, endpoint_of(options, address), options.engine));
    tmux::Client& client = others.back()->engine.client();
    toolbox.others.push_back(std::make_unique<tools::Server>(loop, client, options.timeout));
    toolbox.others.back()->prefix = address.name + ":";
    set_up(*toolbox.others.back(), *others.back(), options);
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
