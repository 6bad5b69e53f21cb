// The engines without the server around them: a Client in this process, its loop driven by the bench.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "io/uv.hpp"
#include "jobs.hpp"
#include "tmux/link/engine.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::bench {

class InProcess {
 public:
  using Answer = UniqueFunction<void(std::string_view)>;
  /// Begins one call; what it finds goes to the answer, with "error: " in front if it is an error.
  using Call = std::function<void(const tmux::Chain&, Answer)>;

  InProcess(const std::string& socket, tmux::EngineKind kind);

  /// Makes `count` calls at once and waits for all. The last answer, if `keep` is set.
  std::string run(const Call& call, int count, bool keep = false);

 private:
  uv::Loop loop_;
  tmux::Engine engine_;
};

/// The ways that the tools of these names go. "yes" or "no"; the number of sessions; the lines.
[[nodiscard]] InProcess::Call has_session_call();
[[nodiscard]] InProcess::Call list_sessions_call();
[[nodiscard]] InProcess::Call capture_call(Job job, int lines);
/// The same capture into one of tmux's buffers, with nothing to say: what the server needs, whoever asks.
[[nodiscard]] InProcess::Call floor_call(Job job, int lines);

}  // namespace smcp::bench
