#include "cli/doctor_far.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "cli/doctor_own_pane.hpp"
#include "cli/finding.hpp"
#include "cli/session_target.hpp"
#include "io/uv_process.hpp"
#include "shell/local_processes.hpp"
#include "tmux/link/environment.hpp"
#include "tmux/link/format_fields.hpp"
#include "tmux/link/request_chain.hpp"
#include "tmux/remote/remote_engine.hpp"

namespace smcp::cli {
namespace {

using tmux::RemoteEngine;

/// How far the clocks may be apart before that is told as something to look at: times in answers are of that machine.
constexpr std::chrono::seconds kClocksAgree{2};

/// How long is waited for a machine, ssh's own limits included: longer than a call has.
constexpr std::chrono::seconds kPatience{30};

class FarExamination {
 public:
  FarExamination(const Options& options, const tmux::ServerAddress& server)
      : timeout_(options.timeout),
        server_(server),
        engine_(loop_, destination_of(server)),
        own_(tmux::OwnPane::of_this_process(engine_.client().processes(), here_)),
        allow_self_(options.allow_self) {}

  int run() {
    tell_ssh();
    tell_link();
    return status_;
  }

 private:
  void broken(const std::string& what, const std::string& found) {
    print(Finding::broken, what, found);
    status_ = 1;
  }

  /// Prints the version of the ssh that is used.
  void tell_ssh() {
    std::string said;
    std::optional<uv::ProcessExit> exit;
    uv::Process::Events events;
    events.on_stdout = [](std::string_view) {};
    events.on_stderr = [&said](std::string_view bytes) { said.append(bytes.substr(0, 256)); };
    events.on_exit = [&exit](uv::ProcessExit ended) { exit = ended; };
    const auto process =
        uv::Process::spawn(loop_, {{"ssh", "-V"}, tmux::own_environment(), {}}, std::move(events));
    if (!process) return;  // the link says so, with the remedy
    while (!exit) loop_.run_once();
    print(Finding::well, "ssh", said.substr(0, said.find('\n')) + ", to " + server_.destination);
  }

  void tell_link() {
    std::optional<Result<RemoteEngine::Measured>> measured;
    const auto open = engine_.measure(uv::Clock::now() + kPatience,
                                      [&measured](auto result) { measured.emplace(std::move(result)); });
    while (!measured) loop_.run_once();
    if (!*measured) return broken("master", (*measured).error().message);
    print(Finding::well, "master", "up");
    const auto sessions = count_sessions();
    const RemoteEngine::Facts facts = engine_.facts();
    if (!facts.up) return broken("master", facts.error);
    tell_machine(facts.far);
    tell_server(facts, sessions);
    tell_way();
    tell_times(**measured);
    if (sessions) tell_own_pane();
  }

  static void tell_machine(const tmux::FarFacts& far) {
    print(Finding::well, "machine", far.system + ", user " + far.user + ", home " + far.home);
    if (!far.has_proc)
      print(Finding::note, "/proc",
            "not there: less is known of what runs in a pane, and nothing wrong is said");
  }

  [[nodiscard]] Result<std::string> count_sessions() {
    std::optional<Result<std::string>> listed;
    const auto chain = std::make_shared<tmux::RequestChain>(engine_.client(), timeout_);
    tmux::Command command("list-sessions");
    command.flag("-F").arg("#{session_id}");
    chain->run(std::move(command), [&listed](Result<std::string> text) { listed.emplace(std::move(text)); });
    while (!listed) loop_.run_once();
    return std::move(*listed);
  }

  void tell_server(const RemoteEngine::Facts& facts, const Result<std::string>& sessions) {
    if (facts.far.tmux_program.empty()) {
      broken("tmux",
             "there is none where sh looks for programs: install it there, or put it on the PATH that `ssh " +
                 server_.destination + " env` shows");
    } else {
      print(Finding::well, "tmux", facts.far.tmux_program + " (" + facts.far.tmux_version + ")");
    }
    const std::string at = " on " + facts.far.socket_path;
    if (sessions) {
      const auto count = tmux::split_lines(*sessions).size();
      print(Finding::well, "server",
            "reachable, " + std::to_string(count) + (count == 1 ? " session" : " sessions") + at);
    } else if (sessions.error().code == Errc::no_server) {
      print(Finding::note, "server", "no server is running, and that is fine: new_session starts one" + at);
    } else {
      broken("server", sessions.error().message);
    }
  }

  /// By what the request just made has taken.
  void tell_way() {
    const RemoteEngine::Facts facts = engine_.facts();
    if (facts.fallback_reason.empty() && facts.forwards)
      return print(Finding::well, "engine", "socket: tmux's own protocol through a socket that ssh forwards");
    print(Finding::note, "engine",
          "child: a tmux is run there for each request, which costs more" +
              (facts.fallback_reason.empty() ? "" : ", because " + facts.fallback_reason));
  }

  static void tell_times(const RemoteEngine::Measured& measured) {
    char time[32];
    std::snprintf(time, sizeof time, "%.1f ms",
                  std::chrono::duration<double, std::milli>(measured.round_trip).count());
    print(Finding::well, "round trip", time);
    const auto ahead = measured.clock_ahead.count();
    if (std::chrono::abs(measured.clock_ahead) <= kClocksAgree)
      return print(Finding::well, "clock", "as here");
    print(Finding::note, "clock",
          std::to_string(std::abs(ahead)) + " s " + (ahead > 0 ? "ahead of" : "behind") +
              " this machine's: times in answers are of that machine; let it set its clock (NTP)");
  }

  void tell_own_pane() {
    std::optional<Result<tmux::OwnPanes>> found;
    const auto chain = std::make_shared<tmux::RequestChain>(engine_.client(), timeout_);
    tmux::find_own_panes(chain, own_,
                         [&found](Result<tmux::OwnPanes> own) { found.emplace(std::move(own)); });
    while (!found) loop_.run_once();
    if (!*found) return broken("own pane", found->error().message);
    print(tell_own_panes(**found, allow_self_));
  }

  uv::Loop loop_;
  shell::LocalProcesses here_;
  std::chrono::milliseconds timeout_;
  const tmux::ServerAddress& server_;
  RemoteEngine engine_;
  tmux::OwnPane own_;
  bool allow_self_;
  int status_ = 0;
};

}  // namespace

int examine_far(const Options& options, const tmux::ServerAddress& server) {
  return FarExamination(options, server).run();
}

}  // namespace smcp::cli
