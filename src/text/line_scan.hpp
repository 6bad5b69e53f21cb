// Searching new lines of a pane for a pattern while they stream by.
#pragma once

#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

#include "text/new_text.hpp"
#include "text/pattern.hpp"

namespace smcp::tools {

/// Pure: even the time comes from its maker. The first line stands apart: it may have been there before.
class LineScan final : public tmux::NewText {
 public:
  /// Processor time for one poll's lines: everything else waits meanwhile.
  static constexpr std::clock_t kMaxTime = CLOCKS_PER_SEC / 2;

  /// std::clock(), or what a test wants it to be.
  using ProcessorTime = std::clock_t (*)();

  /// `pattern` outlives it.
  LineScan(const Pattern& pattern, ProcessorTime processor_time)
      : pattern_(pattern), processor_time_(processor_time) {}

  void begin() override;
  void feed(std::string_view bytes) override;
  /// Ends a last line that has no newline.
  void finish();

  /// From now on, the first line below the first one with this fingerprint (in so many bits) may be one that
  /// was there before and has moved.
  void expect_moved(std::uint64_t fingerprint, unsigned bits);

  /// The first line that matches; the first line of all only if it is wanted, one that may have moved only
  /// unless it is not.
  [[nodiscard]] const std::optional<std::string>& match(bool with_first_line,
                                                        bool without_moved = false) const;
  /// The first line of all, or as much of it as a pattern reaches.
  [[nodiscard]] const std::string& first_line() const { return first_line_; }
  /// The time was up before all lines were looked at.
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
  std::optional<std::string> first_match_;  ///< the first line of all
  std::optional<std::string> moved_match_;  ///< the one that may have moved
  std::optional<std::string> other_match_;
};

}  // namespace smcp::tools
