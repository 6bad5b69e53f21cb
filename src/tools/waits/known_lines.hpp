// Which lines a wait has seen, by their texts. After a reset the rows no longer show which lines are new: then a
// line is old if its text was there when the wait began or has come since. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace smcp::tools {

/// Remembers a fingerprint of each line, and no text: there are thousands of lines, and each of them may be as long
/// as KeptLines::kMaxBytes.
class KnownLines {
 public:
  class Comparison;

  /// How many lines are read at the beginning, at the least, so that they can be told from new ones later.
  static constexpr std::size_t kRead = 400;
  /// Upper bound on the lines that have come and are remembered. Without them a line that is still shown may come
  /// once more in a wait's text; that it does not match is known.
  static constexpr std::size_t kMaxCame = 10 * kRead;

  /// A line that was there when the wait began.
  void add_old(std::string_view line) { old_.insert(print_of(line)); }
  void remove_old(std::string_view line) { remove(line, old_); }
  void clear_old() { old_.clear(); }
  /// A line that has come since.
  void add_came(std::string_view line);
  void remove_came(std::string_view line) { remove(line, came_); }

 private:
  using Fingerprint = std::uint64_t;
  using Lines = std::unordered_multiset<Fingerprint>;

  [[nodiscard]] static Fingerprint print_of(std::string_view line);
  static void remove(std::string_view line, Lines& lines);

  Lines old_;
  Lines came_;
};

/// Tells old lines from new ones among those that are shown. It must not outlive the lines that it compares with.
class KnownLines::Comparison {
 public:
  explicit Comparison(const KnownLines& known) : known_(known) {}
  /// Whether the next line that is shown is known. A text that is shown more often than it was seen is new.
  [[nodiscard]] bool is_known(std::string_view line);

 private:
  const KnownLines& known_;
  std::unordered_map<Fingerprint, std::size_t> shown_;
};

}  // namespace smcp::tools
