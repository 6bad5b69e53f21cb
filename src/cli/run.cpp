#include "cli/run.hpp"

#include <cstdio>

#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/install/install.hpp"
#include "cli/options.hpp"
#include "io/inherited_descriptors.hpp"

namespace smcp::cli {

int run(int argc, char** argv) {
  uv::secure_inherited_descriptors();
  const auto options = parse_options(argc, argv);
  if (!options) {
    log(options.error().message);
    return 2;
  }
  switch (options->mode) {
    case Mode::serve:
      return serve(*options);
    case Mode::call:
      return call(*options);
    case Mode::tools:
      return list_tools();
    case Mode::watch:
      return watch(*options);
    case Mode::doctor:
      return doctor(*options);
    case Mode::run:
      return run_in_session(*options);
    case Mode::wait:
      return wait(*options);
    case Mode::list:
      return list_sessions(*options);
    case Mode::audit:
      return audit(*options);
    case Mode::sessions:
      return sessions(*options);
    case Mode::install:
    case Mode::uninstall:
      return run_install_command(options->install);
    case Mode::help:
      return help(*options);
    case Mode::version:
      std::puts("sessions-mcp " SESSIONS_MCP_VERSION);
      return finish_output();
  }
  return 2;
}

}  // namespace smcp::cli
