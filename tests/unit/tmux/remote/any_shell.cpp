#include "tmux/remote/any_shell.hpp"

#include "support/catch.hpp"
#include "support/child.hpp"
#include "text/shell_word.hpp"

using namespace smcp;
using namespace smcp::tmux;

TEST_CASE(
    "a line for any shell holds, inside its quotes, nothing that one of them takes for more than itself") {
  std::string all;
  for (int c = 1; c < 256; ++c) all += static_cast<char>(c);
  const std::string line = for_any_shell(all);
  CHECK(line.starts_with("exec sh -c 'eval \"$(printf \"$0\")\"' '\\001\\002"));
  const std::string quoted = line.substr(line.find("' '") + 3, line.size() - line.find("' '") - 4);
  CHECK(quoted.find_first_of("'!%`\n^~?") == std::string::npos);
  // Each backslash has three digits behind it.
  for (auto at = quoted.find('\\'); at != std::string::npos; at = quoted.find('\\', at + 1))
    CHECK(quoted.substr(at + 1, 3).find_first_not_of("01234567") == std::string::npos);
}

TEST_CASE("a line for any shell arrives byte by byte") {
  std::string all;
  for (int c = 1; c < 256; ++c) all += static_cast<char>(c);
  for (const std::string& text : {all, std::string("'\\''"), std::string("ends\n\n"), std::string()}) {
    const std::string line = for_any_shell(shell_words({"printf", "%s|", text, "it's"}));
    CHECK(test::run_command({"/bin/sh", "-c", line}, {{"PATH", "/usr/bin:/bin"}}).output == text + "|it's|");
  }
}
