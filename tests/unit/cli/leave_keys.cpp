#include "cli/leave_keys.hpp"

#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"

using smcp::cli::LeaveKeys;

namespace {

/// Whole, and byte by byte: the same answer.
bool leaves(std::string_view bytes) {
  LeaveKeys whole;
  const LeaveKeys::TimePoint now{};
  const bool at_once = whole.feed(bytes, now);
  LeaveKeys single;
  bool one_by_one = false;
  for (const char byte : bytes) one_by_one = single.feed({&byte, 1}, now) || one_by_one;
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

TEST_CASE("leave keys: what begins like an answer but does not end is not one") {
  for (const std::string begin :
       {"\033]", "\033P", "\033X", "\033^", "\033_", "\033[", "\033O", "\033]0;abc"}) {
    INFO(begin.substr(1));
    CHECK_FALSE(leaves(begin + "q"));
    CHECK(leaves(begin + "xx\033[Aq"));                                      // another key
    CHECK(leaves(begin + std::string(LeaveKeys::kLongest + 1, '1') + "q"));  // too long
    for (const auto& [pause, counts] : {std::pair{LeaveKeys::kPause, true}, {LeaveKeys::kPause / 2, false}}) {
      LeaveKeys keys;
      const LeaveKeys::TimePoint then{};
      CHECK_FALSE(keys.feed(begin, then));
      CHECK(keys.feed("q", then + pause) == counts);
    }
  }
  CHECK_FALSE(leaves("\033]" + std::string(LeaveKeys::kLongest - 10, '1') + "q\a"));
}
