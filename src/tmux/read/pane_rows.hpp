// Rows of a pane, as `capture-pane -N` prints them, and which of them form a line of `capture-pane -J`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tmux/read/cursor.hpp"

namespace smcp::tmux {

/// The rows [first, first + count), counted as in PaneState.
struct RowRange {
  std::uint64_t first = 0;
  std::uint64_t count = 0;
  bool operator==(const RowRange&) const = default;
};

/// A few ranges of a pane's rows, as one request has returned them. Pure.
class PaneRows {
 public:
  /// Upper bound on kept rows, in bytes; tmux's largest pane has 10 000 columns.
  static constexpr std::size_t kMaxBytes = 32 * 1024 * 1024;

  /// `ranges` are in the order in which their rows will be fed.
  explicit PaneRows(const std::vector<RowRange>& ranges = {});

  /// Takes bytes until the last row is complete, and returns what comes after it.
  [[nodiscard]] std::string_view feed(std::string_view bytes);
  [[nodiscard]] bool complete() const { return block_ == blocks_.size(); }
  /// Replaces the rows from `first` on by `rows`, each with its newline. To be called when complete().
  void replace_from(std::uint64_t first, std::string_view rows);

  /// The row without its newline; nothing if it is not in the ranges, or is beyond kMaxBytes.
  [[nodiscard]] std::optional<std::string_view> row(std::uint64_t number) const;
  /// Nothing if any row of `range` is missing. An empty range has a fingerprint, too.
  [[nodiscard]] std::optional<std::uint64_t> fingerprint(RowRange range) const;
  /// The result of last_text(): the last row at or above `from` that is not blank, as far up as there are
  /// rows without a gap. If there is none, `found` is false and `row` is the first of these rows.
  struct Search {
    bool found = false;
    std::uint64_t row = 0;
  };
  [[nodiscard]] Search last_text(std::uint64_t from) const;

  /// The row with which `line`, which ends with row `last`, begins; `last` itself if the rows do not match.
  /// Neither is blank.
  [[nodiscard]] std::uint64_t line_start(std::uint64_t last, std::string_view line) const;

 private:
  struct Block {
    RowRange range;
    std::vector<std::size_t> ends;  ///< offsets in text_ of the newlines
    std::size_t begin = 0;
  };

  std::vector<Block> blocks_;
  std::size_t block_ = 0;  ///< the block that is being filled
  std::string text_;
};

/// Walks along lines and rows in parallel. A row that is wrapped into the next one is full, or nearly, so the
/// text itself shows how many rows a line has.
class LineWalk {
 public:
  struct Rows {
    std::uint64_t first = 0;
    std::uint64_t last = 0;  ///< with text; blank rows of the same line may follow
    bool more = false;       ///< the line continues after the last known row
  };

  /// `first` is the row with which the first line begins.
  LineWalk(const PaneRows& rows, std::uint64_t first) : rows_(&rows), next_(first) {}

  /// The rows of the next line, which is given without its newline; nothing if the rows do not match it.
  [[nodiscard]] std::optional<Rows> next(std::string_view line);

 private:
  /// How many of the spaces at the beginning of `rest` belong to the row before the next one: those with
  /// which the next row does not begin. That row itself may show more spaces on its right: for a wide
  /// character that did not fit, or (3.8, after a change of width) as padding.
  [[nodiscard]] std::size_t spaces_of_row(std::string_view rest) const;
  /// Spaces with which a line ends, more than its last row with text holds, stand in rows of their own below:
  /// no blank lines, though they look like such. A row shows all the spaces that it gives to its line.
  void skip_blank_rows(std::size_t spaces, std::size_t of_row);

  const PaneRows* rows_;
  std::uint64_t next_;
};

}  // namespace smcp::tmux
