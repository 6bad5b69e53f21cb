// What panes looked like when somebody last looked at all of them: how far each has come since.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tmux/ids.hpp"
#include "tmux/pane_state.hpp"

namespace smcp::tmux {

/// Where a pane's output stood at one moment.
struct Mark {
  /// Rows above the cursor's that must be the same for a count to be believed.
  static constexpr std::uint64_t kRowsAbove = 16;

  PaneId pane;
  std::int64_t pid = 0;       ///< of the pane's first process
  std::int64_t now = 0;       ///< tmux's clock, seconds since 1970
  std::int64_t activity = 0;  ///< of the window's last output, in the same seconds
  std::uint64_t history = 0;
  std::uint64_t limit = 0;     ///< of the history
  std::uint64_t cursor_y = 0;  ///< from the top of the screen
  std::uint64_t width = 0;
  std::uint64_t height = 0;
  bool alternate = false;
  std::optional<PaneCounters> counters;

  std::size_t above = 0;   ///< hash of the rows above the cursor's, kRowsAbove or as many as there were
  std::string cursor_row;  ///< its text, at most kMaxCursorRow bytes

  static constexpr std::size_t kMaxCursorRow = 64;

  /// The cursor's row, from the oldest that tmux holds now.
  [[nodiscard]] std::uint64_t held_row() const { return history + cursor_y; }
  /// The same from the oldest that it ever had, where that is known.
  [[nodiscard]] std::int64_t row() const;
};

/// What has come since.
struct Progress {
  enum class Kind {
    none,     ///< no output at all
    rows,     ///< the cursor is `rows` rows further down, and what stood above it still stands there
    unknown,  ///< there may be output, and how much cannot be proved
    first,    ///< the pane was not there then
  };
  Kind kind = Kind::unknown;
  std::uint64_t rows = 0;
};

/// What `then` had above its cursor and in its row, as it is now; nothing if those rows are not there any
/// more.
struct RowsOfOld {
  std::size_t above = 0;
  std::string cursor_row;
};

[[nodiscard]] Progress progress(const Mark& then, const Mark& now, const std::optional<RowsOfOld>& old);

/// Of rows of text.
[[nodiscard]] std::size_t hash_rows(const std::vector<std::string_view>& rows);

/// A few looks, the one that was used longest ago goes first.
class Looks {
 public:
  /// Looks kept: agents that share one server each have their last one.
  static constexpr std::size_t kMaxLooks = 32;
  /// Panes in one look. A mark takes some 250 bytes, so that all of it stays below 4 MiB.
  static constexpr std::size_t kMaxMarks = 512;
  /// The most characters in a token.
  static constexpr std::size_t kMaxToken = 24;

  using Marks = std::vector<Mark>;

  Looks();

  /// Keeps the marks (the first kMaxMarks of them) and gives them a token.
  std::string keep(Marks marks);
  /// Null if it is not known (any more), or of another process.
  [[nodiscard]] std::shared_ptr<const Marks> find(std::string_view token);

 private:
  struct Look {
    std::string token;
    std::shared_ptr<const Marks> marks;
  };

  std::string prefix_;  ///< of this process
  std::uint64_t last_ = 0;
  std::list<Look> looks_;  ///< the newest use first
};

}  // namespace smcp::tmux
