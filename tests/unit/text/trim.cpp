#include "text/trim.hpp"

#include <random>
#include <string>

#include "support/catch.hpp"

namespace tmux = smcp::tmux;

namespace {

std::string random_text(std::mt19937& random, std::string_view alphabet, std::size_t size) {
  std::string text(size, '\0');
  for (auto& c : text) c = alphabet[random() % alphabet.size()];
  return text;
}

}  // namespace

TEST_CASE("spaces and tabs go from the right, whatever their number", "[blank]") {
  CHECK(tmux::trimmed("").empty());
  CHECK(tmux::trimmed(" \t ").empty());
  CHECK(tmux::trimmed(" a b ") == " a b");
  CHECK(tmux::trimmed("a\r") == "a\r");
  for (std::size_t size = 0; size < 40; ++size) {
    for (std::size_t spaces = 0; spaces < 40; ++spaces) {
      const std::string line(size, 'x');
      REQUIRE(tmux::trimmed(line + std::string(spaces, ' ')) == line);
      REQUIRE(tmux::trimmed(line + std::string(spaces, '\t')) == line);
      REQUIRE(tmux::trimmed(line + "\t" + std::string(spaces, ' ') + "\t        ") == line);
    }
  }
}

TEST_CASE("a space before a newline is found wherever it is", "[blank]") {
  for (std::size_t size = 2; size < 200; ++size) {
    for (std::size_t at = 0; at + 1 < size; ++at) {
      std::string lines(size, 'x');
      lines[at] = ' ';
      REQUIRE_FALSE(tmux::has_trailing_spaces(lines));
      lines[at + 1] = '\n';
      REQUIRE(tmux::has_trailing_spaces(lines));
      lines[at] = '\t';
      REQUIRE(tmux::has_trailing_spaces(lines));
      lines[at] = '\n';
      REQUIRE_FALSE(tmux::has_trailing_spaces(lines));
    }
  }
}

TEST_CASE("text and its end", "[blank]") {
  std::mt19937 random(5);
  for (int round = 0; round < 5000; ++round) {
    const auto text = random_text(random, "   \t\nx", random() % 20);
    const auto last = text.find_last_not_of(" \t\n");
    REQUIRE(tmux::end_of_text(text) == (last == std::string::npos ? 0 : last + 1));
    const auto part = random_text(random, "     \tx", random() % 20);
    REQUIRE(tmux::has_text(part) == (part.find('x') != std::string::npos));
  }
}

TEST_CASE("a message loses its line ends, and the blanks there", "[blank]") {
  CHECK(smcp::tmux::without_line_ends("no server\r\n \n") == "no server");
  CHECK(smcp::tmux::without_line_ends(" a b") == " a b");
  CHECK(smcp::tmux::without_line_ends("\n \r\t").empty());
  CHECK(smcp::tmux::without_line_ends("").empty());
}
