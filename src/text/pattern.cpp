#include "text/pattern.hpp"

#include <algorithm>
#include <re2/re2.h>
#include <string>
#include <utility>

#include "text/shortened.hpp"
#include "text/utf8.hpp"

namespace smcp::tools {
namespace {

/// Memory for RE2's programs and cached states, in bytes; RE2 clears the cache when it is full.
constexpr std::int64_t kMaxMemory = 1024 * 1024;
/// Maximum number of RE2's instructions. `\pL` has 1200 of them, and nearly everything else has tens.
constexpr int kMaxProgram = 4096;
/// Upper bound on instructions times bytes: at worst, RE2 processes each instruction for each byte, in some
/// 40 ns.
constexpr std::size_t kMaxWork = 12 * 1024 * 1024;
/// Upper bound on the reach, in bytes; no real line in a tmux history is longer.
constexpr std::size_t kMaxReach = 256 * 1024;

re2::StringPiece piece(std::string_view text) {
  return {text.data(), text.size()};
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !continues_character(c); }));
}

/// The sentence for RE2's errors, such as "invalid perl operator: (?=" and "missing ): (abc", with the place.
/// RE2 gives the offending piece, but not which one if it occurs several times.
std::string complaint(const RE2& compiled, std::string_view text) {
  if (compiled.error_code() == RE2::ErrorPatternTooLarge)
    return "pattern is too large: use fewer or smaller repetitions";
  const std::string& offending = compiled.error_arg();
  std::string what = compiled.error();
  if (!offending.empty() && what.ends_with(": " + offending)) what.resize(what.size() - offending.size() - 2);
  std::string message = "pattern is not a valid RE2 regular expression: " + what;
  if (offending.empty()) return message + " at its end";
  message += ": `" + shortened(offending) + "`";
  const auto at = text.find(offending);
  if (at != std::string_view::npos && text.find(offending, at + 1) == std::string_view::npos) {
    message += " at character " + std::to_string(characters(text.substr(0, at)) + 1);
  }
  const bool perl =
      compiled.error_code() == RE2::ErrorBadPerlOp || compiled.error_code() == RE2::ErrorBadEscape;
  return perl ? message + " (RE2 has neither look-around nor back-references)" : message;
}

}  // namespace

Result<Pattern> Pattern::compile(std::string_view text, Case letters) {
  if (text.empty()) return Error{Errc::invalid_argument, "pattern is required (non-empty string)"};
  if (text.size() > kMaxSize) {
    return Error{Errc::invalid_argument, "pattern too long (max " + std::to_string(kMaxSize) + " bytes)"};
  }
  RE2::Options options;
  options.set_log_errors(false);  // otherwise RE2 writes to stderr by itself
  options.set_case_sensitive(letters == Case::exact);
  options.set_max_mem(kMaxMemory);
  auto compiled = std::make_unique<RE2>(piece(text), options);
  if (!compiled->ok()) return Error{Errc::invalid_argument, complaint(*compiled, text)};
  if (compiled->ProgramSize() > kMaxProgram) {
    return Error{Errc::invalid_argument, "pattern is too large: use fewer or smaller repetitions"};
  }
  return Pattern(std::move(compiled));
}

Pattern::Pattern(std::unique_ptr<re2::RE2> compiled) : compiled_(std::move(compiled)) {
  const auto size = static_cast<std::size_t>(std::max(compiled_->ProgramSize(), 1));
  reach_ = std::min(kMaxWork / size, kMaxReach);
}

Pattern::Pattern(Pattern&& other) noexcept = default;
Pattern& Pattern::operator=(Pattern&& other) noexcept = default;
Pattern::~Pattern() = default;

bool Pattern::matches(std::string_view line) const {
  const auto looked_at = line.substr(0, reach_);
  return compiled_->Match(piece(looked_at), 0, looked_at.size(), RE2::UNANCHORED, nullptr, 0);
}

std::optional<Pattern::Found> Pattern::find(std::string_view line) const {
  const auto looked_at = line.substr(0, reach_);
  re2::StringPiece found;
  if (!compiled_->Match(piece(looked_at), 0, looked_at.size(), RE2::UNANCHORED, &found, 1))
    return std::nullopt;
  // An empty match in an empty line may have a null pointer.
  const auto begin = found.data() == nullptr ? 0 : static_cast<std::size_t>(found.data() - looked_at.data());
  return Found{begin, found.size()};
}

}  // namespace smcp::tools
