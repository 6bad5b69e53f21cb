#include "tools/confirm/sealed_states.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/token.hpp"

namespace smcp::tools {
namespace {

constexpr std::string_view kVersion = "1";
constexpr char kBetween = '.';
constexpr std::size_t kNameSize = 16;
constexpr std::size_t kParts = 5;
/// Upper bound on a state, in bytes, before anything is computed from it. Ours are as long as the names of a call's
/// sessions make them.
constexpr std::size_t kMaxState = 64 * 1024;

constexpr std::string_view kDigits = "0123456789abcdef";

std::string hex(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text.push_back(kDigits[byte >> 4U]);
    text.push_back(kDigits[byte & 0xfU]);
  }
  return text;
}

std::string from_hex(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    const auto value = kDigits.find(text[i]) * kDigits.size() + kDigits.find(text[i + 1]);
    bytes.push_back(static_cast<char>(value));
  }
  return bytes;
}

Error refused_state(std::string_view why) {
  return {Errc::refused, std::string(why) +
                             "; nothing was done. Call again without requestState and inputResponses, "
                             "and the user is asked anew."};
}

/// The parts of a state, or nothing if it is no state at all.
std::optional<std::array<std::string_view, kParts>> split(std::string_view state) {
  if (state.size() > kMaxState) return std::nullopt;
  std::array<std::string_view, kParts> parts;
  for (std::size_t i = 0; i < kParts; ++i) {
    const auto end = i + 1 == kParts ? state.size() : state.find(kBetween);
    if (end == std::string_view::npos) return std::nullopt;
    parts[i] = state.substr(0, end);
    state.remove_prefix(std::min(end + 1, state.size()));
  }
  return parts;
}

}  // namespace

std::string SealedStates::hash_of(std::string_view payload, std::string_view call) const {
  // The length keeps the end of one apart from the beginning of the other.
  const std::string whole = std::to_string(payload.size()) + ":" + std::string(payload) + std::string(call);
  std::array<char, 16> digits{};
  std::uint64_t hash = siphash(key_, whole);
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, hash >>= 4U)
    *digit = kDigits[hash & 0xfU];
  return {digits.data(), digits.size()};
}

std::string SealedStates::seal(std::string_view call, std::string_view target, Time now) {
  if (open_.size() >= kMaxOpen) open_.pop_front();
  open_.push_back(fresh_token(kNameSize));
  std::string state(kVersion);
  for (const std::string& part : {open_.back(), std::to_string((now + kLifetime).count()), hex(target)})
    state.append(1, kBetween).append(part);
  return state + kBetween + hash_of(state, call);
}

Result<std::string> SealedStates::open(std::string_view state, std::string_view call, Time now) {
  const auto parts = split(state);
  if (!parts) return refused_state("the requestState is none that this server has given");
  const auto& [version, name, end, target, hash] = *parts;
  const std::string_view payload = state.substr(0, state.size() - hash.size() - 1);
  const bool genuine = hash == hash_of(payload, call);
  // A state of ours that comes with another call is used up as well, so that nobody can try it with one after another.
  const auto found = std::find(open_.begin(), open_.end(), name);
  const bool known = found != open_.end();
  if (known) open_.erase(found);
  if (!genuine)
    return refused_state(
        "the requestState is none that this server, since its start, has given for this call with these "
        "arguments");
  if (!known)
    return refused_state(
        "this answer of the user has been used before, or too many questions were asked after it");
  std::int64_t last = 0;
  std::from_chars(end.data(), end.data() + end.size(), last);
  if (now.count() >= last) return refused_state("the user's answer came after more than 10 minutes");
  static_assert(kLifetime == std::chrono::minutes(10));
  return from_hex(target);
}

}  // namespace smcp::tools
