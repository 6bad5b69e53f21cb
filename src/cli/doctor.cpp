#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <unistd.h>
#include <vector>

#include "cli/commands.hpp"
#include "cli/doctor_far.hpp"
#include "cli/doctor_own_pane.hpp"
#include "cli/finding.hpp"
#include "cli/paint.hpp"
#include "cli/server_birth.hpp"
#include "cli/session_target.hpp"
#include "cli/socket_place.hpp"
#include "io/uv_process.hpp"
#include "text/joined.hpp"
#include "tmux/act/new_session.hpp"
#include "tmux/link/engine.hpp"
#include "tmux/link/environment.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/link/format_fields.hpp"
#include "tmux/link/own_pane.hpp"
#include "tmux/link/own_scope.hpp"
#include "tmux/link/request_chain.hpp"
#include "tmux/link/service_unit.hpp"
#include "tmux/link/synchronised.hpp"
#include "tools/install_tmux.hpp"

namespace smcp::cli {
namespace {

/// Number of requests that are timed; the median is printed.
constexpr std::size_t kTimedRequests = 15;

/// Makes one check after the other: each prints its line and starts the next.
class Examination {
 public:
  /// `name`: that of its server, "" for the default one.
  Examination(uv::Loop& loop, const Options& options, tmux::Endpoint endpoint, std::string name = "")
      : loop_(loop),
        name_(std::move(name)),
        endpoint_(std::move(endpoint)),
        engine_(loop, endpoint_, options.engine),
        own_(tmux::OwnPane::of_this_process(endpoint_.socket_path, engine_.client().processes())),
        allow_self_(options.allow_self),
        tool_set_(options.tool_set),
        limits_(limits_in_words(options)),
        timeout_(options.timeout) {}

  void start() {
    // What holds for all of them stands above all.
    if (!name_.empty()) return check_place();
    print(Finding::well, "sessions-mcp", SESSIONS_MCP_VERSION);
    if (tool_set_ == tools::ToolSet::core)
      print(Finding::note, "tools",
            "core: tools for windows and panes are not offered (--tools all changes that)");
    if (!limits_.empty()) print(Finding::note, "allowed", limits_);
    const std::string file = tmux::find_program(endpoint_.binary);
    if (file.empty()) {
      return no_tmux(endpoint_.binary == "tmux"
                         ? tools::no_tmux_here()
                         : endpoint_.binary +
                               " is not a program that can be run; see --tmux and SESSIONS_MCP_TMUX");
    }
    uv::Process::Events events;
    events.on_stdout = [this](std::string_view bytes) { version_.append(bytes.substr(0, 256)); };
    events.on_stderr = [](std::string_view) {};
    events.on_exit = [this, file](uv::ProcessExit exit) { version_known(file, exit); };
    auto process = uv::Process::spawn(
        loop_, {{file, "-V"}, tmux::child_environment(endpoint_.keep_environment), {}}, std::move(events));
    if (!process) return no_tmux(process.error().message);
    version_process_ = std::move(*process);
  }

  [[nodiscard]] int status() const { return status_; }

 private:
  void broken(const std::string& what, const std::string& found) {
    print(Finding::broken, what, found);
    status_ = 1;
  }

  /// Without a tmux program, a running server can still be reached.
  void no_tmux(const std::string& found) {
    broken("tmux", found);
    check_place();
  }

  void version_known(const std::string& file, uv::ProcessExit exit) {
    const std::string version = version_.substr(0, version_.find('\n'));
    if (exit.status != 0 || exit.signal != 0 || !version.starts_with("tmux ")) {
      return no_tmux(file +
                     " -V does not answer like tmux; put the real tmux first on PATH, or use --tmux PATH");
    }
    if (tmux::is_older_tmux(version)) {
      print(Finding::note, "tmux",
            file + " (" + version +
                ") is older than all that this program is tested with (3.1 and later); install a newer one "
                "if a tool fails");
    } else {
      print(Finding::well, "tmux", file + " (" + version + ")");
    }
    check_place();
  }

