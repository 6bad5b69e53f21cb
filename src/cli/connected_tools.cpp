#include "cli/connected_tools.hpp"

#include <utility>

#include "tmux/link/own_pane.hpp"

namespace smcp::cli {

ConnectedTools::ConnectedTools(uv::Loop& loop, const Options& options)
    : endpoint(tmux::find_endpoint(options.endpoint)),
      engine(loop, endpoint, options.engine),
      toolbox(loop, engine.client(), options.timeout) {
  toolbox.server.tmux_command = tmux::command_for_people(endpoint);
  toolbox.server.policy = tools::Policy(options.policy);
  toolbox.confirmation.asked = options.confirm;
  toolbox.server.home = tmux::OwnPane::of_this_process(endpoint.socket_path, client().processes());
  if (!options.allow_self) toolbox.server.own_pane = toolbox.server.home;
}

Status ConnectedTools::start_audit(const Options& options) {
  if (options.audit.empty()) return Ok{};
  auto audit = tools::AuditLog::open(options.audit, options.audit_text);
  if (!audit) return audit.error();
  toolbox.audit = std::move(*audit);
  return Ok{};
}

}  // namespace smcp::cli
