#include "tmux/act/new_session.hpp"

#include <algorithm>
#include <string>

#include "support/catch.hpp"
#include "support/unit/creating.hpp"
#include "support/unit/sized_window.hpp"
#include "tmux/link/command.hpp"
#include "tmux/read/pane_state.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

const std::string kAtLeast = sized(resize(kNarrow, "-x 80"), resize(kLow, "-y 24"));

constexpr const char* kRunsPlaceholder = "#{m:*sleep*60*,#{pane_start_command}}";
constexpr const char* kIsPlaceholder = "#{==:#{pane_id},%8}";

/// What is set before the shell is made; `options` were asked for.
std::string settings(const std::string& session, const std::string& options) {
  return "; if-shell -F -t " + session +
         ": #{||:#{==:#{destroy-unattached},0},#{==:#{destroy-unattached},off}}  set-option -t '" + session +
         ":' destroy-unattached off ; if-shell -F -t " + session +
         ": #{==:#{||:#{m:[5-9]????,#{history-limit}},#{m:??????*,#{history-limit}}},0} set-option -t '" +
         session + ":' history-limit 50000 " + options;
}

/// What the new pane gets, if tmux still means the session by `same`; `size` is what is done about its size.
std::string rest(const std::string& same, const std::string& size) {
  return " ; " + stops_unless("", same, "other-session") + "; " + size +
         "; set-option -p remain-on-exit on ; display-message -p sessions-mcp-sized\t" +
         timeless_pane_state_format();
}

std::string window_commands(const std::string& session, const std::string& placeholder,
                            const std::string& same, const std::string& options, const std::string& size) {
  return settings(session, options) + "; " +
         stops_unless(session + ":^", "#{&&:#{==:#{window_panes},1}," + placeholder + "}", "not-alone") +
         "; new-window -k -t " + session + ":^ -P -F sessions-mcp-shell\t" + timeless_pane_state_format() +
         rest(same, size);
}

/// What follows new-session in its batch.
std::string in_its_batch(const std::string& name, const std::string& options = "",
                         const std::string& size = kAtLeast) {
  return window_commands("=" + name, kRunsPlaceholder, "#{==:#{session_name}," + format_operand(name) + "}",
                         options, size);
}

constexpr const char* kSameSession = "#{==:#{session_id},$4}";

/// The same in a request of its own, for the session $4.
std::string by_itself(const std::string& options = "") {
  return window_commands("$4", kIsPlaceholder, kSameSession, options, kAtLeast);
}

/// The same where hooks have put panes of theirs beside the placeholder, which is %8.
std::string as_a_pane() {
  return settings("$4", "") + "; split-window -b -t %8 -P -F sessions-mcp-shell\t" +
         timeless_pane_state_format() + " ; kill-pane -t %8" + rest(kSameSession, kAtLeast);
}

}  // namespace

TEST_CASE("a session is born with a placeholder, gets its history and its shell, in one batch") {
  const auto* const name = GENERATE("job", "7", "a_B-2", "_");
  Creating c;
  c.create({name, ""});
  CHECK(c.last() ==
        kSurvives +
            std::string("new-session -d -P -F sessions-mcp-session\t#{session_id}\t#{pid}\t#{start_time}\t"
                        "#{pane_id}\t#{session_name} -s ") +
            name + " -E -- sleep 60 " + in_its_batch(name));
  c.client.answer(session_row("$4", name) + shell_row("/dev/pts/9"));
  c.see_alive();
  c.answer_front();
  REQUIRE(c.status);
  CHECK(c.status->ok());
  CHECK(c.client.asked.size() == 3);
  // With no command, the cursor is that of the blank pane, which costs no request.
  REQUIRE(c.made);
  CHECK(c.made->pane == PaneId{9});
  CHECK(c.made->session == SessionId{4});
  CHECK(c.made->server.pid == 10);
  CHECK(c.made->start.width == 80);
  CHECK(c.made->start.end == -1);
  CHECK_FALSE(c.made->start.second_over);
  CHECK(Cursor::parse(c.made->start.text()) == c.made->start);
}

