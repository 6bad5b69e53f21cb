// A regular expression out of a model's hands: RE2, which takes linear time whatever it is given.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include "base/result.hpp"

namespace re2 {
class RE2;
}

namespace smcp::tools {

/// Compiled once, then asked of one line at a time. Lines are any bytes: what is no UTF-8 in them matches
/// nothing but itself.
class Pattern {
 public:
  enum class Case { exact, ignored };

  /// Where the first match is, in bytes.
  struct Found {
    std::size_t begin;
    std::size_t size;
  };

  /// Bytes. Longer ones are no pattern that somebody wrote.
  static constexpr std::size_t kMaxSize = 1000;

  /// Errc::invalid_argument with a sentence that begins with "pattern", says what RE2 has against it and
  /// shows the offending piece, and at which character it stands if there is but one such place.
  [[nodiscard]] static Result<Pattern> compile(std::string_view text, Case letters);

  Pattern(Pattern&& other) noexcept;
  Pattern& operator=(Pattern&& other) noexcept;
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;
  ~Pattern();

  /// Whether it matches anywhere in the first reach() bytes of a line, which comes without its newline.
  [[nodiscard]] bool matches(std::string_view line) const;
  /// The same, and where; dearer.
  [[nodiscard]] std::optional<Found> find(std::string_view line) const;

  /// Bytes of a line that are looked at: as many as the slowest of patterns of this size can pass in about
  /// half a second. Far more than a line has: a pattern of 20 characters reaches over 200 KiB.
  [[nodiscard]] std::size_t reach() const { return reach_; }

 private:
  explicit Pattern(std::unique_ptr<re2::RE2> compiled);

  std::unique_ptr<re2::RE2> compiled_;
  std::size_t reach_ = 0;
};

}  // namespace smcp::tools