  /// Prints only names, because some of the values are secrets.
  void tell_environment() const {
    const auto own = tmux::hand_on(tmux::own_environment(), endpoint_.keep_environment);
    if (own.withheld.empty())
      return print(Finding::well, "environment",
                   "all of it is passed on to a tmux server that new_session starts");
    std::string words =
        "not passed on to a tmux server that new_session starts: " + joined(own.withheld, ", ");
    for (const auto& folder : own.left_out_of_path) words += ", and in PATH " + folder;
    print(Finding::note, "environment", words + ". --keep-env NAME makes exceptions");
  }

  void check_place() {
    if (name_.empty()) tell_environment();
    if (const Status safe = tmux::check_own_folder(endpoint_.own_folder); !safe)
      return broken("socket", safe.error().message + "; check TMUX_TMPDIR");
    if (const Status socket = tmux::check_socket(endpoint_.socket_path); !socket)
      return broken("socket", socket.error().message);
    std::error_code error;
    const bool exists = std::filesystem::exists(endpoint_.socket_path, error);
    if (!exists) {
      if (const std::string why = why_no_socket(endpoint_); !why.empty())
        return broken("socket", endpoint_.socket_path + " cannot be created: " + why);
    }
    print(exists ? Finding::well : Finding::note, "socket",
          endpoint_.socket_path + (exists ? "" : " (does not exist yet)"));
    ask_server();
  }

  void ask_server() {
    const auto chain = std::make_shared<tmux::RequestChain>(engine_.client(), timeout_);
    const auto begun = uv::Clock::now();
    tmux::Command command("list-sessions");
    command.flag("-F").arg("#{session_id}");
    chain->run(std::move(command), [this, begun](Result<std::string> text) {
      if (!text && text.error().code == Errc::no_server) {
        print(Finding::note, "server", "no server is running, and that is fine: new_session starts one");
        return tell_start();
      }
      if (!text) return broken("server", as_sentence(text.error().message) + remedy(text.error()));
      times_.push_back(uv::Clock::now() - begun);
      if (times_.size() < kTimedRequests) return ask_server();
      server_answers(tmux::split_lines(*text).size());
    });
  }

  /// What a server would be started with.
  void tell_start() {
    if (!name_.empty()) return print(Finding::well, "engine", engine_words());
    print(tell_login(tmux::own_environment(), endpoint_.keep_environment));
    const auto& processes = engine_.client().processes();
    const std::string service = tmux::service_of(processes.control_groups(::getpid()));
    if (service.empty()) return print(Finding::well, "engine", engine_words());
    const auto tell = [this, service](bool works) {
      print({tell_scope(service, works)});
      print(Finding::well, "engine", engine_words());
    };
    const auto& environment = engine_.client().environment();
    const auto scope = tmux::OwnScope::find(environment);
    if (!scope) return tell(false);
    scope_trial_ = std::make_unique<tmux::ScopeTrial>(loop_, scope, environment, tell);
  }

  /// Prints from where the running server comes.
  void ask_birth() {
    const auto chain = std::make_shared<tmux::RequestChain>(engine_.client(), timeout_);
    // display-message would need a session before tmux 3.2.
    tmux::Command command("list-commands");
    command.flag("-F").arg("#{pid}").arg("list-commands");
    chain->run(std::move(command), [this](Result<std::string> text) {
      const auto pid =
          text ? tmux::parse_number<std::int64_t>(text->substr(0, text->find('\n'))) : std::nullopt;
      if (!pid) return broken("born from", text ? "tmux did not tell its process" : text.error().message);
      print({tell_birth(engine_.client().processes(), *pid)});
      print(tell_unit(engine_.client().processes(), *pid));
      ask_own_pane();
    });
  }

  [[nodiscard]] static std::string as_sentence(std::string text) {
    if (!text.ends_with('.')) text += '.';
    return text;
  }

  [[nodiscard]] std::string remedy(const Error& error) const {
    if (error.code == Errc::timed_out)
      return " If the server is stopped, find its pid with pgrep -a tmux, and continue it with kill -CONT "
             "PID.";
    if (error.code == Errc::not_installed || error.code == Errc::refused) return "";
    return " Try by hand: tmux -S " + endpoint_.socket_path + " list-sessions.";
  }

