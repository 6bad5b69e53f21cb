// The command line and its environment variables.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "tmux/link/endpoint.hpp"
#include "tmux/link/engine.hpp"
#include "tools/tool_set.hpp"

namespace smcp::cli {

enum class Mode { serve, call, watch, tools, doctor, help, version };

struct Options {
  Mode mode = Mode::serve;
  tmux::EndpointOptions endpoint;
  tmux::EngineKind engine = tmux::EngineKind::automatic;
  std::chrono::milliseconds timeout{10'000};      ///< limit for one tool call
  tools::ToolSet tool_set = tools::ToolSet::all;  ///< what the server offers; `call` and `tools` know all
  bool allow_self = false;          ///< whether calls may act on the pane in which this program runs
  std::string tool;                 ///< call: the tool's name
  std::vector<std::string> pairs;   ///< call: key=value …
  std::optional<std::string> json;  ///< call: --json
  std::string session;              ///< watch: the session's name
};

/// Maximum value of --timeout, in seconds: clients give up after minutes.
inline constexpr int kMaxTimeoutSeconds = 3600;

/// Errc::invalid_argument for an unknown word, with a suggestion if a known word is similar. The command line
/// takes precedence over the environment.
[[nodiscard]] Result<Options> parse_options(int argc, char** argv);

}  // namespace smcp::cli
