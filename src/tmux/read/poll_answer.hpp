// What one answer of tmux tells somebody who polls: where the cursor's rows are, and the lines that came
// since.
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

/// Takes the answer in chunks cut anywhere. Pure. Stays where it is.
class PollAnswer {
 public:
  /// `redrawn`: what stood above the end has changed, as an earlier answer has shown.
  PollAnswer(const PollRequest& request, const PaneQuestion& question, bool redrawn);
  PollAnswer(const PollAnswer&) = delete;
  PollAnswer& operator=(const PollAnswer&) = delete;

  void feed(std::string_view bytes) { reading_.feed(bytes); }
  void finish();

  [[nodiscard]] const PaneReading& reading() const { return reading_; }
  // Once the rows have come, and if the reading fits:
  [[nodiscard]] const Finding& finding() const { return finding_; }
  /// The text began below where the first line of it begins.
  [[nodiscard]] bool torn() const;
  /// The last line is one now with what stood above it: to be taken as redrawn.
  [[nodiscard]] bool joined() const { return new_ && new_->joined() && !finding_.redrawn; }
  /// The rows and the text do not belong together.
  [[nodiscard]] bool failed() const;
  /// The cursor of now, if the rows reach far enough.
  [[nodiscard]] std::optional<Cursor> cursor() const;
  /// After finish(), for a finding of kind `found` or `screen`, with nothing torn and nothing failed.
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
  std::optional<LinesAfterRow> new_;  ///< the lines after the cursor's end
  std::optional<LinesAfterRow>
      whole_;                   ///< all from where the screen of the cursor began, where that is to be told
  std::shared_ptr<Tail> text_;  ///< what is told of the normal screen and its history
  Tail came_;                   ///< counts what `new_` passes on, if that is not all of `text_`
  Tail screen_;                 ///< the alternate screen
  SelfContainedLines screen_colors_;
};

}  // namespace smcp::tmux