  /// Which engine served the requests that were just made, and why.
  [[nodiscard]] std::string engine_words() const {
    const std::string asked = " (--engine=" + std::string(tmux::name_of(engine_.kind())) + ")";
    if (engine_.kind() == tmux::EngineKind::child) return "child: one tmux child process per request" + asked;
    if (!engine_.fallback_reason().empty())
      return "child, not socket: " + std::string(engine_.fallback_reason()) + asked;
    return "socket: direct connections to the server" + asked;
  }

  void server_answers(std::size_t sessions) {
    std::sort(times_.begin(), times_.end());
    const auto median = std::chrono::duration<double, std::milli>(times_[times_.size() / 2]).count();
    char time[32];
    std::snprintf(time, sizeof time, "%.2f ms", median);
    print(Finding::well, "server",
          "reachable, " + std::to_string(sessions) + (sessions == 1 ? " session" : " sessions"));
    const bool fell_back = !engine_.fallback_reason().empty();
    print(fell_back ? Finding::note : Finding::well, "engine", engine_words());
    print(Finding::well, "request time",
          std::string(time) + " (median of " + std::to_string(kTimedRequests) + ")");
    ask_birth();
  }

  /// Prints nothing if this program runs in no pane.
  void ask_own_pane() {
    const auto chain = std::make_shared<tmux::RequestChain>(engine_.client(), timeout_);
    tmux::find_own_panes(chain, own_, [this](const Result<tmux::OwnPanes>& own) {
      if (!own) return broken("own pane", own.error().message);
      print(tell_own_panes(*own, allow_self_));
      ask_history();
    });
  }

  void ask_history() {
    const auto chain = std::make_shared<tmux::RequestChain>(engine_.client(), timeout_);
    tmux::Command command("show-options");
    command.flag("-gv").flag("history-limit");
    chain->run(std::move(command), [this](Result<std::string> text) {
      if (!text) return broken("history-limit", text.error().message);
      const auto limit =
          tmux::parse_number<std::uint32_t>(std::string_view(*text).substr(0, text->find('\n')));
      const bool small = !limit || *limit < tmux::kHistoryLimit;
      const std::string known = limit ? std::to_string(*limit) : "unknown";
      print(small ? Finding::note : Finding::well, "history-limit",
            known + " lines in sessions that people start" +
                (small ? "; sessions of new_session keep " + std::to_string(tmux::kHistoryLimit) +
                             ". To have that everywhere: `set -g history-limit 50000` in ~/.tmux.conf"
                       : ""));
    });
  }

  uv::Loop& loop_;
  std::string name_;
  tmux::Endpoint endpoint_;
  tmux::Engine engine_;
  tmux::OwnPane own_;
  bool allow_self_;
  tools::ToolSet tool_set_;
  std::string limits_;
  std::chrono::milliseconds timeout_;
  std::unique_ptr<uv::Process> version_process_;
  std::unique_ptr<tmux::ScopeTrial> scope_trial_;
  std::string version_;
  std::vector<uv::Clock::duration> times_;
  int status_ = 0;
};

int examine(const Options& options, tmux::Endpoint endpoint, const std::string& name = "") {
  uv::Loop loop;
  Examination examination(loop, options, std::move(endpoint), name);
  examination.start();
  loop.run();
  return examination.status();
}

/// A section for a server with a name.
int examine(const Options& options, const tmux::ServerAddress& server) {
  std::printf("\n%s\n", painted("server " + tmux::to_string(server), Paint::bold).c_str());
  if (is_far(server)) return examine_far(options, server);
  return examine(options, endpoint_of(options, server), server.name);
}

}  // namespace

int doctor(const Options& options) {
  int status = examine(options, tmux::find_endpoint(options.endpoint));
  for (const tmux::ServerAddress& server : options.servers)
    status = std::max(status, examine(options, server));
  return std::max(status, finish_output());
}

}  // namespace smcp::cli
