// The command line and its environment variables.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "cli/install/install_options.hpp"
#include "cli/session_filter.hpp"
#include "tmux/link/endpoint.hpp"
#include "tmux/link/engine.hpp"
#include "tmux/link/server_address.hpp"
#include "tools/audit/audit_record.hpp"
#include "tools/confirm/confirm_class.hpp"
#include "tools/policy/policy.hpp"
#include "tools/tool_set.hpp"

namespace smcp::cli {

enum class Mode {
  serve,
  call,
  run,
  wait,
  watch,
  list,
  sessions,
  tools,
  doctor,
  audit,
  install,
  uninstall,
  help,
  version
};

/// What `wait` and `run` are told beside the session: arguments of wait_for, or nothing.
struct WaitOptions {
  std::optional<std::string> pattern{}, fail_pattern{}, job{}, since{}, pane{};
  std::optional<std::int64_t> idle{}, lines{};
  bool finished = false;
  bool nested = false;                    ///< run: as run_command's argument
  std::optional<std::int64_t> seconds{};  ///< when to give up; never, if there is nothing
};

struct SessionsOptions {
  SessionFilter filter{};  ///< which sessions are meant
  bool kill = false;
  bool yes = false;    ///< kills without asking
  bool force = false;  ///< kills those that are attached or run something, too
};

struct Options {
  Mode mode = Mode::serve;
  tmux::EndpointOptions endpoint;
  std::vector<tmux::ServerAddress> servers{};  ///< those with names, beside that of `endpoint`
  tmux::EngineKind engine = tmux::EngineKind::automatic;
  std::chrono::milliseconds timeout{10'000};      ///< limit for one tool call
  tools::ToolSet tool_set = tools::ToolSet::all;  ///< what the server offers; `call` and `tools` know all
  tools::PolicyRules policy{};                    ///< what calls may do, and to which sessions
  bool allow_self = false;  ///< whether calls may act on the pane in which this program runs
  std::string audit{};      ///< serve, call, run: the file that records the calls; "" for none
  tools::AuditText audit_text = tools::AuditText::shortened;
  tools::ConfirmClass confirm = tools::ConfirmClass::nothing;  ///< before which calls a person is asked
  std::string tool;                                            ///< call: the tool's name
  std::vector<std::string> pairs;                              ///< call: key=value …
  std::optional<std::string> json;                             ///< call: --json
  std::string session;  ///< watch, run, wait: the session's name; wait: "" if --job names the pane
  std::vector<std::string> command{};  ///< run: its words
  WaitOptions wait{};                  ///< wait, and the pane and the time of run
  SessionsOptions sessions{};          ///< sessions
  std::string topic;                   ///< help: the tool or command; "" for all
  std::string audit_file{};            ///< audit: what is shown
  bool follow = false;                 ///< audit: goes on with what is written to it
  InstallOptions install{};            ///< install, uninstall
};

/// Maximum value of --timeout for one tool call, in seconds: clients give up after minutes.
inline constexpr int kMaxTimeoutSeconds = 3600;
/// Maximum value of --timeout for `wait` and `run`, in seconds, and how long they wait without it: three years, after
/// which no command of today is waited for.
inline constexpr std::int64_t kMaxWaitSeconds = 100'000'000;

/// Maximum value of --lines for `wait`: that of wait_for.
inline constexpr std::int64_t kMaxWaitLines = 1000;

/// What the tools may not do, or not unasked, for the model and for `doctor`; "" if nothing is limited.
[[nodiscard]] std::string limits_in_words(const Options& options);

/// Errc::invalid_argument for an unknown word, with a suggestion if a known word is similar. The command line
/// takes precedence over the environment.
[[nodiscard]] Result<Options> parse_options(int argc, char** argv);

}  // namespace smcp::cli
