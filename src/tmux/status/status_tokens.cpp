#include "tmux/status/status_tokens.hpp"

#include <algorithm>
#include <utility>

#include "base/token.hpp"

namespace smcp::tmux {
namespace {

/// Length of the random prefix, by which tokens of other servers, running or ended, are not mistaken for
/// ours.
constexpr std::size_t kPrefixLength = 8;

std::string base_36(std::uint64_t number) {
  constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string text;
  do text.insert(text.begin(), kDigits[number % kDigits.size()]);
  while ((number /= kDigits.size()) > 0);
  return text;
}

}  // namespace

StatusTokens::StatusTokens() {
  prefix_ = fresh_token(kPrefixLength) + "-";
}

std::string StatusTokens::keep(StatusSnapshot look) {
  kept_.push_front({prefix_ + base_36(++last_), std::make_shared<const StatusSnapshot>(std::move(look))});
  if (kept_.size() > kMaxKept) kept_.pop_back();
  return kept_.front().token;
}

std::shared_ptr<const StatusSnapshot> StatusTokens::find(std::string_view token) {
  const auto found =
      std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) { return kept.token == token; });
  if (found == kept_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, found);
  return kept_.front().look;
}

}  // namespace smcp::tmux
