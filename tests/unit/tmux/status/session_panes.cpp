#include "tmux/status/session_panes.hpp"

#include "support/catch.hpp"
#include "support/unit/asking.hpp"
#include "support/unit/rows.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

struct Listing : Asking<std::vector<SessionPane>> {
  void list() { list_session_panes(chain, take()); }
};

std::string list_row(const std::string& number, const std::string& name) {
  return "$" + number + "\t%1" + number + "\t77\t\t\t5\t2000\t24\t0\t\t/dev/pts/" + number +
         "\taaaaaa\taaaaaa 12 \t\tcodex 1\tmake\t" + name + "\n";
}

}  // namespace

TEST_CASE("sessions come with their active pane from one request") {
  Listing asking;
  asking.list();
  REQUIRE(asking.client.asked.size() == 1);
  CHECK(asking.client.asked[0].argv[0] == "list-sessions");
  asking.client.answer(
      list_row("0", "a\tb") +
      "$7\t%9\t\t3:9\tcopy-mode\t0\t200\t30\t1\t12\t/dev/pts/1\tbbbbbb\taaaaaa 0 1\t1\t\tx y\té\n");
  REQUIRE(asking.result);
  const auto& panes = asking.result->value();
  REQUIRE(panes.size() == 2);
  CHECK(panes[0].id == SessionId{0});
  CHECK(panes[0].made_by == "codex 1");
  CHECK_FALSE(panes[1].made_by);
  CHECK(panes[0].command == "make");
  CHECK(panes[0].mode.empty());
  CHECK(panes[0].state.pane == PaneId{10});
  CHECK(panes[0].state.pid == 77);
  CHECK(panes[0].state.history == 5);
  CHECK(panes[0].state.limit == 2000);
  CHECK(panes[0].state.height == 24);
  CHECK_FALSE(panes[0].state.alternate);
  CHECK_FALSE(panes[0].state.counters);
  CHECK(panes[0].state.tty == "/dev/pts/0");
  CHECK(panes[0].state.session == "a\tb");
  CHECK_FALSE(panes[0].state.dead);
  CHECK(panes[0].job_status == "12");
  CHECK(panes[1].state.pid == 0);
  CHECK(panes[1].state.dead);
  CHECK(panes[1].dead_status == "3");
  CHECK(panes[1].dead_signal == "9");
  CHECK(panes[1].mode == "copy-mode");
  CHECK(panes[1].command == "x y");
  CHECK(panes[1].job_status.empty());  // it is of the job before
  CHECK_FALSE(panes[0].log_ended);
  CHECK(panes[1].log_ended);
  CHECK(panes[1].state.alternate);
  REQUIRE(panes[1].state.counters);
  CHECK(panes[1].state.counters->collected == 12);
}

TEST_CASE("no server: no sessions, and nonsense is an error") {
  Listing none;
  none.list();
  none.client.answer("", 1, "no server running on /tmp/x");
  CHECK(none.result->value().empty());
  Listing nonsense;
  nonsense.list();
  nonsense.client.answer("hello\n");
  CHECK(nonsense.result->error().code == Errc::io);
  CHECK(parse_session_panes(list_row("0", "a") + "b\n")->front().state.session == "a\nb");
}

TEST_CASE("rows of sessions with their panes: too few fields, words for numbers, separators in names") {
  const auto is_row = [](std::string_view line) { return parse_session_panes(line).has_value(); };
  const std::string row =
      "$0\t%1\t77\t0:\tview-mode\t5\t2000\t24\t0\t12\t/dev/pts/1\taaaaaa\taaaaaa 12 \t0\t\tmake\ta#{x}";
  CHECK(is_row(row));
  CHECK(refused_numbers(row, is_row) == std::vector<std::size_t>{0, 1, 2, 3, 5, 6, 7, 9});
  CHECK(fewest_fields(row, is_row) == 17);
  CHECK(parse_session_panes(row + "\tb")->front().state.session == "a#{x}\tb");
  CHECK(parse_session_panes(row)->front().dead_status == "0");
  CHECK(parse_session_panes(row)->front().dead_signal.empty());
}

TEST_CASE("the exit status of a job is told only if it is one, and that job's") {
  const auto status = [](const std::string& job, const std::string& end) {
    return parse_session_panes("$0\t%1\t77\t\t\t5\t2000\t24\t0\t\t/dev/pts/1\t" + job + "\t" + end +
                               "\t0\t\tmake\ta\n")
        ->front()
        .job_status;
  };
  CHECK(status("aaaaaa", "aaaaaa 0") == "0");
  CHECK(status("aaaaaa", "aaaaaa 127 1000:") == "127");
  CHECK(status("aaaaaa", "bbbbbb 1 1000:").empty());
  CHECK(status("aaaaaa", "aaaaaa").empty());
  CHECK(status("aaaaaa", "aaaaaa x 1000:").empty());
  CHECK(status("aaaaaa", "aaaaaab 1 1000:").empty());
  CHECK(status("aaaaaa", "").empty());
  CHECK(status("", " 1 1000:").empty());
}
