// Output that is read whole, again and again while it grows, and printed once. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace smcp::cli {

/// Tells which lines of each reading have not been printed yet. The last line is held back until a line break
/// follows it or the output has ended: it may still change. A line that has changed after it was printed, as a
/// program that draws does, is not printed again, but that is known.
class StreamedLines {
 public:
  /// One reading: the newest lines of the output, without a line break behind the last.
  struct Reading {
    std::string_view text{};
    std::uint64_t lines = 0;    ///< how many these are; `text` is "" for none, and for one that is empty
    std::uint64_t skipped = 0;  ///< how many came before those
    bool lost = false;          ///< nobody knows how many came before, for they are gone
    bool complete = false;      ///< a line break follows the last line
    bool ended = false;         ///< there will be no more
  };

  /// What is to be printed now: lines, each with its line break.
  [[nodiscard]] std::string take(const Reading& reading);

  [[nodiscard]] std::uint64_t missing() const { return missing_; }  ///< lines that came and were never read
  [[nodiscard]] bool lost() const { return lost_; }  ///< lines may be missing, nobody knows how many
  /// Lines are not as they were printed, or not there any more.
  [[nodiscard]] bool changed() const { return changed_; }

 private:
  /// With these last printed lines the place is found in a text of which the beginning is gone.
  static constexpr std::size_t kContext = 16;

  [[nodiscard]] std::size_t first_unprinted(const std::vector<std::string_view>& lines) const;

  std::vector<std::size_t> printed_;  ///< a hash of each line
  std::uint64_t missing_ = 0;
  bool lost_ = false;
  bool changed_ = false;
};

}  // namespace smcp::cli
