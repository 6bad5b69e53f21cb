// What does polling cost, with nothing new or a few new lines, compared to doing it without a cursor?
#include <optional>
#include <string>
#include <vector>

#include "bench.hpp"
#include "jobs.hpp"
#include "stdio_contest.hpp"
#include "support/deadline.hpp"
#include "tmux/read/cursor.hpp"

namespace {

using namespace smcp;
using bench::Contestant;
using bench::LongJob;
using bench::StdioContest;
using test::Json;

constexpr int kHistory = 50'000;
constexpr std::size_t kSessions = 10;
constexpr const char* kNodeSpawn = "Node, has_session";

class Polling {
 public:
  explicit Polling(bench::Bench& bench) : contest_(bench, kHistory, kSessions) {}

  void unchanged();
  /// Reads from a history that has reached its limit, or one that has not.
  void incremental(bool full, int lines);
  void report();

 private:
  /// A cursor at the end of the job's output. With `settled`, it is taken again, if necessary after another
  /// line, until tmux's clock, in whole seconds, is past the second of the last output.
  [[nodiscard]] std::string cursor(LongJob& job, std::optional<bool> settled = {});

  StdioContest contest_;
};

std::string poll_request(const LongJob& job, const std::string& cursor) {
  return bench::request_line("capture_pane", test::object("name", job.name, "since", cursor));
}

std::string Polling::cursor(LongJob& job, std::optional<bool> settled) {
  std::string text;
  const bool taken = test::wait_until([&] {
    if (settled && !*settled) (void)contest_.jobs().print(job, 1);
    const Json result = contest_.server().call("capture_pane", test::object("name", job.name, "lines", 1));
    text = Json::parse(result["content"][1]["text"].string())["cursor"].string();
    const auto cursor = tmux::Cursor::parse(text);
    return cursor && (!settled || cursor->second_over == *settled);
  });
  bench::require(taken, "no such cursor");
  return text;
}

void Polling::unchanged() {
  LongJob& job = contest_.jobs().with_room();
  const std::string unsettled = cursor(job, false);
  const std::string settled = cursor(job, true);
  const auto poll = [&](const char* name, const std::string& cursor) {
    return contest_.call(name, contest_.server(), "capture_pane",
                         test::object("name", job.name, "since", cursor), [](const Json& result) {
                           return Json::parse(result["content"][0]["text"].string())["unchanged"].boolean();
                         });
  };
  std::vector<Contestant> all = {poll(StdioContest::kOurs, settled),
                                 poll("cursor of a busy second", unsettled)};
  if (contest_.node() != nullptr) {
    all.push_back(
        contest_.call(kNodeSpawn, *contest_.node(), "has_session", test::object("name", job.name),
                      [](const Json& result) { return result["structuredContent"]["exists"].boolean(); }));
  }
  contest_.add_captures(all, job, StdioContest::kCapture);
  const double ms = contest_.hold("unchanged poll, history of 50 000 with room", 0, all);

  const std::string reply = bench::ask(contest_.server(), poll_request(job, settled), 1);
  contest_.note_bytes("unchanged poll", reply);
  contest_.aim_at_most("unchanged poll", ms, 0.2, "ms");
  contest_.aim_at_most("unchanged poll, text",
                       static_cast<double>(StdioContest::text_bytes(Json::parse(reply)["result"])), 120, "B");
  contest_.aim_faster("unchanged poll", kNodeSpawn, 20);
  contest_.aim_faster("unchanged poll", StdioContest::kNodeCapture, 20);
}

void Polling::incremental(bool full, int lines) {
  LongJob& job = full ? contest_.jobs().full() : contest_.jobs().with_room();
  std::string request;
  const auto print = [&] {
    const std::string before = cursor(job);
    const std::string text = contest_.jobs().print(job, lines);
    request = poll_request(job, before);
    const Json result = Json::parse(bench::ask(contest_.server(), request, 1))["result"];
    bench::require(result["content"][0]["text"].string() == text, "not the new lines");
  };
  print();
  std::vector<Contestant> all = {{StdioContest::kOurs,
                                  [&] { bench::keep(bench::ask(contest_.server(), request, 1)); }, 1,
                                  contest_.server().pid()}};
  contest_.add_captures(all, job, StdioContest::kCapture);
  const std::string what = "poll of " + std::to_string(lines) + " new lines";
  const std::string history = full ? ", history of 50 000, full" : ", history of 50 000 with room";
  (void)contest_.hold(what + history, lines, all, print);
  contest_.aim_faster(what + (full ? ", full" : ", with room"), StdioContest::kNodeCapture, 15);
  if (!full) contest_.note_bytes(what, bench::ask(contest_.server(), request, 1));
}

void Polling::report() {
  for (const int lines : {StdioContest::kCapture, StdioContest::kWholeCapture}) {
    const auto arguments = test::object("name", contest_.jobs().with_room().name, "lines", lines);
    contest_.note_bytes(bench::capture_name(lines),
                        bench::ask(contest_.server(), bench::request_line("capture_pane", arguments), 1));
  }
  contest_.report();
}

void run(bench::Bench& bench) {
  Polling polling(bench);
  polling.unchanged();
  for (const bool full : {false, true}) {
    for (const int lines : {10, 100}) polling.incremental(full, lines);
  }
  polling.report();
}

const bench::Registration kPolling("polling", run);

}  // namespace
