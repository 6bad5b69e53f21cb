// Which tools a client is offered: said once for each tool (catalogue.hpp), and by whoever starts the server.
#pragma once

namespace smcp::tools {

enum class ToolSet {
  core,  ///< those that most work needs: for clients that count tools, or pay for each of their words
  all,   ///< with those for windows and panes
};

}  // namespace smcp::tools
