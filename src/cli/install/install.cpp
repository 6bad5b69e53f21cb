#include "cli/install/install.hpp"

#include <cstdio>
#include <string>

#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/install/client_state.hpp"
#include "cli/install/install_options.hpp"
#include "cli/install/install_steps.hpp"
#include "cli/option_table.hpp"

namespace smcp::cli {

int run_install_command(int argc, char** argv) {
  using Action = InstallOptions::Action;
  const auto options = parse_install_options({argv + 1, argv + argc});
  if (!options) {
    log(options.error().message);
    return 2;
  }
  if (options->action == Action::help) {
    const std::string text = help_of(*find_command(argv[1]));
    std::fwrite(text.data(), 1, text.size(), stdout);
    return finish_output();
  }
  const auto places = places_here();
  if (!places) {
    log(places.error().message + ".");
    return 1;
  }
  switch (options->action) {
    case Action::install:
      return enter(*options, *places);
    case Action::uninstall:
      return take_out(*options, *places);
    case Action::list:
    case Action::help:
      break;
  }
  return list_clients(*options, *places);
}

}  // namespace smcp::cli
