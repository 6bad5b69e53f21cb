// What an option of the pane remembers of the text that was typed last.
#include "tmux/read/last_typed.hpp"

#include "support/catch.hpp"
#include "support/unit/fake_client.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

Cursor cursor_in(std::uint32_t pane) {
  Cursor cursor;
  cursor.pane = {pane};
  cursor.pid = 4711;
  cursor.width = 80;
  cursor.height = 24;
  return cursor;
}

}  // namespace

TEST_CASE("last typed: its text says all of it") {
  for (const char* typed : {"", "one", "one\ntwo\n\nthree"}) {
    const LastTyped before{cursor_in(3), tools::typed_lines(typed)};
    const auto parsed = LastTyped::parse(before.text());
    REQUIRE(parsed);
    CHECK(parsed->before.text() == before.before.text());
    CHECK(parsed->lines == before.lines);
    CHECK(parsed->lines.size() == (*typed == 0 ? 0U : typed[3] == 0 ? 1U : 3U));
  }
}

TEST_CASE("last typed: what is typed after it counts as well, up to a bound") {
  LastTyped typed{cursor_in(3), {}};
  for (std::size_t i = 0; i < LastTyped::kMostLines; ++i)
    typed = typed.followed_by(cursor_in(3), tools::typed_lines(std::to_string(i)));
  CHECK(typed.lines.size() == LastTyped::kMostLines);
  CHECK(typed.lines.front() == tools::TypedLine::of("0"));
  CHECK(LastTyped::parse(typed.text()));
  Cursor later = cursor_in(3);
  later.screen = 5;
  typed = typed.followed_by(later, tools::typed_lines("last"));
  CHECK(typed.before == later);
  CHECK(typed.lines.size() == LastTyped::kMostLines);
  CHECK(typed.lines.front() == tools::TypedLine::of("1"));
  CHECK(typed.lines.back() == tools::TypedLine::of("last"));
}

TEST_CASE("last typed: what others have put into the option says nothing") {
  const std::string cursor = cursor_in(3).text();
  std::string too_many = cursor;
  for (std::size_t i = 0; i <= LastTyped::kMostLines; ++i) too_many += " 1:1";
  for (const std::string& bad :
       {std::string(), std::string("x"), cursor + " x", cursor + " 1", cursor + " 0:1",
        cursor + " 1:", cursor + " -1:1", cursor + " 4294967296:1", cursor + " 1:1  1:1", too_many}) {
    INFO(bad);
    CHECK_FALSE(LastTyped::parse(bad));
  }
}

TEST_CASE("last typed: of another pane, or not known") {
  FakeClient client;
  const auto asked = [&](const Result<std::string>& answer) {
    std::optional<LastTyped> known;
    bool called = false;
    ask_last_typed(std::make_shared<RequestChain>(client, std::chrono::seconds(10)), PaneId{3},
                   [&](std::optional<LastTyped> typed) {
                     known = std::move(typed);
                     called = true;
                   });
    answer ? client.answer(*answer) : client.answer(answer.error());
    CHECK(called);
    return known;
  };
  CHECK(asked(cursor_in(3).text() + "\n"));
  CHECK_FALSE(asked(cursor_in(4).text() + "\n"));
  CHECK_FALSE(asked(std::string("\n")));
  CHECK_FALSE(asked(Error{Errc::timed_out, "x"}));
}
