#include "tmux/link/format_fields.hpp"

#include "support/catch.hpp"
#include "tmux/link/ids.hpp"

using namespace smcp::tmux;

TEST_CASE("lines are split at newlines, with or without one at the end") {
  CHECK(split_lines("a\n\nb\n") == std::vector<std::string_view>{"a", "", "b"});
  CHECK(split_lines("a\nb") == std::vector<std::string_view>{"a", "b"});
  CHECK(split_lines("").empty());
}

TEST_CASE("numbers are whole or nothing") {
  CHECK(parse_number<std::uint32_t>("50000") == 50000U);
  CHECK(parse_number<std::int64_t>("-1") == -1);
  CHECK_FALSE(parse_number<std::uint32_t>("-1"));
  CHECK_FALSE(parse_number<std::uint32_t>(""));
  CHECK_FALSE(parse_number<std::uint32_t>("1 "));
  CHECK_FALSE(parse_number<std::uint32_t>("4294967296"));
}

TEST_CASE("an id is its sigil and a number") {
  CHECK(SessionId::parse("$3") == SessionId{3});
  CHECK(PaneId::parse("%0")->text() == "%0");
  CHECK(WindowId{7}.text() == "@7");
  for (const auto* bad : {"", "$", "3", "%3x", "$-1", "$3 ", "$99999999999"})
    CHECK_FALSE(SessionId::parse(bad));
}
