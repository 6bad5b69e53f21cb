#include "tmux/status/sessions_at_work.hpp"

#include "support/catch.hpp"
#include "support/unit/asking.hpp"
#include "support/unit/rows.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

/// A pane of a session: `pane` and what is behind it up to the foreground program, which is `command`.
std::string row(const std::string& session, const std::string& pane, const std::string& job,
                const std::string& end, const std::string& name) {
  return "10\t20\t" + session + "\t100\t150\t160\t1\tcodex 1\t0\t" + pane + ":7:/dev/pts/1\t" + job + "\t" +
         end + "\tmake\t" + name + "\n";
}

bool job_runs(const std::string& job, const std::string& end) {
  return parse_sessions_at_work(row("$1", "%1", job, end, "a"))->front().panes.front().job;
}

}  // namespace

TEST_CASE("sessions come with all their panes, each once") {
  const auto sessions = parse_sessions_at_work(
      row("$1", "%1", "", "", "a") + "10\t20\t$1\t100\t150\t170\t1\tcodex 1\t1\t%2::\t\t\t\ta\n" +
      row("$1", "%1", "", "", "a") + row("$2", "%1", "", "", "b\tc") + "d\n");
  REQUIRE(sessions);
  REQUIRE(sessions->size() == 2);
  const SessionAtWork& first = sessions->front();
  CHECK(first.server.pid == 10);
  CHECK(first.server.start_time == 20);
  CHECK(first.id == SessionId{1});
  CHECK(first.created == 100);
  CHECK(first.activity == 170);
  CHECK(first.attached == 1);
  CHECK(first.made_by == "codex 1");
  CHECK(first.name == "a");
  REQUIRE(first.panes.size() == 2);
  CHECK(first.panes[0].terminal.id == PaneId{1});
  CHECK(first.panes[0].command == "make");
  CHECK_FALSE(first.panes[0].dead);
  CHECK(first.panes[1].dead);
  CHECK(sessions->back().name == "b\tc\nd");
  CHECK(sessions->back().activity == 160);
}

TEST_CASE("a job runs until its own end has been reported") {
  CHECK_FALSE(job_runs("", ""));
  CHECK_FALSE(job_runs("", "aaaaaa 0"));
  CHECK(job_runs("aaaaaa", ""));
  CHECK(job_runs("aaaaaa", "bbbbbb 0"));
  CHECK(job_runs("aaaaaa", "aaaaaab 0"));
  CHECK_FALSE(job_runs("aaaaaa", "aaaaaa 0"));
  CHECK_FALSE(job_runs("aaaaaa", "aaaaaa 127"));
  CHECK_FALSE(job_runs("aaaaaa", "aaaaaa ?"));
}

TEST_CASE("rows of panes at work: too few fields, words for numbers") {
  std::string line = row("$1", "%1", "aaaaaa", "", "a");
  line.pop_back();
  const auto is_row = [](std::string_view text) { return parse_sessions_at_work(text).has_value(); };
  CHECK(is_row(line));
  CHECK(refused_numbers(line, is_row) == std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 6, 9});
  CHECK(fewest_fields(line, is_row) == 14);
}

TEST_CASE("no server: no sessions at work, and nonsense is an error") {
  Asking<std::vector<SessionAtWork>> asking;
  start(list_sessions_at_work(asking.chain), asking.take());
  CHECK(asking.client.asked.at(0).argv.at(0) == "list-panes");
  SECTION("none") {
    asking.client.answer("", 1, "no server running on /tmp/x");
    CHECK(asking.result->value().empty());
  }
  SECTION("nonsense") {
    asking.client.answer("hello\n");
    CHECK(asking.result->error().code == Errc::io);
  }
}
