// Arguments and wiring: what the program is asked for, and who does it.
#include <cstdio>

#include <uv.h>

#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "log.hpp"

int main(int argc, char** argv) {
  using namespace smcp;

  // Descriptors that we inherited are nobody else's business, least of all a tmux server's that we start.
  uv_disable_stdio_inheritance();

  const auto options = cli::parse_options(argc, argv);
  if (!options) {
    log(options.error().message);
    return 2;
  }
  switch (options->mode) {
    case cli::Mode::serve:
      return cli::serve(*options);
    case cli::Mode::call:
      return cli::call(*options);
    case cli::Mode::tools:
      return cli::list_tools();
    case cli::Mode::doctor:
      return cli::doctor(*options);
    case cli::Mode::help:
      std::fwrite(cli::help_text().data(), 1, cli::help_text().size(), stdout);
      return 0;
    case cli::Mode::version:
      std::puts("sessions-mcp " SESSIONS_MCP_VERSION);
      return 0;
  }
  return 2;
}
