// What do 32 calls of wait_for cost while nothing happens?
#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "bench.hpp"
#include "judge.hpp"
#include "polled_jobs.hpp"
#include "servers.hpp"
#include "support/process_figures.hpp"
#include "support/request.hpp"

namespace {

using namespace smcp;
using std::chrono::steady_clock;
using test::Json;

constexpr int kWaits = 32;
constexpr int kLines = 1000;
constexpr std::size_t kSessions = 20;
constexpr double kMostCpu = 1;  // % of a core

/// The load, in percent of a core.
struct Load {
  double ours = 0;
  double tmux = 0;
};

/// Looks are more frequent at first.
constexpr std::chrono::seconds kBeginning{1};
/// Who waits for input is asked after one, three and six quiet seconds, and later every ten. Each time costs
/// as much as a second or two of looks, so that a single second would show too much of it, or none.
constexpr std::chrono::seconds kPeriod{10};
constexpr std::chrono::seconds kQuickPeriod{1};

/// This measures a period of time, so there is nothing else to wait for.
Load load_of(pid_t ours, pid_t tmux, std::chrono::seconds period) {
  using Seconds = std::chrono::duration<double>;
  const auto start = steady_clock::now();
  const auto ours_before = test::cpu_time(ours);
  const auto tmux_before = test::cpu_time(tmux);
  std::this_thread::sleep_for(period);
  const double took = Seconds(steady_clock::now() - start).count();
  return {100 * Seconds(test::cpu_time(ours) - ours_before).count() / took,
          100 * Seconds(test::cpu_time(tmux) - tmux_before).count() / took};
}

/// Calls that wait for something that does not happen until the end.
struct Waits {
  std::string what;
  std::vector<std::string> sessions;  ///< in turn
  test::Raw condition;                ///< further members of the arguments
  std::function<void()> bring_about;  ///< ends the waits for the first session
  std::string outcome;                ///< the outcome of these waits
};

std::string arguments_of(const Waits& waits, int number) {
  const auto& name = waits.sessions[static_cast<std::size_t>(number) % waits.sessions.size()];
  return R"({"timeout_seconds":600,"name":)" + test::json_string(name) + "," + waits.condition.json + "}";
}

/// The load, in percent of a core, once they have been waiting for a while.
double hold(bench::Bench& bench, const bench::PolledJobs& jobs, const Waits& waits) {
  const pid_t tmux = jobs.tmux().server_pid();
  test::ServerProcess server(bench::server_of(bench, jobs.tmux(), tmux::EngineKind::socket));
  for (int i = 0; i < kWaits; ++i)
    server.send(test::stateless_call_request(std::to_string(i), "wait_for", arguments_of(waits, i)));
  (void)load_of(server.pid(), tmux, kBeginning);
  const Load load = load_of(server.pid(), tmux, bench.options().quick ? kQuickPeriod : kPeriod);
  bench::require(server.ask("\"still\"", test::request("\"still\"", "ping"))["result"].exists(), "no answer");
  bench::require(server.unread().empty(), "a wait has ended before its time");
  bench.report_figures(std::to_string(kWaits) + " wait_for in flight, nothing happens", waits.what,
                       {{"CPU", load.ours, "% of a core"}, {"tmux CPU", load.tmux, "% of a core"}});
  waits.bring_about();
  for (int i = 0; i < kWaits; i += static_cast<int>(waits.sessions.size())) {
    const Json about = Json::parse(server.receive()["result"]["content"][1]["text"].string());
    bench::require(
        about["session"].string() == waits.sessions.front() && about["outcome"].string() == waits.outcome,
        "a wait has ended in another way");
  }
  return load.ours;
}

void run(bench::Bench& bench) {
  bench::PolledJobs jobs(kLines, kSessions);
  const std::string& shell = jobs.busy_shells().front();
  const auto print = [&] { (void)jobs.print(jobs.with_room(), 1); };
  const auto interrupt = [&] { jobs.tmux().must({"send-keys", "-t", "=" + shell + ":", "C-c"}); };
  const std::vector<Waits> all = {
      {"for a pattern, 20 sessions", jobs.names(), {R"("pattern":"request .* served")"}, print, "matched"},
      {"for the end of 6 commands", jobs.busy_shells(), {R"("finished":true)"}, interrupt, "finished"}};
  std::vector<double> cpu;
  cpu.reserve(all.size());
  for (const Waits& waits : all) cpu.push_back(hold(bench, jobs, waits));
  bench::Judge judge(bench);
  for (std::size_t i = 0; i < all.size(); ++i)
    judge.at_most(std::to_string(kWaits) + " waits " + all[i].what, cpu[i], kMostCpu, "% of a core");
}

const bench::Registration kIdleWaits("waits", run);

}  // namespace
