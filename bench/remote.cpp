// What does a machine that ssh reaches cost, compared to running tmux there for each question, through a shared
// connection?
#include <cstdio>
#include <functional>
#include <string>
#include <unistd.h>
#include <vector>

#include "bench.hpp"
#include "contest.hpp"
#include "jobs.hpp"
#include "judge.hpp"
#include "popen.hpp"
#include "servers.hpp"
#include "stdio_contest.hpp"
#include "support/deadline.hpp"
#include "support/far_machine.hpp"
#include "support/request.hpp"
#include "tmux/read/cursor.hpp"

namespace {

using namespace smcp;
using bench::Contestant;
using test::Json;

constexpr int kMachineSessions = 20;
constexpr double kAim = 10;  ///< times as fast
constexpr const char* kOurs = "over stdio";

/// The connection of a user who has set up ControlMaster: ssh without a session of its own.
class SharedConnection {
 public:
  explicit SharedConnection(const test::FarMachine& machine)
      : ssh_(machine.ssh() + " -S " + (dir_ / "control") + " far "),
        master_({{machine.ssh(), "-M", "-N", "-S", dir_ / "control", "far"}, {{"PATH", "/usr/bin:/bin"}}}) {
    bench::require(test::wait_until([&] { return ::access((dir_ / "control").c_str(), F_OK) == 0; }),
                   "ssh did not connect");
  }

  [[nodiscard]] std::string command(const std::string& there) const {
    return ssh_ + "'" + there + "' 2>/dev/null";
  }

 private:
  test::TempDir dir_;
  std::string ssh_;
  test::Child master_;
};

class Remote {
 public:
  Remote(bench::Bench& bench, const test::FarMachine& machine);

  void poll();
  void capture();
  void status();

 private:
  using Right = std::function<bool(const Json& result)>;

  [[nodiscard]] static test::ServerOptions options_for(const bench::Bench& bench,
                                                       const test::FarMachine& machine,
                                                       const test::PrivateTmux& here);
  [[nodiscard]] Contestant ours(const std::string& tool, const std::string& arguments, const Right& right);
  [[nodiscard]] Contestant theirs(const std::string& command, const std::string& shown) const;
  void hold(const std::string& what, double lines, const Contestant& ours, const Contestant& theirs);

  bench::Bench& bench_;
  test::PrivateTmux here_;
  test::ServerProcess server_;
  SharedConnection connection_;
  pid_t tmux_;
};

Json about(const Json& result) {
  return Json::parse(result["content"][1]["text"].string());
}

test::ServerOptions Remote::options_for(const bench::Bench& bench, const test::FarMachine& machine,
                                        const test::PrivateTmux& here) {
  test::ServerOptions options = bench::server_of(bench, here, tmux::EngineKind::socket);
  options.arguments.insert(options.arguments.end(), {"--host", "far"});
  const std::string ssh = machine.ssh();
  options.environment["PATH"] = ssh.substr(0, ssh.rfind('/')) + ":" + options.environment["PATH"];
  return options;
}

Remote::Remote(bench::Bench& bench, const test::FarMachine& machine)
    : bench_(bench),
      server_(options_for(bench, machine, here_)),
      connection_(machine),
      tmux_((bench::start_jobs(machine.tmux()), machine.tmux().server_pid())) {
  for (int i = bench::kSessions; i < kMachineSessions; ++i)
    machine.tmux().start_job("more" + std::to_string(i), "true");
}

Contestant Remote::ours(const std::string& tool, const std::string& arguments, const Right& right) {
  const std::string line = bench::request_line(tool, arguments);
  bench::require(right(Json::parse(bench::ask(server_, line, 1))["result"]), "wrong answer to " + tool);
  return {kOurs, [this, line] { bench::keep(bench::ask(server_, line, 1)); }, 1, server_.pid()};
}

Contestant Remote::theirs(const std::string& command, const std::string& shown) const {
  const std::string whole = connection_.command(command);
  bench::require(bench::run_through_popen(whole, 1).find(shown) != std::string::npos,
                 "ssh: wrong answer to " + command);
  return {"ssh far " + command.substr(0, command.find(" -")),
          [whole] { bench::keep(bench::run_through_popen(whole, 1)); }};
}

void Remote::hold(const std::string& what, double lines, const Contestant& ours, const Contestant& theirs) {
  const auto standings = bench::hold(bench_, {what, lines, tmux_}, {ours, theirs});
  bench::Judge(bench_).at_least(what + ": " + theirs.name, standings[1].median_ns / standings[0].median_ns,
                                kAim, "x our time");
}

void Remote::poll() {
  std::string cursor;
  const bool settled = test::wait_until([&] {
    const Json result = server_.call("capture_pane", test::object("name", "far:job", "lines", 1));
    cursor = about(result)["cursor"].string();
    const auto parsed = tmux::Cursor::parse(cursor.substr(cursor.find(':') + 1));
    return parsed && parsed->second_over;
  });
  bench::require(settled, "no such cursor");
  hold("unchanged poll on another machine", 0,
       ours("capture_pane", test::object("name", "far:job", "since", cursor),
            [](const Json& result) {
              return Json::parse(result["content"][0]["text"].string())["unchanged"].boolean();
            }),
       theirs("tmux capture-pane -p -t =job:", bench::line_of(bench::Job::plain, bench::kHistory)));
}

void Remote::capture() {
  const std::string last = bench::line_of(bench::Job::plain, bench::kHistory);
  hold("capture of 100 lines on another machine", 100,
       ours("capture_pane", R"({"name":"far:job","lines":100})",
            [&](const Json& result) { return result["content"][0]["text"].string().ends_with(last); }),
       theirs("tmux capture-pane -p -S -77 -t =job:", last));
}

void Remote::status() {
  hold("status of 20 sessions on another machine", 0,
       ours("session_status", "{}",
            [](const Json& result) { return about(result)["sessions"].integer() == kMachineSessions; }),
       theirs(
           "tmux list-panes -a -F \"#{pane_id} #{session_name} #{window_activity}\" | while read -r id rest; "
           "do echo \"$rest: `tmux capture-pane -p -t $id | grep . | tail -n 1`\"; done",
           "more19"));
}

void run(bench::Bench& bench) {
  const test::FarMachine machine;
  if (!machine.why_not().empty()) {
    std::fprintf(stderr, "bench %s: %s, so there is no other machine\n", bench.name().c_str(),
                 machine.why_not().c_str());
    return;
  }
  Remote remote(bench, machine);
  remote.poll();
  remote.capture();
  remote.status();
}

const bench::Registration kRemote("remote", run);

}  // namespace
