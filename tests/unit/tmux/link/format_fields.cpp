#include "tmux/link/format_fields.hpp"

#include "support/catch.hpp"
#include "tmux/link/ids.hpp"

using namespace smcp::tmux;

TEST_CASE("a row format joins variables with tabs") {
  CHECK(record_format({"session_id", "session_name"}) == "#{session_id}\t#{session_name}");
}

TEST_CASE("a marked row is found among lines that are not ours") {
  CHECK(marked_format("mark", {"a", "b"}) == "mark\t#{a}\t#{b}");
  CHECK(find_marked("mark\t1\t2", "mark") == "1\t2");
  CHECK(find_marked("hi\nmarked\t3\nmark\nmark\t1\t2\nmark\t5\n", "mark") == "1\t2");
  CHECK(find_marked("mark\t\n", "mark") == "");
  CHECK_FALSE(find_marked("hi\n x mark\t1\n", "mark"));
  CHECK_FALSE(find_marked("", "mark"));
}

TEST_CASE("a row has exactly its fields, the last takes what is left") {
  const auto row = split_record("$1\t2\ta\tb|c", 3);
  REQUIRE(row);
  CHECK(*row == std::vector<std::string_view>{"$1", "2", "a\tb|c"});
  CHECK(split_record("\t\t", 3) == std::vector<std::string_view>{"", "", ""});
  CHECK_FALSE(split_record("$1\t2", 3));
  CHECK_FALSE(split_record("", 2));
  CHECK(split_record("", 1));
}

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
