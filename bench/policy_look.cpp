// What does the request add with which a policy looks the sessions up before a call?
#include "bench.hpp"
#include "contest.hpp"
#include "judge.hpp"
#include "polled_jobs.hpp"
#include "servers.hpp"
#include "support/request.hpp"

namespace {

using namespace smcp;
using bench::Contestant;
using test::Json;

constexpr int kLines = 1000;
constexpr std::size_t kSessions = 50;
constexpr const char* kWithout = "without options";
constexpr const char* kWith = "--allow *";

void run(bench::Bench& bench) {
  const bench::PolledJobs jobs(kLines, kSessions);
  const test::ServerOptions plain = bench::server_of(bench, jobs.tmux(), tmux::EngineKind::socket);
  test::ServerOptions limited = plain;
  limited.arguments.insert(limited.arguments.end(), {"--allow", "*"});
  test::ServerProcess without(plain);
  test::ServerProcess with(limited);
  const std::string arguments = test::object("name", jobs.names().front(), "lines", 100);
  const auto capture = [&arguments](test::ServerProcess& server) {
    return Contestant{{},
                      [&server, &arguments] {
                        const Json result = server.call("capture_pane", arguments);
                        bench::require(result["content"].size() == 2, "no capture");
                      },
                      1,
                      server.pid()};
  };
  std::vector<Contestant> all = {capture(without), capture(with)};
  all[0].name = kWithout;
  all[1].name = kWith;
  const auto standings =
      bench::hold(bench, {"capture_pane of 100 lines, 50 sessions", 100, jobs.tmux().server_pid()}, all);
  const double added = standing_of(standings, kWith)->median_ns - standing_of(standings, kWithout)->median_ns;
  bench.report_figures("capture_pane of 100 lines, 50 sessions", "what --allow adds",
                       {{"", added / 1000, "us"}});
}

const bench::Registration kPolicyLook("policy look", run);

}  // namespace
