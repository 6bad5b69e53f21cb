#include "tmux/status/looks.hpp"

#include <algorithm>
#include <utility>

#include "base/token.hpp"

namespace smcp::tmux {
namespace {

/// One server's tokens are not to be taken for another's, or for those of one that has ended.
constexpr std::size_t kPrefix = 8;

std::string base_36(std::uint64_t number) {
  constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string text;
  do text.insert(text.begin(), kDigits[number % kDigits.size()]);
  while ((number /= kDigits.size()) > 0);
  return text;
}

}  // namespace

Looks::Looks() {
  prefix_ = fresh_token(kPrefix) + "-";
}

std::string Looks::keep(Look look) {
  if (look.panes.size() > kMaxPanes) {
    look.panes.erase(look.panes.begin() + kMaxPanes, look.panes.end());
    look.all = false;
  }
  look.panes.shrink_to_fit();
  looks_.push_front({prefix_ + base_36(++last_), std::make_shared<const Look>(std::move(look))});
  if (looks_.size() > kMaxLooks) looks_.pop_back();
  return looks_.front().token;
}

std::shared_ptr<const Look> Looks::find(std::string_view token) {
  const auto found =
      std::find_if(looks_.begin(), looks_.end(), [&](const Kept& kept) { return kept.token == token; });
  if (found == looks_.end()) return nullptr;
  looks_.splice(looks_.begin(), looks_, found);
  return looks_.front().look;
}

}  // namespace smcp::tmux
