#include "tmux/act/new_session.hpp"

#include <algorithm>
#include <string>

#include "support/catch.hpp"
#include "support/unit/creating.hpp"
#include "tmux/read/pane_state.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

/// What follows new-session in its batch, or a request of its own.
std::string shell_commands(const std::string& session, const std::string& placeholder) {
  return "; if-shell -F -t " + session +
         ": #{||:#{==:#{destroy-unattached},0},#{==:#{destroy-unattached},off}}  set-option -t '" + session +
         ":' destroy-unattached off ; if-shell -F -t " + session +
         ": #{==:#{||:#{m:[5-9]????,#{history_limit}},#{m:??????*,#{history_limit}}},0} set-option -t '" +
         session + ":' history-limit 50000 ; " +
         stops_unless(session + ":^", "#{&&:#{==:#{window_panes},1}," + placeholder + "}", "not-alone") +
         "; new-window -k -t " + session + ":^ -P -F sessions-mcp-shell\t" + timeless_pane_state_format();
}

constexpr const char* kRunsPlaceholder = "#{m:*sleep*60*,#{pane_start_command}}";

/// What follows the same settings where hooks have put panes of theirs beside the placeholder, which is %8.
std::string pane_commands() {
  const std::string window = shell_commands("$4", "#{==:#{pane_id},%8}");
  return window.substr(0, window.find("if-shell -F -t $4:^")) +
         "split-window -b -t %8 -P -F sessions-mcp-shell\t" + timeless_pane_state_format() +
         " ; kill-pane -t %8";
}

}  // namespace

TEST_CASE("a session is born with a placeholder, gets its history and its shell, in one batch") {
  const auto* const name = GENERATE("job", "7", "a_B-2", "_");
  Creating c;
  c.create({name, ""});
  CHECK(c.last() ==
        std::string("new-session -d -P -F sessions-mcp-session\t#{session_id}\t#{pid}\t#{start_time}\t"
                    "#{pane_id}\t#{session_name} -s ") +
            name + " -E -- sleep 60 " + shell_commands(std::string("=") + name, kRunsPlaceholder));
  c.client.answer(session_row("$4", name) + shell_row("/dev/null"));
  c.answer_front();
  REQUIRE(c.status);
  CHECK(c.status->ok());
  CHECK(c.client.asked.size() == 2);
  // With no command, the cursor is that of the blank pane, which costs no request.
  REQUIRE(c.made);
  CHECK(c.made->pane == PaneId{9});
  CHECK(c.made->start.end == -1);
  CHECK_FALSE(c.made->start.second_over);
  CHECK(Cursor::parse(c.made->start.text()) == c.made->start);
}

TEST_CASE("names that may mean something else to tmux take a second request, by the session's id") {
  const auto* const name =
      GENERATE("job#{x};", "-job", "$1", "=x", "a'b", "\u00e9t\u00e9", "a$x", "{last}", "a;b");
  Creating c;
  c.create({name, ""});
  CHECK(c.last().starts_with("new-session -d -P"));
  CHECK(c.last().ends_with(" -E -- sleep 60"));
  c.client.answer(session_row("$4", name));
  CHECK(c.last() == kSameServer + shell_commands("$4", "#{==:#{pane_id},%8}"));
  c.client.answer(shell_row("/dev/null"));
  c.answer_front();
  REQUIRE(c.status);
  CHECK(c.status->ok());
  CHECK_FALSE(c.killed("$4"));
}

TEST_CASE("what hooks print between the rows is passed over") {
  Creating c;
  SECTION("in one batch") {
    c.create({"job", ""});
    c.client.answer("hi\n" + session_row("$4", "job") + "\nsessions-mcp\t%1\t1\t/x\n" +
                    shell_row("/dev/null") + "bye\n");
  }
  SECTION("in two requests") {
    c.create({"=x", ""});
    c.client.answer("hi\n" + session_row("$4", "=x") + "bye\n");
    c.client.answer("hi\n" + shell_row("/dev/null"));
  }
  SECTION("and that one of them fails behind what is ours") {
    c.create({"job", ""});
    c.client.answer(session_row("$4", "job") + shell_row("/dev/null"), 1, "no space for new pane");
  }
  c.answer_front();
  REQUIRE(c.status);
  CHECK(c.status->ok());
  CHECK_FALSE(c.killed("$4"));
}

