#include "cli/leave_keys.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"

using smcp::cli::LeaveKeys;

namespace {

/// Whole, and byte by byte: the same answer.
bool leaves(std::string_view bytes) {
  LeaveKeys whole;
  const bool at_once = whole.feed(bytes);
  LeaveKeys single;
  bool one_by_one = false;
  for (const char byte : bytes) one_by_one = single.feed({&byte, 1}) || one_by_one;
  CHECK(at_once == one_by_one);
  return at_once;
}

}  // namespace

TEST_CASE("leave keys: q and Ctrl-C, also after other keys") {
  for (const char* keys :
       {"q", "\x03", "xyzq", "\033q", "\033\033q", "\033[Aq", "\033OPq", "\033[1;5Aq", "\033[200~q",
        "\033]11;rgb:0/0/0\aq", "\033]11;rgb:0/0/0\033\\q", "\033P>|x\033\\q"}) {
    INFO(keys);
    CHECK(leaves(keys));
  }
}

TEST_CASE("leave keys: no other key, and no answer of a terminal") {
  for (const char* keys :
       {"", "x", "Q", "\r", "\033", "\033[A", "\033Oq", "\033[q", "\033[1 q", "\033[?64;1c",
        "\033]0;q quit q\a", "\033]11;q\033\\", "\033P>|quake(1)\033\\", "\033_q\033\\", "\033Pq\033q"}) {
    INFO(keys);
    CHECK_FALSE(leaves(keys));
  }
}

TEST_CASE("leave keys: Ctrl-C leaves from anywhere") {
  for (const char* before : {"\033", "\033[", "\033O", "\033]0;never ended", "\033Pq\033"}) {
    CHECK(leaves(std::string(before) + "\x03"));
  }
}
