// Waiting for something to happen in one pane, without missing what happens meanwhile.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "tmux/lookout.hpp"
#include "tmux/poll.hpp"
#include "tools/line_matcher.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {

class PaneWait : public std::enable_shared_from_this<PaneWait> {
 public:
  enum class Outcome { matched, idle, finished, dead, gone };

  struct Conditions {
    std::shared_ptr<const Pattern> pattern;         ///< a new line matches; may be null
    std::optional<std::chrono::milliseconds> idle;  ///< nothing was printed for so long
    bool finished = false;                          ///< the shell has the terminal again
    std::size_t lines = 50;                         ///< to be kept for text()
  };
  struct Hooks {
    UniqueFunction<void(Outcome)> ended;
    UniqueFunction<void(Error)> failed;
  };

  /// Lines that are known at the beginning, by which old ones are told from new ones after a reset.
  static constexpr std::size_t kKnownLines = 400;
  /// A shell that has the terminal from the beginning and so long has nothing to finish.
  static constexpr std::chrono::milliseconds kNothingRuns{1000};
  /// A look is never later than this where a pattern is waited for: what is printed meanwhile must still be
  /// in the history.
  static constexpr std::chrono::milliseconds kPatternLook{100};
  /// Of text kept.
  static constexpr std::size_t kMaxBytes = 1024 * 1024;

  PaneWait(Toolbox& tools, std::string session, Conditions conditions, Hooks hooks);

  /// `since`: what came after it counts as new.
  void start(std::optional<tmux::PaneId> pane, std::optional<tmux::Cursor> since);
  /// Ends it: no hook is called any more, and nothing of `tools` is used.
  void stop();

  [[nodiscard]] const std::string& session() const { return session_; }
  /// The newest lines since the beginning.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::size_t lines() const { return kept_.size(); }
  /// Lines that came, too, but are more than were wanted.
  [[nodiscard]] std::uint64_t skipped() const { return skipped_; }
  [[nodiscard]] bool lost() const { return lost_; }
  [[nodiscard]] const std::string& matched_line() const { return matched_line_; }
  [[nodiscard]] const std::optional<tmux::Cursor>& cursor() const { return cursor_; }

 private:
  using Clock = uv::Clock;
  using Time = uv::TimePoint;

  [[nodiscard]] tmux::Chain new_chain();
  void begin(const tmux::Captured& captured, const std::optional<tmux::Cursor>& since);
  bool looked(const tmux::Lookout::Panes& panes);
  void poll();
  void polled(const tmux::Polled& polled);
  std::optional<std::string> take_news(const tmux::Polled& polled);
  std::optional<std::string> take_anew(const tmux::Polled& polled);
  void find_old_lines(const tmux::Polled& polled);
  [[nodiscard]] bool is_start_line(std::string_view line) const;
  [[nodiscard]] bool begins_like_start(std::string_view line) const;
  void keep(std::string_view line);
  void judge();
  [[nodiscard]] bool has_finished();
  void end(Outcome outcome);
  void fail(const Error& error);

  Toolbox* tools_;
  std::string session_;
  Conditions conditions_;
  Hooks hooks_;
  std::unique_ptr<tmux::Lookout::Watch> watch_;
  tmux::Chain chain_;
  std::optional<LineMatcher> matcher_;

  std::optional<tmux::Cursor> cursor_;
  tmux::PaneState seen_;  ///< at the last look
  bool dirty_ = false;    ///< something has changed since the last poll began
  bool polling_ = false;
  Time started_;
  Time last_change_;
  Time read_at_;                    ///< when the last poll began
  std::optional<Time> read_again_;  ///< the second of the last output was not over when it was read

  bool on_start_line_ = true;  ///< nothing has come below the line of the first cursor
  tmux::Cursor start_;
  std::optional<std::string> start_line_;
  std::string shown_start_line_;  ///< it, as it was seen last
  bool since_unread_ = false;     ///< what came between the cursor and the beginning has not been read yet
  bool saw_job_ = false;
  bool saw_lines_ = false;
  unsigned prompts_ = 0;         ///< looks in a row at which the shell had the terminal
  bool read_at_prompt_ = false;  ///< a poll has begun after two of them

  std::unordered_multiset<std::string> known_;  ///< lines that were there at the beginning
  std::unordered_multiset<std::string> came_;   ///< some of those that came
  std::deque<std::string> kept_;
  std::size_t kept_bytes_ = 0;
  std::uint64_t skipped_ = 0;
  bool lost_ = false;
  std::string matched_line_;
};

}  // namespace smcp::tools
