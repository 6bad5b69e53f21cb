#include "tmux/act/type_keys.hpp"

#include "support/catch.hpp"
#include "support/unit/typing.hpp"
#include "tmux/act/typing_plan.hpp"

using namespace smcp;
using namespace smcp::tmux;

TEST_CASE("keys need two requests: where the output stands, and the keys") {
  Typing t;
  t.pane.print("hello\n$ ");
  t.type("ls", true);
  t.answer_cursor();
  CHECK(t.last().ends_with("; send-keys -t %7 -l -- ls ; send-keys -t %7 Enter"));
  CHECK(t.answers == 0);
  t.client.answer("");
  REQUIRE(t.typed);
  CHECK(t.typed->before.pane == PaneId{7});
  CHECK(t.typed->others.empty());
  CHECK_FALSE(t.typed->hidden);
  CHECK(t.client.asked.size() == 2);
}

TEST_CASE("long text goes in pieces, under one lock that is renewed and given back") {
  std::string text(kMaxTypedPiece - 1, 'x');
  text += "é";
  text += std::string(kMaxTypedPiece, 'y');
  Typing t;
  t.type(text, true);
  t.answer_cursor();
  std::string sent;
  std::string lock;
  for (int i = 0; t.client.open() > 0; ++i) {
    const auto words = t.typed_words();
    CHECK(t.last().find("#{==:#{@smcp-typing}," + lock + "}") != std::string::npos);
    sent += words.front();
    if (i == 0) {
      lock = t.lock_set();
      CHECK(lock.ends_with(" 1000"));
    }
    // Not yet in another second: it need not be renewed.
    if (i == 1) CHECK(t.lock_set().empty());
    if (i == 2) CHECK(t.last().ends_with("; send-keys -t %7 Enter ; set-option -pu -t %7 @smcp-typing"));
    t.client.answer("");
  }
  CHECK(sent == text);
  CHECK(t.client.asked.size() == 4);
  CHECK(t.answers == 1);
}

TEST_CASE("a pane that goes half-way is told with how much was typed, and the lock is given back") {
  Typing t;
  t.type(std::string(kMaxTypedPiece + 10, 'x'), false);
  t.answer_cursor();
  t.client.answer("");
  t.client.answer("", 1, "can't find pane: %7");
  REQUIRE(t.error);
  CHECK(t.error->code == Errc::not_found);
  CHECK(t.error->message.find("of 8202 bytes") != std::string::npos);
  CHECK(t.last().ends_with("; set-option -pu -t %7 @smcp-typing"));
  t.client.answer("");
  CHECK(t.client.open() == 0);
}

TEST_CASE("Enter follows a text that a program has taken, once, under the same lock") {
  Typing t;
  t.client.machine.run(1, "/dev/pts/9", 2, "chat");
  t.terminal().modes = shell::modes_for(shell::LineMode::keys);
  t.type("hello", true);
  t.answer_cursor();
  CHECK(t.last().find("; send-keys -t %7 -l -- hello ; set-option -p -t %7 -- @smcp-typing ") !=
        std::string::npos);
  const std::string lock = t.lock_set();
  const auto typed = uv::Clock::now();
  t.terminal().unread = 5;
  t.client.answer("");
  while (uv::Clock::now() - typed < 2 * kBeforeEnter) t.loop.run_once();
  CHECK(t.client.open() == 0);
  t.terminal().unread = 0;
  const auto taken = uv::Clock::now();
  while (t.client.open() == 0) t.loop.run_once();
  CHECK(uv::Clock::now() - taken >= kBeforeEnter - std::chrono::milliseconds(10));
  CHECK(t.last().find("#{==:#{@smcp-typing}," + lock + "}") != std::string::npos);
  SECTION("pressed") {
    CHECK(t.last().ends_with("; send-keys -t %7 Enter ; set-option -pu -t %7 @smcp-typing"));
    t.client.answer("");
    CHECK(t.typed);
    CHECK(t.client.open() == 0);
  }
  SECTION("a person begins to scroll before it") {
    t.client.answer("", 1, "unknown command: sessions-mcp-takes-no-keys");
    REQUIRE(t.error);
    CHECK(t.error->message.ends_with(" (all of it was typed, but Enter was not pressed)"));
    CHECK(t.last().ends_with("; set-option -pu -t %7 @smcp-typing"));
  }
}

TEST_CASE("when a list fails half-way, the error says how much of it was typed") {
  Typing t;
  t.client.machine.run(1, "/dev/pts/9", 2, "vi");
  t.terminal().modes = shell::modes_for(shell::LineMode::keys);
  t.type({Stroke::key(*find_key("Up")->press), Stroke::text("x"), Stroke::text("y")});
  t.answer_cursor();
  t.client.answer("");
  while (t.client.open() == 0) t.loop.run_once();
  t.client.answer("", 1, "can't find pane: %7");
  REQUIRE(t.error);
  CHECK(t.error->message.ends_with(" (already typed: the first 1 of 3 keys and texts)"));
}

TEST_CASE("text of several lines is pasted in brackets, and that is told") {
  Typing t;
  t.type("a\nb", true);
  t.answer_cursor();
  CHECK(t.client.asked.back().input == "a\nb");
  CHECK(t.last().find("; paste-buffer -d -r -p -b ") != std::string::npos);
  t.client.answer("");
  REQUIRE(t.typed);
  CHECK(t.typed->pasted);
}

TEST_CASE("a line that the terminal would cut is not typed") {
  Typing t;
  t.client.machine.run(1, "/dev/pts/9", 2, "cat");
  t.type(std::string(shell::kMaxCanonicalLine + 1, 'x'), true);
  t.answer_cursor();
  REQUIRE(t.error);
  CHECK(t.error->code == Errc::refused);
  CHECK(t.error->message.find("a line of 4096 bytes. Nothing was typed.") != std::string::npos);
  CHECK(t.client.open() == 0);
}

TEST_CASE("cancelled between two pieces, the lock is given back as well") {
  Typing t;
  t.type(std::string(kMaxTypedPiece + 10, 'x'), false);
  t.answer_cursor();
  t.chain->cancel();
  CHECK(t.client.cancelled.size() == 1);
  CHECK(t.last().find("#{=6:@smcp-typing}") != std::string::npos);
  CHECK(t.last().ends_with("; set-option -pu -t %7 @smcp-typing"));
  CHECK(t.answers == 0);
}

TEST_CASE("the answer names the synchronised panes that got the keys, each once") {
  Typing t;
  t.target.synchronised = {{PaneId{6}, 1, ""}, {PaneId{7}, 1, ""}, {PaneId{8}, 1, ""}};
  t.type(std::string(kMaxTypedPiece + 10, 'x'), false);
  t.answer_cursor();
  t.client.answer("%7:1: %8:1: \n");
  t.client.answer("%6:1: %7:1: %8:1: \n");
  REQUIRE(t.typed);
  CHECK(t.typed->others == std::vector<PaneId>{{6}, {8}});
}
