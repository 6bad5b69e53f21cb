// What a terminal does not show must not be shown elsewhere either: secrets that are typed.
#include <optional>
#include <string>

#include "support/catch.hpp"
#include "support/unit/typing.hpp"

using namespace smcp;
using namespace smcp::tmux;

TEST_CASE("what is typed where the terminal does not echo is hidden, and goes another way") {
  Typing t;
  const std::string tty = "/dev/pts/9";
  shell::TerminalModes& modes = t.terminal().modes;
  const auto is_pasted = [&] { return t.last().find("paste-buffer") != std::string::npos; };
  const std::string secret = "s3cr3t";
  SECTION("a line without echo") {
    modes = {true, false, true, std::nullopt};
    t.type(secret, true);
    t.answer_cursor();
    CHECK(is_pasted());
    CHECK(t.last().find(secret) == std::string::npos);
    CHECK(t.client.asked.back().input == secret);
    modes = {true, true, true, std::nullopt};  // it has been read
    t.client.answer("");
    CHECK(t.typed->hidden);
  }
  SECTION("refused: nothing of it stays") {
    modes = {true, false, true, std::nullopt};
    t.type(secret, true);
    t.answer_cursor();
    t.client.answer("", 1, "unknown command: sessions-mcp-takes-no-keys");
    CHECK(t.error);
    CHECK(t.client.asked.back().argv.front() == "delete-buffer");
  }
  SECTION("cancelled: nothing of it stays") {
    modes = {true, false, true, std::nullopt};
    t.type(secret, true);
    t.answer_cursor();
    const std::string buffer = t.client.asked.back().argv[8];
    t.chain->cancel();
    CHECK(t.last() == "delete-buffer -b " + buffer);
    CHECK(t.answers == 0);
  }
  SECTION("typed: the paste has taken its buffer away") {
    modes = {true, false, true, std::nullopt};
    t.type(secret, true);
    t.answer_cursor();
    t.client.answer("");
    CHECK(t.typed);
    CHECK(is_pasted());
    CHECK(t.client.open() == 0);
  }
  SECTION("another was quicker: it goes there anew") {
    modes = {true, false, true, std::nullopt};
    t.type(secret, true);
    t.answer_cursor();
    const std::string buffer = t.client.asked.back().argv[8];
    t.client.answer("", 1, "unknown command: sessions-mcp-not-our-turn");
    CHECK(joined_but_remembering(t.client.asked[2].argv) == "delete-buffer -b " + buffer);
    t.client.answer("");
    REQUIRE(t.is_lock_look());
    t.client.answer("1000\t\n");
    t.answer_cursor();
    CHECK(is_pasted());
    CHECK(t.client.asked.back().argv[8] != buffer);
    t.client.answer("");
    CHECK(t.typed->hidden);
  }
  SECTION("only afterwards") {
    modes = {true, true, true, std::nullopt};
    t.type(secret, false);
    t.answer_cursor();
    CHECK_FALSE(is_pasted());
    modes = {true, false, true, std::nullopt};
    t.client.answer("");
    CHECK(t.typed->hidden);
  }
  SECTION("only once a line that it showed has been entered: that is the next question") {
    modes = {true, true, true, std::nullopt};
    t.type("y", true);
    t.answer_cursor();
    CHECK_FALSE(is_pasted());
    modes = {true, false, true, std::nullopt};
    while (t.client.open() > 0) t.client.answer("");
    REQUIRE(t.typed);
    CHECK_FALSE(t.typed->hidden);
  }
  SECTION("only once the first of two lines has been entered: the second may be the secret") {
    modes = {true, true, true, std::nullopt};
    t.type({Stroke::text("sudo -k true"), Stroke::enter(), Stroke::text(secret), Stroke::enter()});
    t.answer_cursor();
    modes = {true, false, true, std::nullopt};
    t.finish();
    REQUIRE(t.typed);
    CHECK(t.typed->hidden);
  }
  SECTION("a line that the program itself shows, or not: what it hides by then may be this one") {
    modes = {false, false, true, std::nullopt};
    t.pane.print("name ");
    t.type(secret, true);
    t.answer_cursor();
    modes = {true, false, true, std::nullopt};
    t.finish();
    REQUIRE(t.typed);
    CHECK(t.typed->hidden);
  }
  SECTION("single keys, behind the question for a secret") {
    modes = {false, false, true, std::nullopt};
    t.pane.print("PIN for key 7: ");
    t.type(secret, false);
    t.answer_cursor();
    CHECK(is_pasted());
    t.client.answer("");
    CHECK(t.typed->hidden);
  }
  SECTION("such a question, but the terminal shows the answer") {
    modes = {true, true, true, std::nullopt};
    t.pane.print("PIN for key 7: ");
    t.type(secret, false);
    t.answer_cursor();
    t.client.answer("");
    CHECK_FALSE(t.typed->hidden);
  }
  SECTION("single keys, as of a shell") {
    modes = {false, false, true, std::nullopt};
    t.pane.print("$ ");
    t.type(secret, false);
    t.answer_cursor();
    CHECK_FALSE(is_pasted());
    t.client.answer("");
    CHECK_FALSE(t.typed->hidden);
  }
  SECTION("another pane that gets it does not echo") {
    modes = {true, false, true, std::nullopt};
    t.target.terminal = {};
    t.target.synchronised = {{PaneId{6}, 1, tty}, {PaneId{7}, 1, ""}};
    t.type(secret, false);
    t.answer_cursor();
    CHECK_FALSE(is_pasted());  // that would reach this one alone
    t.client.answer("%6:1: %7:1: \n");
    CHECK(t.typed->hidden);
  }
}

