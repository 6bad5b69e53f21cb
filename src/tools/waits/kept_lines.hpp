// The newest of the lines that have come while a call waited: what its answer shows. Pure.
//
// They are those of the normal screen. A full-screen program's screen is shown as it is, and only while it is there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace smcp::tools {

/// Keeps at most as many lines as were asked for, and at most kMaxBytes of them, but always the newest.
class KeptLines {
 public:
  /// Upper bound on kept text, in bytes.
  static constexpr std::size_t kMaxBytes = 1024 * 1024;

  explicit KeptLines(std::size_t most) : most_(most) {}

  void add(std::string_view line);
  /// Removes the last line, because it has changed and is about to be added again, and returns it. Nothing if
  /// no line is kept.
  std::optional<std::string> take_back_last();

  /// The kept lines with a newline between them.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::size_t count() const { return lines_.size(); }
  [[nodiscard]] std::size_t most() const { return most_; }
  [[nodiscard]] const std::deque<std::string>& lines() const { return lines_; }
  /// "" if there is none.
  [[nodiscard]] std::string_view newest() const;
  /// How many lines were added, or counted by skip(), and are not kept.
  [[nodiscard]] std::uint64_t skipped() const { return skipped_; }
  /// Counts lines that came and were never read.
  void skip(std::uint64_t lines) { skipped_ += lines; }

 private:
  std::size_t most_;
  std::deque<std::string> lines_;
  std::size_t bytes_ = 0;
  std::uint64_t skipped_ = 0;
};

}  // namespace smcp::tools
