#include "tools/waits/answer.hpp"

#include <memory>
#include <string>

#include "shell/local_processes.hpp"
#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::tools;

namespace {

/// A full-screen program with the cursor in the last of its rows, as a poll shows it.
tmux::Polled screen(const std::string& rows) {
  tmux::Polled polled;
  polled.kind = tmux::Polled::Kind::alternate;
  polled.text = std::make_shared<tmux::Tail>(tmux::Tail::Limits{.lines = 100, .bytes = 4096});
  polled.text->feed(rows);
  polled.text->finish();
  polled.screen_lines = polled.text->lines();
  polled.screen_changed = true;
  polled.state.alternate = true;
  polled.state.cursor_y = static_cast<std::uint32_t>(polled.text->lines() - 1);
  return polled;
}

}  // namespace

TEST_CASE("a full-screen program has answered when it shows more than before, and more than the echo") {
  const shell::LocalProcesses processes;
  const WaitLines none(processes, {}, 50);
  Answer answer;
  answer.shown_before("chat\nready\n> ");
  answer.typed(typed_lines("hello"));
  answer.take(screen("chat\nready\n> hel"));
  CHECK_FALSE(answer.has_come(none));
  answer.take(screen("chat\n│ hello  │\nready\n> "));
  CHECK_FALSE(answer.has_come(none));
  answer.take(screen("chat\nhello to you\nready\n> "));
  CHECK(answer.has_come(none));
  answer.take(screen("chat\nready\n> "));
  CHECK_FALSE(answer.has_come(none));
}

TEST_CASE("where nobody has looked at a full-screen program before, each of its rows may be the answer") {
  const shell::LocalProcesses processes;
  const WaitLines none(processes, {}, 50);
  Answer answer;
  CHECK_FALSE(answer.has_come(none));
  answer.take(screen("chat\nready\n> "));
  CHECK(answer.has_come(none));
}
