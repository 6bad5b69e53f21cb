// Searching new lines of a pane for a pattern while they are streamed.
#pragma once

#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

#include "text/new_text.hpp"
#include "text/pattern.hpp"

namespace smcp::tools {

/// Pure: even the clock is given to it. The first line is treated separately, because it may have been there
/// before.
class LineScan final : public tmux::NewText {
 public:
  /// Upper bound on the processor time for one poll's lines, since everything else waits meanwhile.
  static constexpr std::clock_t kMaxTime = CLOCKS_PER_SEC / 2;

  /// std::clock(), or a test's substitute.
  using ProcessorTime = std::clock_t (*)();

  /// `pattern` must outlive this.
  LineScan(const Pattern& pattern, ProcessorTime processor_time)
      : pattern_(pattern), processor_time_(processor_time) {}

  void begin() override;
  void feed(std::string_view bytes) override;
  /// Ends a last line without a newline.
  void finish();

  /// Announces a line that may have moved: the first line below the first one with this fingerprint (compared
  /// in `bits` bits) may have been there before.
  void expect_moved(std::uint64_t fingerprint, unsigned bits);

  /// The first line that matches. The very first line counts only if `with_first_line`, and the line that may
  /// have moved only unless `without_moved`.
  [[nodiscard]] const std::optional<std::string>& match(bool with_first_line,
                                                        bool without_moved = false) const;
  /// The very first line, or as much of it as the pattern's reach.
  [[nodiscard]] const std::string& first_line() const { return first_line_; }
  /// Whether the time was over before all lines were searched.
  [[nodiscard]] bool too_slow() const { return too_slow_; }

 private:
  void end_line();

  const Pattern& pattern_;
  ProcessorTime processor_time_;
  std::string line_;
  bool open_ = false;  ///< a line has begun
  bool first_ = true;
  std::string first_line_;
  bool too_slow_ = false;
  std::clock_t started_ = 0;
  std::optional<std::uint64_t> moved_;
  unsigned moved_bits_ = 0;
  bool saw_moved_ = false;
  std::optional<std::string> first_match_;  ///< the very first line
  std::optional<std::string> moved_match_;  ///< the line that may have moved
  std::optional<std::string> other_match_;
};

}  // namespace smcp::tools
