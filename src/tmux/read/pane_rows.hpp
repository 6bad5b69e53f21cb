// Rows of a pane, as `capture-pane -N` prints them, and which of them make a line of `capture-pane -J`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tmux/read/cursor.hpp"

namespace smcp::tmux {

/// Rows [first, first + count), counted as in PaneState.
struct RowRange {
  std::uint64_t first = 0;
  std::uint64_t count = 0;
  bool operator==(const RowRange&) const = default;
};

/// What one request has told of a pane's rows: a few ranges. Pure.
class PaneRows {
 public:
  /// What is kept of rows at the most; a pane of 10 000 columns is the largest that tmux makes.
  static constexpr std::size_t kMaxBytes = 32 * 1024 * 1024;

  /// The ranges in the order in which their rows will come.
  explicit PaneRows(const std::vector<RowRange>& ranges = {});

  /// Takes bytes until the last row is complete; gives back what comes after it.
  [[nodiscard]] std::string_view feed(std::string_view bytes);
  [[nodiscard]] bool complete() const { return block_ == blocks_.size(); }
  /// The rows from `first` on give way to others: `rows`, each with its newline. Once all have come.
  void replace_from(std::uint64_t first, std::string_view rows);

  /// Without its newline; nothing if it was not asked for (or is more than kMaxBytes away).
  [[nodiscard]] std::optional<std::string_view> row(std::uint64_t number) const;
  /// Nothing if not all are there. Of no rows it is a fingerprint as well.
  [[nodiscard]] std::optional<std::uint64_t> fingerprint(RowRange range) const;
  /// The last row at or above `from` that is not blank, as far down as rows without a gap are there; if there
  /// is none, the first of these rows, as a row that is not there.
  struct Search {
    bool found = false;
    std::uint64_t row = 0;
  };
  [[nodiscard]] Search last_text(std::uint64_t from) const;

  /// The row with which `line` begins that ends with row `last`, both being text; `last` itself if the rows
  /// tell otherwise.
  [[nodiscard]] std::uint64_t line_start(std::uint64_t last, std::string_view line) const;

 private:
  struct Block {
    RowRange range;
    std::vector<std::size_t> ends;  ///< offsets of the newlines in text_
    std::size_t begin = 0;
  };

  std::vector<Block> blocks_;
  std::size_t block_ = 0;  ///< the one that is being filled
  std::string text_;
};

/// Walks along lines and rows side by side. A row that is wrapped into the next is full, or nearly, so the
/// text itself tells how many rows a line has.
class LineWalk {
 public:
  struct Rows {
    std::uint64_t first = 0;
    std::uint64_t last = 0;  ///< with text; blank ones of the same line may follow
    bool more = false;       ///< the line goes on after the last row that is known
  };

  /// `first` is the row with which the first line begins.
  LineWalk(const PaneRows& rows, std::uint64_t first) : rows_(&rows), next_(first) {}

  /// The rows of the next line (without its newline); nothing if it is not made of them.
  [[nodiscard]] std::optional<Rows> next(std::string_view line);

 private:
  /// How many of the spaces with which `rest` goes on belong to the row above the next one: those that the
  /// next one does not begin with. What the row itself shows on its right may be more: a wide character that
  /// found no room, or (3.8, after another width) padding.
  [[nodiscard]] std::size_t spaces_of_row(std::string_view rest) const;
  /// Spaces with which a line ends, more than its last row with text holds, stand in rows of their own below:
  /// no blank lines, though they look like such. A row shows all the spaces that it gives to its line.
  void skip_blank_rows(std::size_t spaces, std::size_t of_row);

  const PaneRows* rows_;
  std::uint64_t next_;
};

}  // namespace smcp::tmux
