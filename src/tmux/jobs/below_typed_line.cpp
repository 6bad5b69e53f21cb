#include "tmux/jobs/below_typed_line.hpp"

#include <string_view>
#include <utility>

namespace smcp::tmux {
namespace {

/// What follows the option's name in typed_line(), without white space.
constexpr std::string_view kTypedEnd = ")\"";
constexpr std::string_view kTypedEndOfFish = "|stringcollect)";

}  // namespace

BelowTypedLine::BelowTypedLine(const JobId& id, UniqueFunction<void(std::string_view)> on_text)
    : wanted_(job_option::script(id)), on_text_(std::move(on_text)) {}

void BelowTypedLine::feed(std::string_view chunk) {
  while (!chunk.empty() && !below_) {
    take(chunk.front());
    chunk.remove_prefix(1);
  }
  if (!chunk.empty()) on_text_(chunk);
}

void BelowTypedLine::take(char c) {
  if (!found()) {
    if (c == ' ' || c == '\n') return;
    // The first character of `wanted_` occurs only once in it.
    matched_ = c == wanted_[matched_] ? matched_ + 1 : (c == wanted_.front() ? 1 : 0);
    return;
  }
  // The line may be wrapped once more before its end.
  const auto goes_on = [this](std::string_view end) { return rest_ != end && end.starts_with(rest_); };
  if (c == '\n') {
    below_ = !goes_on(kTypedEnd) && !goes_on(kTypedEndOfFish);
  } else if (c != ' ' && rest_.size() <= kTypedEndOfFish.size()) {
    rest_.push_back(c);
  }
}

}  // namespace smcp::tmux
