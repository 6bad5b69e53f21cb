#include "tmux/link/made_by.hpp"

#include <string>

#include "support/catch.hpp"
#include "tmux/link/row_safe.hpp"

using namespace smcp::tmux;

namespace {

std::optional<std::string> taken(std::string_view printed) {
  std::optional<std::string> maker;
  CHECK(take_maker(printed, maker));
  return maker;
}

}  // namespace

TEST_CASE("a maker is a name and a version, in one line that drives no terminal") {
  CHECK(maker("claude-code", "2.1.0") == "claude-code 2.1.0");
  CHECK(maker("Visual Studio Code", "") == "Visual Studio Code");
  CHECK(maker("", "2.1.0").empty());
  CHECK(maker(" \t\n", "2.1.0").empty());
  CHECK(maker(" a\n\tb ", "\x1b[31m1\r") == "a b [31m1");
  CHECK(maker("a\u009bb\u007f", "1") == "a b 1");
  CHECK(maker("été 日本", "1") == "été 日本 1");
  CHECK(maker("C#", "100%") == "C# 100%");
}

TEST_CASE("a maker is cut at its bound, between two characters") {
  const std::string full(kMaxMaker - 2, 'x');
  CHECK(maker(full, "1") == full + " 1");
  CHECK(maker(full, "12") == full + " 1");
  CHECK(maker(full + "x", "1") == full + "x");
  CHECK(maker(full + "é", "1") == full + "é");
  CHECK(maker(full + "xé", "1") == full + "x");
  CHECK(maker(std::string(10'000, 'x'), "1").size() == kMaxMaker);
}

TEST_CASE("a session's maker is read as it was written, and whatever else stands there keeps to its bounds") {
  for (const std::string& text : {maker("claude-code", "2.1.0"), maker("C#{x}", "100%"), maker("日本", ";")})
    CHECK(taken(row_safe(text)) == text);
  CHECK_FALSE(taken(""));
  CHECK_FALSE(taken("%0A"));
  CHECK(taken("a%0Ab%1B") == "a b");
  CHECK(taken(std::string(1000, 'x'))->size() == kMaxMaker);
  CHECK(maker_format() == "#{s/[\t\n]/ /;=300:@smcp-made-by}");
}
