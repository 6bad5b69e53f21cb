// Waiting for something to happen in one pane, without missing what happens meanwhile.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "tmux/read/pane_ticker.hpp"
#include "tmux/read/poll.hpp"
#include "tools/server.hpp"
#include "tools/waits/wait_judge.hpp"
#include "tools/waits/wait_lines.hpp"

namespace smcp::tools {

class PaneWait : public std::enable_shared_from_this<PaneWait> {
 public:
  struct Conditions : WaitJudge::Conditions {
    std::shared_ptr<const Pattern> pattern;  ///< ends it: a new line matches; may be null
    std::size_t lines = 50;                  ///< how many of the newest lines are kept
  };
  struct Hooks {
    UniqueFunction<void(WaitEnd)> ended;
    UniqueFunction<void(Error)> failed;
  };

  /// A look is never later than this where a pattern is waited for: what is printed meanwhile must still be
  /// in the history.
  static constexpr std::chrono::milliseconds kPatternLook{100};

  PaneWait(Server& server, std::string session, Conditions conditions, Hooks hooks);

  /// `since`: what came after it counts as new.
  void start(std::optional<tmux::PaneId> pane, std::optional<tmux::Cursor> since);
  /// Ends it: no hook is called any more, and nothing of `server` is used.
  void stop();

  [[nodiscard]] const std::string& session() const { return session_; }
  /// What has come since the beginning.
  [[nodiscard]] const WaitLines& new_lines() const { return lines_; }
  [[nodiscard]] const std::string& matched_line() const { return matched_line_; }
  [[nodiscard]] const std::optional<tmux::Cursor>& cursor() const { return cursor_; }

 private:
  void begin(const tmux::Captured& captured, const std::optional<tmux::Cursor>& since);
  bool looked(const tmux::PaneTicker::Panes& panes);
  void read(UniqueFunction<void(const std::shared_ptr<PaneWait>&, Gate::Pass)> ask);
  void poll();
  void poll_now(Gate::Pass pass);
  void polled(const tmux::Polled& polled);
  bool go_on();
  void end(WaitEnd outcome);
  void fail(const Error& error);

  Server* server_;
  std::string session_;
  Conditions conditions_;
  Hooks hooks_;
  std::unique_ptr<tmux::PaneTicker::Watch> watch_;
  tmux::Chain chain_;
  WaitLines lines_;
  WaitJudge judge_;
  std::optional<tmux::Cursor> cursor_;
  tmux::PaneState seen_;  ///< at the last look
  bool polling_ = false;
  std::string matched_line_;
};

}  // namespace smcp::tools