TEST_CASE("a hook that comes between loses nothing: the shell takes the place of the placeholder alone") {
  Creating c;
  c.create({"job", ""});
  SECTION("it has renamed the session, and nothing else") {
    c.client.answer(session_row("$4", "job"), 1, "can't find session: job");
    CHECK(c.last() == kSameServer + shell_commands("$4", "#{==:#{pane_id},%8}"));
  }
  SECTION("it has split the window") {
    c.client.answer(session_row("$4", "job"), 1, "unknown command: sessions-mcp-not-alone");
    CHECK(c.last() == kSameServer + shell_commands("$4", "#{==:#{pane_id},%8}"));
    c.client.answer("", 1, "unknown command: sessions-mcp-not-alone");
    CHECK(c.last() == kSameServer + pane_commands());
  }
  c.client.answer(shell_row("/dev/null"));
  c.answer_front();
  REQUIRE(c.status);
  CHECK(c.status->ok());
  CHECK_FALSE(c.killed("$4"));
}

TEST_CASE("a command is typed when the shell is ready, and the session is there when it has been taken") {
  Creating c;
  const Terminal terminal(c.client.machine, LineMode::editing);
  c.create({"job", "echo 'a\nb';"});
  c.client.answer(session_row("$4", "job") + shell_row(terminal.name()));
  const auto answer_looks_until = [&c](const std::string& words, const std::string& look) {
    while (!c.status) {
      if (c.client.open() == 0) {
        c.until_asked();
        continue;
      }
      if (c.last().find(words) != std::string::npos) return;
      if (c.asks_for_cursor()) {
        c.answer_cursor();
        continue;
      }
      REQUIRE(c.last() == kSameServer + kUncover + kLook);
      c.client.answer(look);
    }
    FAIL("never asked: " << words);
  };
  answer_looks_until("; paste-buffer -p", look_row(2, 0));
  CHECK(c.client.asked.back().input == "echo 'a\nb';");
  c.client.answer(look_row(2, 0));
  answer_looks_until("; set-buffer", look_row(4, 1));
  c.client.answer(look_row(4, 1));
  while (!c.status && !c.asks_for_front())
    c.client.open() == 0 ? c.until_asked() : c.client.answer(look_row(2, 3));
  c.answer_front();
  CHECK(c.status->ok());
  CHECK_FALSE(c.killed("$4"));
  // The cursor is that of the prompt, taken once, before anything was typed.
  REQUIRE(c.made);
  CHECK(c.made->pane == PaneId{9});
  CHECK(c.made->start.end == 0);
  CHECK(Cursor::parse(c.made->start.text()) == c.made->start);
  const auto& asked = c.client.asked;
  const auto is_capture = [](const auto& one) {
    return joined(one.argv).find("capture-pane") != std::string::npos;
  };
  const auto is_paste = [](const auto& one) {
    return joined(one.argv).find("paste-buffer") != std::string::npos;
  };
  CHECK(std::count_if(asked.begin(), asked.end(), is_capture) == 1);
  CHECK(std::find_if(asked.begin(), asked.end(), is_capture) <
        std::find_if(asked.begin(), asked.end(), is_paste));
}

TEST_CASE("a line that the kernel would cut is refused, and one byte less is not") {
  const std::size_t over = GENERATE(std::size_t{0}, std::size_t{1});
  Creating c;
  const Terminal terminal(c.client.machine, LineMode::canonical);
  c.create({"job", std::string(kMaxCanonicalLine + over, 'x')});
  c.client.answer(session_row("$4", "job") +
                  shell_row(terminal.name(), "999999"));  // no such process: nothing is known of the shell
  while (!c.status) {
    if (c.client.open() == 0) {
      c.until_asked();
      continue;
    }
    if (c.asks_for_cursor()) {
      c.answer_cursor();
      continue;
    }
    if (c.last() != kSameServer + kUncover + kLook) break;
    c.client.answer(look_row(2, 0));
  }
  if (over == 0) {
    CHECK(c.last().starts_with(kSameServer + "; load-buffer"));
  } else {
    c.expect_kill("$4");
    CHECK(c.status->error().code == Errc::refused);
    CHECK(c.status->error().message.find("4096") != std::string::npos);
  }
}
