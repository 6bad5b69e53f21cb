// A regular expression written by a model: RE2, which takes linear time for every pattern and text.
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

/// Compiled once, and then applied to one line at a time. Lines may contain any bytes; bytes that are not
/// UTF-8 match only themselves.
class Pattern {
 public:
  enum class Case { exact, ignored };

  /// The place of the first match, in bytes.
  struct Found {
    std::size_t begin;
    std::size_t size;
  };

  /// Maximum length of a pattern, in bytes; nobody writes longer ones on purpose.
  static constexpr std::size_t kMaxSize = 1000;

  /// Errc::invalid_argument with a sentence that begins with "pattern", gives RE2's reason, and shows the
  /// offending piece and, if it occurs only once, its position in characters.
  [[nodiscard]] static Result<Pattern> compile(std::string_view text, Case letters);

  Pattern(Pattern&& other) noexcept;
  Pattern& operator=(Pattern&& other) noexcept;
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;
  ~Pattern();

  /// Whether it matches anywhere in the first reach() bytes of a line, which is given without its newline.
  [[nodiscard]] bool matches(std::string_view line) const;
  /// The same, with the place of the match, which takes longer.
  [[nodiscard]] std::optional<Found> find(std::string_view line) const;

  /// How many bytes of a line are searched: as many as the slowest pattern of this size can process in about
  /// half a second. That is far more than a line usually has: a pattern of 20 characters reaches over 200
  /// KiB.
  [[nodiscard]] std::size_t reach() const { return reach_; }

 private:
  explicit Pattern(std::unique_ptr<re2::RE2> compiled);

  std::unique_ptr<re2::RE2> compiled_;
  std::size_t reach_ = 0;
};

}  // namespace smcp::tools
