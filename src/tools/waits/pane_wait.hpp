// Waiting for something to happen in one pane, without missing what happens meanwhile.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/task.hpp"
#include "tmux/jobs/continuation.hpp"
#include "tmux/read/pane_ticker.hpp"
#include "tmux/read/poll.hpp"
#include "tools/server.hpp"
#include "tools/waits/answer.hpp"
#include "tools/waits/look_pace.hpp"
#include "tools/waits/recent_lines.hpp"
#include "tools/waits/wait_from.hpp"
#include "tools/waits/wait_judge.hpp"
#include "tools/waits/wait_lines.hpp"

namespace smcp::tools {

class PaneWait : public std::enable_shared_from_this<PaneWait> {
 public:
  struct Conditions : WaitJudge::Conditions {
    LinePatterns patterns;   ///< ends it: a new line matches one of them
    std::size_t lines = 50;  ///< how many of the newest lines are kept
  };
  struct Hooks {
    UniqueFunction<void(WaitEnd)> ended;
    UniqueFunction<void(Error)> failed;
  };

  /// A look is never later than this where a pattern is waited for: what is printed meanwhile must still be in the history.
  static constexpr std::chrono::milliseconds kPatternLook{100};

  PaneWait(Server& server, std::string session, Conditions conditions, Hooks hooks,
           tmux::PinnedSessions pinned = {});
  void start(WaitFrom from);
  /// Ends it: no hook is called any more, and nothing of `server` is used.
  void stop();

  [[nodiscard]] const std::string& session() const { return session_; }
  [[nodiscard]] const WaitLines& new_lines() const { return lines_; }
  [[nodiscard]] const std::string& matched_line() const { return matched_line_; }
  /// The last line that is not blank, as it was read last; "" if it is not known.
  [[nodiscard]] const std::string& last_line() const { return last_line_; }
  /// The line above that one: at a shell's prompt, what was printed last; "" if it is not known.
  [[nodiscard]] std::string line_above() const { return recent_.above(); }
  /// What came after it counts as new. Nothing before the first look.
  [[nodiscard]] const std::optional<tmux::Cursor>& began_at() const { return began_at_; }
  /// The rows of a full-screen program's screen, as they were read last; nothing if none is shown.
  [[nodiscard]] const std::optional<std::string>& screen() const { return screen_; }
  /// Of one that has ended because a program asks: whether for a secret, which the terminal does not show.
  [[nodiscard]] bool is_input_hidden() const { return hidden_; }
  [[nodiscard]] const std::optional<tmux::Cursor>& cursor() const { return cursor_; }

 private:
  static Task<Status> prepare(std::shared_ptr<PaneWait> self, WaitFrom from);
  Task<Status> find(WaitFrom& from);
  Task<Ok> ask_typed(tmux::PaneId pane);
  Task<Result<tmux::Captured>> capture(std::optional<tmux::PaneId> pane);
  void begin(const tmux::Captured& captured);
  bool looked(const tmux::PaneTicker::Panes& panes);
  void read(UniqueFunction<void(const std::shared_ptr<PaneWait>&, Gate::Pass)> ask);
  void poll();
  void poll_now(Gate::Pass pass);
  void polled(const tmux::Polled& polled);
  bool go_on();
  void look();
  bool decide(bool after_look);
  void note_shown(const tmux::Tail& text, std::uint64_t screen_lines);
  void end(WaitEnd outcome);
  void fail(const Error& error);

  Server* server_;
  const shell::ProcessView& processes_;
  std::string session_;
  Conditions conditions_;
  Hooks hooks_;
  tmux::PinnedSessions pinned_;
  std::unique_ptr<tmux::PaneTicker::Watch> watch_;
  tmux::Chain chain_;
  WaitLines lines_;
  Answer answer_;
  WaitJudge judge_;
  std::vector<TypedLine> typed_;  ///< what was typed last, the echo of which never matches
  std::optional<tmux::Cursor> since_, cursor_, began_at_;
  tmux::PaneState seen_;  ///< at the last look
  bool polling_ = false, looking_ = false, hidden_ = false;
  LookPace pace_;
  std::optional<WaitEnd> ends_;  ///< by a look at the machine, if nothing has come before that
  std::string matched_line_, last_line_;
  RecentLines recent_{tmux::kContinuationLines};
  std::optional<std::string> screen_;
};

}  // namespace smcp::tools
