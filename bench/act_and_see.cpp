// Does a call that types and waits for what comes of it take longer than the shell and one look?
#include <chrono>
#include <string>
#include <vector>

#include "bench.hpp"
#include "contest.hpp"
#include "judge.hpp"
#include "polled_jobs.hpp"
#include "servers.hpp"
#include "support/request.hpp"
#include "tmux/read/pane_ticker.hpp"
#include "told.hpp"

namespace {

using namespace smcp;
using bench::Contestant;
using test::Json;

constexpr int kLines = 1000;
constexpr std::size_t kSessions = 6;
constexpr const char* kShell = "shell-1";
constexpr const char* kOneCall = "send_keys with wait_for";
constexpr const char* kTwoCalls = "send_keys, then wait_for";
constexpr double kAsFast = 0.9;  // but for what is chance
constexpr const char* kShellItself = "send_keys, and the shell tells when it has printed";

/// Types `echo` into a shell, with another word each time.
class Echo {
 public:
  explicit Echo(bench::Bench& bench)
      : bench_(bench),
        jobs_(kLines, kSessions),
        server_(bench::server_of(bench, jobs_.tmux(), tmux::EngineKind::socket)),
        told_(jobs_.tmux() / "told") {}

  void run();

 private:
  void one_call();
  void two_calls();
  /// The least that any way to wait for the shell can take.
  void shell_itself();

  [[nodiscard]] std::string next_word() { return "done-" + std::to_string(++number_); }
  /// The object in the last block of the answer.
  Json about(const char* tool, const std::string& arguments) {
    const Json result = server_.call(tool, arguments);
    return Json::parse(result["content"][result["content"].size() - 1]["text"].string());
  }

  bench::Bench& bench_;
  bench::PolledJobs jobs_;
  test::ServerProcess server_;
  bench::ToldByShell told_;
  int number_ = 0;
};

void Echo::one_call() {
  const std::string word = next_word();
  const Json answer = about("send_keys", test::object("name", kShell, "keys", "echo " + word, "wait_for",
                                                      "^" + word + "$", "wait_seconds", 30));
  bench::require(answer["outcome"].string() == "matched" && answer["line"].string() == word,
                 "send_keys did not see what the shell printed");
}

void Echo::two_calls() {
  const std::string word = next_word();
  const Json typed = about("send_keys", test::object("name", kShell, "keys", "echo " + word));
  const Json answer = about("wait_for", test::object("name", kShell, "pattern", "^" + word + "$", "since",
                                                     typed["cursor"].string(), "timeout_seconds", 30));
  bench::require(answer["outcome"].string() == "matched" && answer["line"].string() == word,
                 "wait_for did not see what the shell printed");
}

void Echo::shell_itself() {
  const std::string word = next_word();
  (void)about("send_keys", test::object("name", kShell, "keys", "echo " + word + "; " + told_.telling(word)));
  told_.await(word);
}

void Echo::run() {
  const std::vector<Contestant> all = {{kOneCall, [this] { one_call(); }, 1, server_.pid()},
                                       {kTwoCalls, [this] { two_calls(); }, 1, server_.pid()},
                                       {kShellItself, [this] { shell_itself(); }, 1, server_.pid()}};
  const auto standings = bench::hold(bench_, {"echo at a shell's prompt", 1, jobs_.tmux().server_pid()}, all);
  const auto& one = *standing_of(standings, kOneCall);
  const auto& two = *standing_of(standings, kTwoCalls);
  const auto& shell = *standing_of(standings, kShellItself);
  bench::Judge judge(bench_);
  judge.at_most(std::string(kOneCall) + ", beyond the shell itself", (one.median_ns - shell.median_ns) / 1e6,
                std::chrono::duration<double, std::milli>(tmux::PaneTicker::kBusyPause).count(), "ms");
  // The first look sees the echo, or the second does: the medians may lie on either side, the means do not.
  judge.at_least(std::string(kOneCall) + ", calls/s", one.calls_per_second / two.calls_per_second, kAsFast,
                 "x those of two calls");
}

const bench::Registration kActAndSee("act and see", [](bench::Bench& bench) { Echo(bench).run(); });

}  // namespace
