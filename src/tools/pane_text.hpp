// Text of a pane as a result: the lines as one block, and what is to be said of them in another.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "json/writer.hpp"
#include "tmux/read/captured.hpp"
#include "tmux/read/polled.hpp"
#include "tools/server.hpp"
#include "transport/tool_result.hpp"

namespace smcp::tools {

/// A message over 10 MiB breaks the official SDK's connection; a whole reply stays below 8 MiB. What is left
/// over is for the rest of the message: envelope, second block, session name.
inline constexpr std::size_t kMaxEscapedText = 8 * 1024 * 1024 - 16 * 1024;

/// With `skip`, what is skipped is held until the end is known.
inline constexpr std::size_t kMaxSkippedText = 64 * 1024 * 1024;

/// What capture_pane() or poll_pane() found, on its way to the caller.
class PaneText {
 public:
  explicit PaneText(tmux::Captured captured);
  /// For a poll that is not `unchanged`.
  explicit PaneText(tmux::Polled polled);

  /// Makes it fit into a reply, and folds lines if that is asked for. Once, before the rest.
  void finish(bool fold);

  [[nodiscard]] transport::TextBlock block() const;
  /// `{"session":…,"pane":…,"lines":n,…,"cursor":…}`
  /// `session` as callers know it.
  [[nodiscard]] std::string about(const Server& server, std::string_view session) const;

 private:
  void write_about(transport::JsonWriter& writer, const Server& server) const;

  tmux::Polled polled_;  ///< of a capture: news, and nothing else. It has a text
  bool since_ = false;
  std::shared_ptr<std::string> folded_;
  std::size_t lines_ = 0;
};

/// Leaves out the oldest lines that would not fit into a reply.
void fit_reply(tmux::Tail& tail);

/// Why the lines of a poll do not join on to those of its cursor; "" if they do.
[[nodiscard]] std::string_view reset_word(const tmux::Polled& polled);

/// `{"session":…,"unchanged":true,"idle_s":n}`
[[nodiscard]] std::string unchanged(std::string_view session, const tmux::PaneState& state);

/// Errc::invalid_argument if `text` is not a cursor.
[[nodiscard]] Result<tmux::Cursor> parse_cursor(std::string_view text);

/// For a cursor that goes with a pane which is not its own.
[[nodiscard]] Error other_pane(const tmux::Cursor& since, tmux::PaneId pane);

}  // namespace smcp::tools
