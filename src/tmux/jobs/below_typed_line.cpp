#include "tmux/jobs/below_typed_line.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "base/token.hpp"

namespace smcp::tmux {
namespace {

/// Whether `rest` is the beginning of `end` and not all of it, white space left out.
bool goes_on(std::string_view rest, std::string_view end) {
  for (const char c : end) {
    if (c == ' ') continue;
    if (rest.empty()) return true;
    if (rest.front() != c) return false;
    rest.remove_prefix(1);
  }
  return false;
}

}  // namespace

bool is_typed_line(std::string_view line) {
  constexpr std::string_view kBegin = "@smcp-";  // of job_option::script()
  for (auto at = line.find(kBegin); at != std::string_view::npos; at = line.find(kBegin, at + 1)) {
    const std::string_view rest = line.substr(at + kBegin.size());
    if (!is_token(rest.substr(0, kJobTokenSize), kJobTokenSize)) continue;
    const std::string_view end = rest.substr(kJobTokenSize);
    if (end.starts_with(kTypedEnd) || end.starts_with(kTypedEndOfFish)) return true;
  }
  return false;
}

BelowTypedLine::BelowTypedLine(const JobId& id, std::string_view shown,
                               UniqueFunction<void(std::string_view)> on_text)
    : wanted_(job_option::script(id)), on_text_(std::move(on_text)), shown_(shown) {
  std::erase(shown_, ' ');
}

void BelowTypedLine::feed(std::string_view chunk) {
  while (!chunk.empty() && (!below_ || !shown_.empty())) {
    const char c = chunk.front();
    below_ ? take_shown(c) : take(c);
    chunk.remove_prefix(1);
  }
  if (!chunk.empty()) on_text_(chunk);
}

/// The command may be wrapped, too.
void BelowTypedLine::take_shown(char c) {
  passed_.push_back(c);
  const bool complete = same_ == shown_.size();
  if (complete && c == '\n') {
    shown_.clear();
  } else if (c == ' ' || (c == '\n' && same_ > 0)) {
    return;
  } else if (!complete && c == shown_[same_]) {
    ++same_;
  } else {
    shown_.clear();
    on_text_(passed_);
  }
}

void BelowTypedLine::take(char c) {
  if (!found()) {
    if (c == ' ' || c == '\n') return;
    // The first character of `wanted_` occurs only once in it.
    matched_ = c == wanted_[matched_] ? matched_ + 1 : (c == wanted_.front() ? 1 : 0);
    return;
  }
  // The line may be wrapped once more before its end.
  if (c == '\n') {
    below_ = !goes_on(rest_, kTypedEnd) && !goes_on(rest_, kTypedEndOfFish);
  } else if (c != ' ' && rest_.size() <= kTypedEndOfFish.size()) {
    rest_.push_back(c);
  }
}

}  // namespace smcp::tmux
