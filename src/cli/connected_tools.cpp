#include "cli/connected_tools.hpp"

#include "tmux/link/own_pane.hpp"

namespace smcp::cli {

ConnectedTools::ConnectedTools(uv::Loop& loop, const Options& options)
    : endpoint(tmux::find_endpoint(options.endpoint)),
      engine(loop, endpoint, options.engine),
      toolbox(loop, engine.client(), options.timeout) {
  toolbox.server.tmux_command = tmux::command_for_people(endpoint);
  toolbox.confirmation.asked = options.confirm;
  if (options.allow_self) return;
  toolbox.server.own_pane = tmux::OwnPane::of_this_process(endpoint.socket_path, client().processes());
}

}  // namespace smcp::cli
