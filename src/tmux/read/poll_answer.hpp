// Evaluating one answer of tmux for a poll: where the cursor's rows are, and which lines came since.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "text/tail.hpp"
#include "tmux/read/continuity.hpp"
#include "tmux/read/lines_after_row.hpp"
#include "tmux/read/pane_reading.hpp"
#include "tmux/read/polled.hpp"

namespace smcp::tmux {

/// Takes the answer in chunks that may be cut anywhere. Pure. Cannot be moved.
class PollAnswer {
 public:
  /// `redrawn`: an earlier answer has shown that the text above the end has changed.
  PollAnswer(const PollRequest& request, const PaneQuestion& question, bool redrawn);
  PollAnswer(const PollAnswer&) = delete;
  PollAnswer& operator=(const PollAnswer&) = delete;

  void feed(std::string_view bytes) { reading_.feed(bytes); }
  void finish();

  [[nodiscard]] const PaneReading& reading() const { return reading_; }
  // Valid once the rows have arrived, if the reading fits:
  [[nodiscard]] const Finding& finding() const { return finding_; }
  /// Whether the text starts below the beginning of its first line.
  [[nodiscard]] bool torn() const;
  /// Whether the last line is now one with the text above it; it then counts as redrawn.
  [[nodiscard]] bool joined() const { return new_ && new_->joined() && !finding_.redrawn; }
  /// Whether the rows and the text do not match.
  [[nodiscard]] bool failed() const;
  /// The new cursor, if the rows reach far enough.
  [[nodiscard]] std::optional<Cursor> cursor() const;
  /// The result. To be called after finish(), for a finding of kind `found` or `screen`, if neither torn()
  /// nor failed().
  [[nodiscard]] Polled polled(const Cursor& cursor);

 private:
  void place();
  [[nodiscard]] LinesAfterRow::From from_end() const;
  [[nodiscard]] LinesAfterRow::From from_screen() const;
  [[nodiscard]] bool may_be_another() const;
  [[nodiscard]] bool nothing_new() const;
  [[nodiscard]] Polled::Kind kind() const;
  void add_screen(Polled& polled);

  Cursor since_;
  bool colors_;
  Tail::Limits limits_;
  NewText* new_text_;
  bool redrawn_;
  PaneReading reading_;
  Finding finding_;
  std::optional<LinesAfterRow> new_;    ///< the lines after the cursor's end
  std::optional<LinesAfterRow> whole_;  ///< all lines from the cursor's screen on, if these are to be given
  std::shared_ptr<Tail> text_;          ///< the result's text of the normal screen and its history
  Tail came_;                           ///< counts the lines from `new_`, if these are not all of `text_`
  Tail screen_;                         ///< the alternate screen
  SelfContainedLines screen_colors_;
};

}  // namespace smcp::tmux
