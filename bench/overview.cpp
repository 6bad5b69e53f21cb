// What do a look at 20 sessions and a search in a long history cost, compared to reading everything?
#include <algorithm>
#include <string>
#include <vector>

#include "bench.hpp"
#include "jobs.hpp"
#include "popen.hpp"
#include "stdio_contest.hpp"

namespace {

using namespace smcp;
using bench::Contestant;
using bench::StdioContest;
using test::Json;

constexpr int kHistory = 50'000;
constexpr int kSessions = 20;
constexpr const char* kPattern = "error|request 1(00001|25000|50000) ";
constexpr int kMatches = 3;

Json about(const Json& result) {
  return Json::parse(result["content"][1]["text"].string());
}

class Overview {
 public:
  explicit Overview(bench::Bench& bench) : contest_(bench, kHistory, kSessions) {}

  void status();
  void search();
  void report() { contest_.report(); }

 private:
  /// What an agent without session_status requests, all at once: the list of sessions, and what each shows.
  [[nodiscard]] Contestant node_looks();
  /// The same at a shell.
  [[nodiscard]] Contestant grep();

  StdioContest contest_;
};

Contestant Overview::node_looks() {
  test::ServerProcess& node = *contest_.node();
  std::string requests = bench::request_line("list_sessions", "{}");
  for (const auto& name : contest_.jobs().names())
    requests += bench::request_line("capture_pane", test::object("name", name, "lines", 1));
  const int count = 1 + kSessions;
  const Json last = Json::parse(bench::ask(node, requests, count));
  bench::require(last["result"]["content"].exists(), "Node: no answer");
  return {"Node, list_sessions, 20 captures",
          [&node, requests] { bench::keep(bench::ask(node, requests, count)); }, 1, node.pid()};
}

void Overview::status() {
  const auto right = [](const Json& result) {
    const std::string& text = result["content"][0]["text"].string();
    return about(result)["sessions"].integer() == kSessions &&
           text.find("train-1: running") != std::string::npos &&
           text.find("shell-1: at the prompt") != std::string::npos;
  };
  const Json first = contest_.server().call("session_status");
  const std::string since = test::object("since", about(first)["since"].string());
  std::vector<Contestant> all = {
      contest_.call(StdioContest::kOurs, contest_.server(), "session_status", "{}", right),
      contest_.call("over stdio, since", contest_.server(), "session_status", since, right)};
  if (contest_.node() != nullptr) all.push_back(node_looks());
  const std::string what = "status of 20 sessions";
  const double ms = contest_.hold(what, 0, all);
  contest_.note_bytes(what, bench::ask(contest_.server(), bench::request_line("session_status", "{}"), 1));
  contest_.note_bytes(what + ", since",
                      bench::ask(contest_.server(), bench::request_line("session_status", since), 1));
  contest_.aim_at_most(what, ms, 2, "ms");
}

Contestant Overview::grep() {
  const std::string command = "tmux -u -S " + contest_.jobs().tmux().socket() +
                              " capture-pane -p -J -S - -t =" + contest_.jobs().with_room().name +
                              ": | grep -E -i -n '" + kPattern + "'";
  const std::string found = bench::run_through_popen(command, 1);
  bench::require(std::count(found.begin(), found.end(), '\n') == kMatches, "grep: wrong answer");
  return {"popen of tmux | grep -E -i", [command] { bench::keep(bench::run_through_popen(command, 1)); }};
}

void Overview::search() {
  const std::string& name = contest_.jobs().with_room().name;
  const std::string arguments = test::object("pattern", kPattern, "ignore_case", true, "names",
                                             test::Raw{"[" + test::json_string(name) + "]"});
  std::vector<Contestant> all = {
      contest_.call(StdioContest::kOurs, contest_.server(), "search_output", arguments,
                    [](const Json& result) { return about(result)["matches"].integer() == kMatches; }),
      grep()};
  if (contest_.node() != nullptr) {
    const std::string whole = test::object("name", name, "lines", kHistory);
    all.push_back(contest_.call(
        "Node, capture of 50000 lines", *contest_.node(), "capture_pane", whole, [](const Json& result) {
          return result["content"][0]["text"].string().starts_with(bench::line_of(bench::Job::plain, 1));
        }));
  }
  (void)contest_.hold("search for 3 of 50 000 lines", kHistory, all);
  contest_.note_bytes("search for 3 of 50 000 lines",
                      bench::ask(contest_.server(), bench::request_line("search_output", arguments), 1));
}

void run(bench::Bench& bench) {
  Overview overview(bench);
  overview.status();
  overview.search();
  overview.report();
}

const bench::Registration kOverview("overview", run);

}  // namespace
