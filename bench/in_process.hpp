// The engines without the server: a Client in this process, whose loop is driven by the bench.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "io/uv_loop.hpp"
#include "jobs.hpp"
#include "tmux/link/engine.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::bench {

class InProcess {
 public:
  using Answer = UniqueFunction<void(std::string_view)>;
  /// Begins one call. Its result becomes the answer, with the prefix "error: " if it is an error.
  using Call = std::function<void(const tmux::Chain&, Answer)>;

  InProcess(const std::string& socket, tmux::EngineKind kind);

  /// Makes `count` calls at once and waits for all of them. Returns the last answer, if `keep` is set.
  std::string run(const Call& call, int count, bool keep = false);

 private:
  uv::Loop loop_;
  tmux::Engine engine_;
};

/// The same calls as the tools of these names make. They give "yes" or "no"; the number of sessions; the
/// lines.
[[nodiscard]] InProcess::Call has_session_call();
[[nodiscard]] InProcess::Call list_sessions_call();
[[nodiscard]] InProcess::Call capture_call(Job job, int lines);
/// The same capture into a tmux buffer, without output: the time that the tmux server itself needs.
[[nodiscard]] InProcess::Call floor_call(Job job, int lines);

}  // namespace smcp::bench
