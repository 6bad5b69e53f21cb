#include "cli/install/install.hpp"

#include "base/log.hpp"
#include "cli/install/client_state.hpp"
#include "cli/install/install_steps.hpp"

namespace smcp::cli {

int run_install_command(const InstallOptions& options) {
  using Action = InstallOptions::Action;
  const auto places = places_here();
  if (!places) {
    log(places.error().message + ".");
    return 1;
  }
  switch (options.action) {
    case Action::install:
      return enter(options, *places);
    case Action::uninstall:
      return take_out(options, *places);
    case Action::list:
      break;
  }
  return list_clients(options, *places);
}

}  // namespace smcp::cli
