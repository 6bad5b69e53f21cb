// The patterns that end a wait: one for success, and one for failure. Pure.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "text/pattern.hpp"
#include "text/trim.hpp"

namespace smcp::tools {

/// Either may be null.
struct LinePatterns {
  enum class Which { pattern, fail };

  /// Longer lines, in bytes, cannot be prompts, and are matched once, without their trailing blanks.
  static constexpr std::size_t kMaxPrompt = 4096;

  std::shared_ptr<const Pattern> pattern{};
  std::shared_ptr<const Pattern> fail{};

  [[nodiscard]] bool any() const { return pattern || fail; }
  [[nodiscard]] std::size_t reach() const {
    return std::max(pattern ? pattern->reach() : 0, fail ? fail->reach() : 0);
  }
  /// Which of them matches a line, with its trailing blanks or without them: prompts end with a blank that
  /// people write into a pattern (`>>> $`), while tables and progress bars are padded. `fail` comes first.
  [[nodiscard]] std::optional<Which> match(std::string_view line) const {
    const std::string_view bare = tmux::trimmed(line);
    const bool with_blanks = bare.size() < line.size() && line.size() <= kMaxPrompt;
    const auto matches = [&](const Pattern& one) {
      return one.matches(bare) || (with_blanks && one.matches(line));
    };
    if (fail && matches(*fail)) return Which::fail;
    if (pattern && matches(*pattern)) return Which::pattern;
    return std::nullopt;
  }
};

/// A line that matches, without its trailing blanks.
struct LineMatch {
  std::string line;
  LinePatterns::Which which = LinePatterns::Which::pattern;
  bool operator==(const LineMatch&) const = default;
};

}  // namespace smcp::tools
