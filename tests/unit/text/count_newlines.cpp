#include "text/count_newlines.hpp"

#include <algorithm>
#include <random>
#include <string>

#include "support/catch.hpp"

namespace tmux = smcp::tmux;

TEST_CASE("newlines are counted whatever surrounds them", "[count_newlines]") {
  // Every byte that differs from '\n' in one bit, and both ends of the range.
  const std::string others("\x0b\x08\x0e\x02\x1a\x2a\x4a\x8a\x00\xff", 10);
  std::mt19937 random(1);
  for (std::size_t size = 0; size < 700; ++size) {
    std::string text(size, 'x');
    for (auto& c : text) c = random() % 3 == 0 ? '\n' : others[random() % others.size()];
    const auto expected = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    REQUIRE(tmux::count_newlines(text) == expected);
    REQUIRE(tmux::count_newlines_portably(text) == expected);
  }
}

TEST_CASE("a long run of newlines overflows no counter", "[count_newlines]") {
  const std::string text(100'000, '\n');
  CHECK(tmux::count_newlines(text) == text.size());
  CHECK(tmux::count_newlines_portably(text) == text.size());
}

TEST_CASE("the offset after the nth newline", "[count_newlines]") {
  CHECK(tmux::offset_after_newlines("", 0) == 0);
  CHECK(tmux::offset_after_newlines("a\nb\n", 0) == 0);
  std::mt19937 random(2);
  std::string text(10'000, 'x');
  for (auto& c : text) c = random() % 50 == 0 ? '\n' : 'x';
  text.push_back('\n');
  std::size_t n = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') REQUIRE(tmux::offset_after_newlines(text, ++n) == i + 1);
  }
}
