// Arguments and wiring: what the program is asked for, and who does it.
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

#include <uv.h>

#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "log.hpp"

namespace {

/// Somebody who starts us with a standard descriptor closed would have our own next one land on its number,
/// which libuv never closes. A place holder that cannot be used as that descriptor makes it a clear error
/// instead.
void hold_standard_descriptors() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(fd, F_GETFD) >= 0) continue;
    // The lowest free number is the one that is missing.
    [[maybe_unused]] const int held = ::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

}  // namespace

int main(int argc, char** argv) {
  using namespace smcp;

  hold_standard_descriptors();
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
    case cli::Mode::watch:
      return cli::watch(*options);
    case cli::Mode::doctor:
      return cli::doctor(*options);
    case cli::Mode::help:
      std::fwrite(cli::help_text().data(), 1, cli::help_text().size(), stdout);
      return cli::finish_output();
    case cli::Mode::version:
      std::puts("sessions-mcp " SESSIONS_MCP_VERSION);
      return cli::finish_output();
  }
  return 2;
}