TEST_CASE(
    "what is typed where another machine's terminal does not echo is hidden, by a look before it is typed") {
  Typing t;
  t.client.machine.far = true;
  SECTION("a secret") {
    t.terminal().modes = {true, false, true, std::nullopt};
    t.type("s3cr3t", true);
    t.answer_cursor();
    CHECK(t.client.open() == 0);
    CHECK(t.client.machine.looks.last == std::vector<std::string>{"/dev/pts/9"});
    REQUIRE(t.client.machine.looks.show());
    CHECK(t.last().find("s3cr3t") == std::string::npos);
    t.client.answer("");
    REQUIRE(t.client.machine.looks.show());
    REQUIRE(t.typed);
    CHECK(t.typed->hidden);
  }
  SECTION("a command at a prompt is none, whatever it asks then, and is looked at once") {
    t.type("sudo true", true);
    t.answer_cursor();
    REQUIRE(t.client.machine.looks.show());
    t.terminal().modes = {true, false, true, std::nullopt};
    t.client.answer("");
    REQUIRE(t.typed);
    CHECK_FALSE(t.typed->hidden);
    CHECK_FALSE(t.typed->before.at_prompt);
    CHECK(t.client.machine.looks.count == 1);
  }
  SECTION(
      "seen before it is known where the output stands: it is looked at again, for what was seen is gone") {
    t.terminal().modes = {true, false, true, std::nullopt};
    t.type("s3cr3t", true);
    REQUIRE(t.client.machine.looks.show());
    CHECK_FALSE(t.client.machine.looks.is_asked());
    t.answer_cursor();
    REQUIRE(t.client.machine.looks.show());
    CHECK(t.last().find("s3cr3t") == std::string::npos);
    t.client.answer("");
    REQUIRE(t.client.machine.looks.show());
    CHECK(t.typed->hidden);
  }
  SECTION("given up before either is there: nothing is typed") {
    t.type("x", true);
    SECTION("neither") {}
    SECTION("while the answer is waited for") {
      REQUIRE(t.client.machine.looks.show());
    }
    t.chain->cancel();
    CHECK(t.client.cancelled.size() == 1);
    CHECK(t.client.open() == 0);
    CHECK_FALSE(t.client.machine.looks.show());
  }
  SECTION("given up while it is looked at: nothing is typed") {
    t.type("x", true);
    t.answer_cursor();
    t.chain->cancel();
    CHECK_FALSE(t.client.machine.looks.show());
    CHECK(t.answers == 0);
  }
}
