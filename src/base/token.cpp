#include "base/token.hpp"

#include <cstdint>
#include <random>

namespace smcp {
namespace {

/// 36^12 is the highest power of 36 below 2^64.
constexpr std::size_t kLettersPerDraw = 12;

}  // namespace

std::string fresh_token(std::size_t size) {
  static std::random_device random;
  static_assert(std::random_device::max() == UINT32_MAX);
  std::string token;
  token.reserve(size);
  std::uint64_t bits = 0;
  while (token.size() < size) {
    if (token.size() % kLettersPerDraw == 0) bits = (std::uint64_t{random()} << 32U) | random();
    token.push_back(kTokenLetters[bits % kTokenLetters.size()]);
    bits /= kTokenLetters.size();
  }
  return token;
}

bool is_token(std::string_view text, std::size_t size) {
  return text.size() == size && text.find_first_not_of(kTokenLetters) == std::string_view::npos;
}

}  // namespace smcp
