#include "text/shell_word.hpp"

#include "support/catch.hpp"
#include "support/child.hpp"

using namespace smcp;

TEST_CASE("shell_word: plain words stay as they are, everything else stands in quotes") {
  CHECK(shell_word("b8-c1_x.y/z") == "b8-c1_x.y/z");
  CHECK(shell_word("") == "''");
  CHECK(shell_word("a b") == "'a b'");
  CHECK(shell_word("$(reboot)") == "'$(reboot)'");
  CHECK(shell_word("it's") == R"('it'"'"'s')");
  CHECK(shell_word(R"(a\b)") == R"('a'\\'b')");
}

TEST_CASE("shell_words: each is one word") {
  CHECK(shell_words({}).empty());
  CHECK(shell_words({"a", "", "b c"}) == "a '' 'b c'");
}

TEST_CASE("shell_word: a shell takes it for exactly that word") {
  for (const char* const word :
       {"plain", "", "it's", R"(\'"$HOME`x`)", "a\\", "\\\\", "~", "a b;c&d|e", "日本"}) {
    const auto said = test::run_command({"/bin/sh", "-c", "printf '<%s>' " + shell_word(word)}, {}, {},
                                        std::chrono::seconds(30));
    CHECK(said.output == "<" + std::string(word) + ">");
  }
}
