#include "tmux/act/type_keys.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "support/catch.hpp"
#include "support/fd.hpp"
#include "support/unit/fake_client.hpp"
#include "support/unit/fake_pane.hpp"
#include "support/unit/loop_timer.hpp"
#include "tmux/act/typing_plan.hpp"
#include "tmux/link/synchronised.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

struct Typing {
  uv::Loop loop;
  FakeClient client;
  Chain chain;
  FakePane pane{20, 5, 2000};
  Pane target{SessionId{1}, PaneId{7}, "", false, {10, 20}};
  int answers = 0;
  std::optional<TypedKeys> typed;
  std::optional<Error> error;

  /// The pane's shell is at its prompt.
  explicit Typing(std::chrono::milliseconds time = std::chrono::seconds(30))
      : chain(std::make_shared<RequestChain>(client, time)) {
    target.terminal = {PaneId{7}, 1, "/dev/pts/9"};
    client.machine.add_shell(1, "/dev/pts/9");
  }
  [[nodiscard]] shell::FakeProcesses::Terminal& terminal() { return client.machine.terminals["/dev/pts/9"]; }

  void type(const std::string& text, bool enter) {
    std::vector<Stroke> strokes = {Stroke::text(text)};
    if (enter) strokes.push_back(Stroke::enter());
    type(std::move(strokes));
  }
  void type(std::vector<Stroke> strokes) {
    type_keys(loop, chain, target, {std::move(strokes)}, [this](Result<TypedKeys> result) {
      ++answers;
      if (result) typed.emplace(std::move(*result));
      if (!result) error = result.error();
    });
  }
  /// The look at where the output stands.
  void answer_cursor() {
    REQUIRE(client.asked.back().argv.front() == "display-message");
    client.answer(pane.answer(client.asked.back().argv));
  }
  /// The look at who types: asked for now, or after a pause.
  void answer_lock(std::string_view lock) {
    while (client.open() == 0 && !test::running_timers(loop).empty()) loop.run_once();
    REQUIRE(client.open() == 1);
    REQUIRE(is_lock_look());
    client.answer(std::to_string(pane.now) + "\t" + std::string(lock) + "\n");
  }
  [[nodiscard]] bool is_lock_look() const { return client.asked.back().argv.back() == "%s\t#{@smcp-typing}"; }
  [[nodiscard]] std::string last() const { return joined(client.asked.back().argv); }
  /// What is typed, and what stands behind it.
  [[nodiscard]] std::vector<std::string> typed_words() const {
    const auto& argv = client.asked.back().argv;
    const auto dashes = std::find(argv.begin(), argv.end(), "--");
    REQUIRE(dashes != argv.end());
    return {dashes + 1, argv.end()};
  }
};

}  // namespace

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
      lock = words.back();
      CHECK(lock.ends_with(" 1000"));
    }
    // Not yet in another second: it need not be renewed.
    if (i == 1) CHECK(words.size() == 1);
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
  const std::string lock = t.client.asked.back().argv.back();
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

TEST_CASE("of a list it is told how much of it was typed") {
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

TEST_CASE("cancelled while it waits for its turn, nothing is asked any more") {
  Typing t;
  t.target.typing = "zzzzzz 995";
  t.type("x", false);
  t.answer_lock("zzzzzz 995");
  t.chain->cancel();
  const std::weak_ptr<RequestChain> flow = std::exchange(t.chain, nullptr);
  while (!test::running_timers(t.loop).empty()) t.loop.run_once();
  CHECK(flow.expired());
  CHECK(t.client.asked.size() == 1);
  CHECK(t.answers == 0);
}

TEST_CASE("another's lock is waited for, one that has expired is not") {
  Typing t;
  t.target.typing = "zzzzzz 995";
  t.type("x", false);
  t.answer_lock("zzzzzz 995");
  CHECK(t.client.open() == 0);
  t.answer_lock("zzzzzz 995");
  SECTION("given back") {
    t.answer_lock("");
  }
  SECTION("expired") {
    t.pane.now = 1006;
    t.answer_lock("zzzzzz 995");
    t.answer_cursor();
    CHECK(t.last().find("#{==:#{@smcp-typing},zzzzzz 995}") != std::string::npos);
    CHECK(t.last().ends_with("; set-option -pu -t %7 @smcp-typing"));
    t.client.answer("");
    CHECK(t.typed);
    return;
  }
  t.answer_cursor();
  CHECK(t.last().find("#{==:#{@smcp-typing},}") != std::string::npos);
  t.client.answer("");
  CHECK(t.typed);
}

TEST_CASE("who does not get a turn before the call's time is nearly over is told, and nothing is typed") {
  Typing t(kTimeToType);
  t.target.typing = "zzzzzz 995";
  t.type("x", false);
  t.answer_lock("zzzzzz 995");
  REQUIRE(t.error);
  CHECK(t.error->code == Errc::refused);
  CHECK(t.error->message.starts_with("another call is typing into pane %7"));
}

TEST_CASE("who is beaten to it waits, and for any other refusal it is not asked again") {
  Typing t;
  t.type("x", false);
  t.answer_cursor();
  SECTION("another has typed meanwhile, and has ended") {
    t.client.answer("", 1, "unknown command: sessions-mcp-not-our-turn");
    t.answer_lock("");
    t.answer_cursor();
    t.client.answer("");
    CHECK(t.typed);
  }
  SECTION("another has begun to type") {
    t.client.answer("", 1, "unknown command: sessions-mcp-not-our-turn");
    t.answer_lock("zzzzzz 1000");
    t.answer_lock("zzzzzz 1000");
    t.answer_lock("");
    t.answer_cursor();
    t.client.answer("");
    CHECK(t.typed);
  }
  SECTION("a mode") {
    t.client.answer("", 1, "unknown command: sessions-mcp-takes-no-keys");
    REQUIRE(t.error);
    CHECK(t.error->message.find("(a mode)") != std::string::npos);
    CHECK(t.client.open() == 0);
  }
}

TEST_CASE("it is told which synchronised panes got the keys, each once") {
  Typing t;
  t.target.synchronised = {{PaneId{6}, 1, ""}, {PaneId{7}, 1, ""}, {PaneId{8}, 1, ""}};
  t.type(std::string(kMaxTypedPiece + 10, 'x'), false);
  t.answer_cursor();
  t.client.answer("%7:1: %8:1: \n");
  t.client.answer("%6:1: %7:1: %8:1: \n");
  REQUIRE(t.typed);
  CHECK(t.typed->others == std::vector<PaneId>{{6}, {8}});
}

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
    CHECK(joined(t.client.asked[2].argv) == "delete-buffer -b " + buffer);
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
