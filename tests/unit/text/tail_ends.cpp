// What becomes of the lines at the end of a tail: those that are dropped, and those that are blank.
#include <algorithm>
#include <string>

#include "support/catch.hpp"
#include "text/tail.hpp"

using smcp::tmux::Tail;

TEST_CASE("drop_newest takes lines off the end, and the rest is as before") {
  for (std::size_t n = 0; n <= 7; ++n) {
    Tail tail({5, 1000});
    tail.feed("1\n2\n\n4\n5\n6\n");
    tail.finish();
    tail.drop_newest(n);
    const std::string_view all = "2\n\n4\n5\n6";
    const std::string_view expected[] = {all, "2\n\n4\n5", "2\n\n4", "2\n", "2", "", "", ""};
    CHECK(tail.text() == expected[n]);
    CHECK(tail.lines() == 5 - std::min<std::size_t>(n, 5));
    CHECK(tail.left_out() == 0);
    tail.drop_oldest(1);
    CHECK(tail.lines() == (n < 5 ? 4 - n : 0));
    CHECK(tail.left_out() == (n < 5 ? 1 : 0));
    for (std::size_t i = 0; i < tail.lines(); ++i)
      CHECK(tail.line_from_end(i) == (n + i == 3 ? "" : std::to_string(6 - n - i)));
  }
}

TEST_CASE("blank lines at the very end are lines where that is wanted") {
  const auto tail_of = [](const std::string& text, std::size_t lines, std::size_t cut) {
    Tail tail({lines, 1000, true});
    tail.feed(text.substr(0, cut));
    tail.feed(text.substr(cut));
    tail.finish();
    return std::to_string(tail.passed()) + ":" + std::to_string(tail.lines()) + ":" +
           std::string(tail.text());
  };
  const auto check = [&](const std::string& text, std::size_t lines, const std::string& wanted) {
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
      INFO(text << " cut at " << cut);
      CHECK(tail_of(text, lines, cut) == wanted);
    }
  };
  check("", 9, "0:0:");
  check("\n", 9, "1:1:");
  check("\n\n", 9, "2:2:\n");
  check("a", 9, "1:1:a");
  check("a\n", 9, "1:1:a");
  check("a\n\n\n", 9, "3:3:a\n\n");
  check("a\n  \n\t\n", 9, "3:3:a\n\n");
  check("a\n  ", 9, "2:2:a\n");
  check("a\n\n\n", 2, "3:2:\n");
  check("a\n\nb\n\n", 3, "4:3:\nb\n");
}
