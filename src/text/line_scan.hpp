// Searching new lines of a pane for patterns while they are streamed.
#pragma once

#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "text/joined_echo.hpp"
#include "text/line_patterns.hpp"
#include "text/new_text.hpp"
#include "text/typed_echo.hpp"

namespace smcp::tools {

/// Pure: even the clock is given to it. The first line is treated separately, because it may have been there
/// before.
class LineScan final : public tmux::NewText {
 public:
  /// Upper bound on the processor time for one poll's lines, since everything else waits meanwhile.
  static constexpr std::clock_t kMaxTime = CLOCKS_PER_SEC / 2;

  /// std::clock(), or a test's substitute.
  using ProcessorTime = std::clock_t (*)();

  /// `patterns` must have one at least. `echo`: which lines never match. A line that is joined with its echo is
  /// two lines (`joined`).
  LineScan(LinePatterns patterns, ProcessorTime processor_time, TypedEcho echo = {}, JoinedEcho joined = {})
      : patterns_(std::move(patterns)),
        processor_time_(processor_time),
        echo_(std::move(echo)),
        joined_(std::move(joined)) {}

  void begin() override;
  void feed(std::string_view bytes, bool replaces_last) override;
  /// All has been fed. The last line that is not blank may be a prompt, the blank behind which tmux 3.1 and
  /// a trimmed text leave out: it matches as if it had one, too.
  void finish();
  /// What was fed since begin() has been read for good.
  void commit() { echo_.commit(); }
  /// A line that was not fed, as it was there before, may be the echo of typed text.
  void pass_over(std::string_view line) { echo_.take(line, TypedEcho::At::cursor); }

  /// Announces a line that may have moved: the first line below the first one with this fingerprint (compared
  /// in `bits` bits) may have been there before.
  void expect_moved(std::uint64_t fingerprint, unsigned bits);

  /// Announces that the first `cells` cells of the very first line were there before: if an echo ends in there, the
  /// line begins behind it.
  void expect_told(std::size_t cells) { told_cells_ = cells; }

  /// The first line that matches. The very first line counts only if `with_first_line`, and the line that may
  /// have moved only unless `without_moved`.
  [[nodiscard]] const std::optional<LineMatch>& match(bool with_first_line, bool without_moved = false) const;
  /// The very first line, or as much of it as the patterns' reach.
  [[nodiscard]] const std::string& first_line() const { return first_line_; }
  /// Whether the time was over before all lines were searched.
  [[nodiscard]] bool too_slow() const { return too_slow_; }

 private:
  void end_line();
  void judge(std::string_view whole, bool is_known_echo);
  [[nodiscard]] bool ends_rows_of_echo();

  LinePatterns patterns_;
  ProcessorTime processor_time_;
  TypedEcho echo_;
  JoinedEcho joined_;
  std::size_t told_cells_ = 0;
  std::string rows_;               ///< the lines before this one, if they are full rows
  std::optional<LineMatch> held_;  ///< matches, unless these rows turn out to be an echo
  std::string line_;
  bool open_ = false;  ///< a line has begun
  bool first_ = true;
  bool replaces_last_ = false;
  std::string first_line_;
  bool too_slow_ = false;
  std::clock_t started_ = 0;
  std::optional<std::uint64_t> moved_;
  unsigned moved_bits_ = 0;
  bool saw_moved_ = false;
  std::optional<LineMatch> first_match_;  ///< the very first line
  std::optional<LineMatch> moved_match_;  ///< the line that may have moved
  std::optional<LineMatch> other_match_;
  std::string last_line_;        ///< that is not blank
  bool last_may_match_ = false;  ///< there is one, and it is no echo
  bool last_is_first_ = false;   ///< it is the very first line
};

}  // namespace smcp::tools
