#include "cli/yes_or_no.hpp"

#include <array>
#include <termios.h>
#include <unistd.h>

#include "base/contains.hpp"

namespace smcp::cli {

void drop_typed_ahead() {
  ::tcflush(STDIN_FILENO, TCIFLUSH);
}

bool is_yes(std::string_view line) {
  constexpr auto kYes = std::to_array<std::string_view>({"y", "Y", "yes", "Yes", "YES"});
  return contains(kYes, line);
}

}  // namespace smcp::cli
