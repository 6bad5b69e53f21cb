// What does it take until a command runs in a new session or window, which we type once the shell's prompt is there,
// compared to tmux children that type blindly?
#include <string>
#include <vector>

#include "bench.hpp"
#include "contest.hpp"
#include "judge.hpp"
#include "polled_jobs.hpp"
#include "servers.hpp"
#include "support/request.hpp"
#include "told.hpp"

namespace {

using namespace smcp;
using test::Json;

constexpr int kLines = 1000;
constexpr std::size_t kSessions = 6;
constexpr const char* kHome = "shell-1";
constexpr const char* kNew = "new";
constexpr const char* kRan = "ran";
/// What seeing the prompt and the typed line may take beyond the shell's own start: a few looks, each of which waits
/// some milliseconds for the next one.
constexpr double kBeyondBlind = 60;

class Starts {
 public:
  explicit Starts(bench::Bench& bench)
      : bench_(bench),
        jobs_(kLines, kSessions),
        server_(bench::server_of(bench, jobs_.tmux(), tmux::EngineKind::socket)),
        told_(jobs_.tmux() / "told") {}

  void run() {
    hold(
        "a command in a new session", "new_session", [this] { new_session(); }, [this] { blind_session(); });
    hold(
        "a command in a new window", "new_window", [this] { new_window(); }, [this] { blind_window(); });
  }

 private:
  void hold(const std::string& input, const std::string& tool, std::function<void()> ours,
            std::function<void()> blind) {
    const std::string other = "tmux children that type blindly";
    const auto standings =
        bench::hold(bench_, {input, 1, jobs_.tmux().server_pid()},
                    {{tool, std::move(ours), 1, server_.pid()}, {other, std::move(blind)}});
    bench::Judge(bench_).at_most(
        input + ", beyond blind typing",
        (standing_of(standings, tool)->median_ns - standing_of(standings, other)->median_ns) / 1e6,
        kBeyondBlind, "ms");
  }

  Json call(const char* tool, const std::string& arguments) {
    const Json result = server_.call(tool, arguments);
    bench::require(!result["isError"].exists() || !result["isError"].boolean(), "a call was refused");
    return Json::parse(result["content"][0]["text"].string());
  }
  [[nodiscard]] std::string command() const { return told_.telling(kRan); }
  /// Returns once the command has run.
  void await() const { told_.await(kRan); }

  void new_session() {
    call("new_session", test::object("name", kNew, "command", command()));
    await();
    jobs_.tmux().must({"kill-session", "-t", std::string("=") + kNew});
  }
  void blind_session() {
    jobs_.tmux().must({"new-session", "-d", "-s", kNew});
    jobs_.tmux().must({"send-keys", "-t", std::string("=") + kNew + ":", command(), "Enter"});
    await();
    jobs_.tmux().must({"kill-session", "-t", std::string("=") + kNew});
  }
  void new_window() {
    const Json made = call("new_window", test::object("name", kHome, "command", command()));
    await();
    jobs_.tmux().must({"kill-pane", "-t", made["pane"].string()});
  }
  void blind_window() {
    const std::string pane = jobs_.tmux().must(
        {"new-window", "-d", "-P", "-F", "#{pane_id}", "-t", std::string("=") + kHome + ":"});
    jobs_.tmux().must({"send-keys", "-t", pane, command(), "Enter"});
    await();
    jobs_.tmux().must({"kill-pane", "-t", pane});
  }

  bench::Bench& bench_;
  bench::PolledJobs jobs_;
  test::ServerProcess server_;
  bench::ToldByShell told_;
};

const bench::Registration kStarting("starting", [](bench::Bench& bench) { Starts(bench).run(); });

}  // namespace
