#include "cli/connected_tools.hpp"

#include "tmux/link/own_pane.hpp"

namespace smcp::cli {

ConnectedTools::ConnectedTools(uv::Loop& loop, const Options& options)
    : endpoint(tmux::find_endpoint(options.endpoint)),
      engine(loop, endpoint, options.engine),
      toolbox(loop, engine.client(), options.timeout) {
  toolbox.server.tmux_command = tmux::command_for_people(endpoint);
  toolbox.server.home = tmux::OwnPane::of_this_process(endpoint.socket_path, client().processes());
  if (!options.allow_self) toolbox.server.own_pane = toolbox.server.home;
}

}  // namespace smcp::cli
