#include "cli/paint.hpp"

#include <cstdlib>
#include <unistd.h>

namespace smcp::cli {
namespace {

std::string_view variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

}  // namespace

bool shows_colours() {
  const std::string_view term = variable("TERM");
  return ::isatty(STDOUT_FILENO) != 0 && !term.empty() && term != "dumb" && variable("NO_COLOR").empty();
}

std::string painted(std::string_view text, Paint paint) {
  if (!shows_colours()) return std::string(text);
  return "\033[" + std::to_string(static_cast<int>(paint)) + "m" + std::string(text) + "\033[0m";
}

}  // namespace smcp::cli
