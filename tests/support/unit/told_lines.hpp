// The lines that polls have told of a FakePane, held against the rows of one that forgets nothing.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "support/unit/fake_pane.hpp"

namespace smcp::tmux {

/// Lines are right if they are made of the rows, from the one with which they begin to the last that is not
/// blank: none is missing, and none comes twice. And if they end where those of `capture-pane -J` end: of a
/// row that was told just now, where they do now; of one told earlier, where they did then, as long as the
/// rows above and below that place have kept their text. For there a cursor, which knows rows by their text,
/// sees no change: entering an alternate screen parts the line that goes over the top of the screen (tmux
/// 3.3a … 3.8, not 3.1c), erasing the screen parts it, too, and who writes over a full row, and on into the
/// next, what both held before (or spaces into a blank one) makes one line of two.
class ToldLines {
 public:
  /// `all` discards no row, and outlives it.
  explicit ToldLines(const FakePane& all) : all_(all) {}

  /// These are all that is known, and begin with this row of all.
  void begin(std::size_t row, std::vector<std::string> lines);
  /// What is told from here on cannot be judged, until it begins anew.
  void forget() { base_.reset(); }
  [[nodiscard]] bool known() const { return base_.has_value(); }
  /// More lines, the first in the place of the last one if they replace that.
  void add(const std::vector<std::string>& lines, bool replace_last);
  /// After each poll. What has been found right and cannot change any more is not looked at again. `oldest` is
  /// the row of all with which the pane now begins.
  void check(std::size_t oldest);

 private:
  struct Row {
    std::string text;
    bool joined = false;  ///< as it was told, the line goes on in the next row
  };
  [[nodiscard]] static bool is_blank(const std::vector<Row>& rows, std::size_t i) {
    return i >= rows.size() || rows[i].text.empty();
  }
  [[nodiscard]] std::size_t after_kept() const;
  [[nodiscard]] std::size_t last_line(std::size_t oldest);
  [[nodiscard]] std::vector<Row> rows_now() const;
  void keep_ends(std::vector<Row>& rows) const;
  void settle();

  const FakePane& all_;
  std::optional<std::size_t> base_;  ///< the row of all with which the known lines begin
  std::vector<std::string> known_;
  std::size_t kept_ = 0;   ///< how many of these were known at the last check
  std::vector<Row> rows_;  ///< from base_ on, at the last check
};

}  // namespace smcp::tmux
