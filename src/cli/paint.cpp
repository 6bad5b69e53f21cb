#include "cli/paint.hpp"

#include <unistd.h>

#include "base/environment_value.hpp"

namespace smcp::cli {

bool shows_colours() {
  const std::string_view term = environment_value("TERM");
  return ::isatty(STDOUT_FILENO) != 0 && !term.empty() && term != "dumb" &&
         environment_value("NO_COLOR").empty();
}

std::string painted(std::string_view text, Paint paint) {
  if (!shows_colours()) return std::string(text);
  return "\033[" + std::to_string(static_cast<int>(paint)) + "m" + std::string(text) + "\033[0m";
}

}  // namespace smcp::cli