TEST_CASE("a session that is to be marked is marked before it has a shell, and no other one is") {
  const auto marks = [](const std::string& session, const std::string& check) {
    return check + "set-option -t " + session + ": @smcp-made-by C%23 1 ; " + check + "set-option -t " +
           session + ": @smcp-made-at 1700000000 ";
  };
  Creating c;
  NewSession wanted{"job", ""};
  wanted.made_by = {"C# 1", 1700000000};
  c.create(wanted);
  const std::string alone =
      stops_unless("=job:^", "#{&&:#{==:#{window_panes},1}," + std::string(kRunsPlaceholder) + "}",
                   "not-alone") +
      "; ";
  CHECK(c.last().ends_with("-- sleep 60 ; " + marks("=job", alone) + in_its_batch("job")));
  // A hook has been at work: the mark is in the next request, by the session's id.
  c.client.answer(session_row("$4", "job"), 1, "unknown command: sessions-mcp-not-alone");
  CHECK(c.last() == kSameServer + "; " + marks("$4", "") + by_itself());
  c.client.answer("", 1, "unknown command: sessions-mcp-not-alone");
  CHECK(c.last() == kSameServer + "; " + marks("$4", "") + as_a_pane());
}

TEST_CASE("names that may mean something else to tmux take a second request, by the session's id") {
  const auto* const name =
      GENERATE("job#{x};", "-job", "$1", "=x", "a'b", "\u00e9t\u00e9", "a$x", "{last}", "a;b");
  Creating c;
  c.create({name, ""});
  CHECK(c.last().starts_with(kSurvives + "new-session -d -P"));
  CHECK(c.last().ends_with(" -E -- sleep 60"));
  c.client.answer(session_row("$4", name));
  CHECK(c.last() == kSameServer + by_itself());
  c.client.answer(shell_row("/dev/pts/9"));
  c.see_alive();
  c.answer_front();
  REQUIRE(c.status);
  CHECK(c.status->ok());
  CHECK_FALSE(c.killed("$4"));
}

TEST_CASE("an environment goes in a second request, by which no server can be started") {
  Creating c;
  c.create({"job", "", {"", {{"A", "it's $x; #{y}\n;"}, {"PATH", "/x"}, {"EMPTY", ""}}}});
  CHECK(c.last().ends_with(" -s job -E -- sleep 60"));
  c.client.answer(session_row("$4", "job"));
  // Of a batch's arguments, a semicolon at the end is escaped.
  const std::string given =
      "; set-environment -t $4: -- A it's $x; #{y}\n\\; ; set-environment -t $4: -- PATH /x ; "
      "set-environment -t "
      "$4: -- EMPTY  ";
  CHECK(c.last() == kSameServer + by_itself(given));
  CHECK(c.client.asked.back().keeps_path);
  c.client.answer(shell_row("/dev/pts/9"));
  c.see_alive();
  c.answer_front();
  CHECK(c.status->ok());
}

TEST_CASE("a size and a shell that were asked for are options of the session, too") {
  Creating c;
  NewSession wanted{"job", ""};
  SECTION("both sides, and a shell") {
    wanted.size = {120, 40};
    wanted.shell = "/bin/sh";
    c.create(wanted);
    const std::string options =
        "; set-option -t =job: default-shell /bin/sh ; set-option -t =job: default-command  ; set-option -t "
        "=job: "
        "default-size 120x40 ";
    const std::string size = sized(resize("1", "-x 120"), resize("1", "-y 40"));
    CHECK(c.last().ends_with(in_its_batch("job", options, size)));
  }
  SECTION("one side: the other is at least what it must be") {
    wanted.size = {std::nullopt, 5};
    c.create(wanted);
    const std::string size = sized(resize(kNarrow, "-x 80"), resize("1", "-y 5"));
    CHECK(c.last().ends_with(in_its_batch("job", "; set-option -t =job: default-size 80x5 ", size)));
  }
}

TEST_CASE("what hooks print between the rows is passed over") {
  Creating c;
  SECTION("in one batch") {
    c.create({"job", ""});
    c.client.answer("hi\n" + session_row("$4", "job") + "\nsessions-mcp\t%1\t1\t/x\n" +
                    shell_row("/dev/pts/9") + "bye\n");
  }
  SECTION("in two requests") {
    c.create({"=x", ""});
    c.client.answer("hi\n" + session_row("$4", "=x") + "bye\n");
    c.client.answer("hi\n" + shell_row("/dev/pts/9"));
  }
  SECTION("and that one of them fails behind what is ours") {
    c.create({"job", ""});
    c.client.answer(session_row("$4", "job") + shell_row("/dev/pts/9"), 1, "no space for new pane");
  }
  c.see_alive();
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
    CHECK(c.last() == kSameServer + by_itself());
  }
  SECTION("it has split the window") {
    c.client.answer(session_row("$4", "job"), 1, "unknown command: sessions-mcp-not-alone");
    CHECK(c.last() == kSameServer + by_itself());
    c.client.answer("", 1, "unknown command: sessions-mcp-not-alone");
    CHECK(c.last() == kSameServer + as_a_pane());
  }
  c.client.answer(shell_row("/dev/pts/9"));
  c.see_alive();
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
