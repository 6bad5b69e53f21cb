#include "contest.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <sstream>
#include <sys/resource.h>
#include <unistd.h>
#include <utility>

#include "support/fd.hpp"
#include "support/process_figures.hpp"

namespace smcp::bench {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using Microseconds = std::chrono::duration<double, std::micro>;
using Nanoseconds = std::chrono::duration<double, std::nano>;

/// Upper bound on the time of a contest, once it has had a few rounds.
constexpr milliseconds kLongest{4000};
constexpr milliseconds kLongestQuick{250};
constexpr std::size_t kFewestRounds = 5;
constexpr std::size_t kFewestQuickRounds = 1;
/// Work that remains after an answer (tmux closing a client) counts for the next contestant; bursts keep that
/// share small.
constexpr milliseconds kBurst{8};
constexpr double kLongestBurst = 40;

nanoseconds of(const timeval& time) {
  return std::chrono::seconds(time.tv_sec) + microseconds(time.tv_usec);
}

nanoseconds own_cpu(pid_t process) {
  if (process != 0) return test::cpu_time(process);
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + nanoseconds(now.tv_nsec);
}

/// Includes children that have ended and were waited for; for another process it has a resolution of 10 ms.
nanoseconds children_cpu(pid_t process) {
  if (process == 0) {
    rusage usage{};
    ::getrusage(RUSAGE_CHILDREN, &usage);
    return of(usage.ru_utime) + of(usage.ru_stime);
  }
  const std::string stat = test::read_file("/proc/" + std::to_string(process) + "/stat");
  std::istringstream fields(stat.substr(std::min(stat.rfind(')'), stat.size() - 1) + 1));
  constexpr int kBeforeChildren = 13;  // state … utime, stime
  std::string skipped;
  for (int i = 0; i < kBeforeChildren; ++i) fields >> skipped;
  long user = 0;
  long system = 0;
  fields >> user >> system;
  return milliseconds((user + system) * 1000 / ::sysconf(_SC_CLK_TCK));
}

struct Cpu {
  nanoseconds own{0};
  nanoseconds children{0};
  nanoseconds tmux{0};
};

Cpu cpu_now(pid_t process, pid_t tmux) {
  return {own_cpu(process), children_cpu(process), test::cpu_time(tmux)};
}

/// One contestant's state.
struct Lane {
  const Contestant* contestant = nullptr;
  int burst = 1;
  std::vector<double> samples;  ///< nanoseconds per call
  Cpu cpu;

  double once() {
    const auto start = Clock::now();
    contestant->operation();
    return Nanoseconds(Clock::now() - start).count() / contestant->in_flight;
  }

  void choose_burst() {
    // The first call is cold, and any call may be slow on a busy machine.
    const double once_took = std::min({once(), once(), once()}) * contestant->in_flight;
    burst = static_cast<int>(std::clamp(Nanoseconds(kBurst).count() / once_took, 1.0, kLongestBurst));
  }

  void take_turn(pid_t tmux) {
    const Cpu before = cpu_now(contestant->process, tmux);
    for (int i = 0; i < burst; ++i) samples.push_back(once());
    const Cpu after = cpu_now(contestant->process, tmux);
    cpu.own += after.own - before.own;
    cpu.children += after.children - before.children;
    cpu.tmux += after.tmux - before.tmux;
  }
};

Standing report(Bench& bench, const Contest& contest, Lane lane) {
  const Contestant& contestant = *lane.contestant;
  const auto count = static_cast<double>(lane.samples.size());
  const auto per_call = [&](nanoseconds time) {
    return Microseconds(time).count() / count / contestant.in_flight;
  };
  double total = 0;
  for (const double sample : lane.samples) total += sample;
  Standing standing{contestant.name, 0, 1e9 * count / total, per_call(lane.cpu.own)};
  std::vector<Figure> figures = {{"calls/s", standing.calls_per_second, ""},
                                 {"CPU", standing.cpu_us, "us"},
                                 {"tmux CPU", per_call(lane.cpu.tmux), "us"}};
  if (lane.cpu.children > nanoseconds{0})
    figures.push_back({"children's CPU", per_call(lane.cpu.children), "us"});
  standing.median_ns = bench.report(contest.input, contestant.name, std::move(lane.samples),
                                    {0, contest.lines}, std::move(figures));
  return standing;
}

}  // namespace

const Standing* standing_of(const std::vector<Standing>& standings, const std::string& name) {
  const auto one = std::find_if(standings.begin(), standings.end(),
                                [&](const Standing& standing) { return standing.name == name; });
  return one == standings.end() ? nullptr : &*one;
}

std::vector<Standing> hold(Bench& bench, const Contest& contest, const std::vector<Contestant>& contestants) {
  const auto prepare = [&] {
    if (contest.before_round) contest.before_round();
  };
  prepare();
  std::vector<Lane> lanes;
  for (const Contestant& contestant : contestants) {
    lanes.push_back({&contestant, 1, {}, {}});
    lanes.back().choose_burst();
  }
  const bool quick = bench.options().quick;
  const auto end = Clock::now() + (quick ? kLongestQuick : kLongest);
  for (std::size_t round = 0; round < (quick ? kFewestQuickRounds : kFewestRounds) || Clock::now() < end;
       ++round) {
    prepare();
    for (std::size_t turn = 0; turn < lanes.size(); ++turn) {
      lanes[(round + turn) % lanes.size()].take_turn(contest.tmux);
    }
  }
  std::vector<Standing> standings;
  standings.reserve(lanes.size());
  for (Lane& lane : lanes) standings.push_back(report(bench, contest, std::move(lane)));
  return standings;
}

}  // namespace smcp::bench
