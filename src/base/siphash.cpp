#include "base/siphash.hpp"

#include <bit>
#include <cstddef>
#include <cstdlib>
#include <sys/random.h>

namespace smcp {
namespace {

constexpr std::size_t kWord = 8;

struct State {
  std::uint64_t a, b, c, d;

  void round() {
    a += b;
    b = std::rotl(b, 13) ^ a;
    a = std::rotl(a, 32);
    c += d;
    d = std::rotl(d, 16) ^ c;
    a += d;
    d = std::rotl(d, 21) ^ a;
    c += b;
    b = std::rotl(b, 17) ^ c;
    c = std::rotl(c, 32);
  }
  void take(std::uint64_t word) {
    d ^= word;
    round();
    round();
    a ^= word;
  }
};

/// At most eight bytes, the first of which counts least.
std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    word |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  return word;
}

}  // namespace

SipKey SipKey::fresh() {
  SipKey key;
  // It is shorter than what getrandom() gives in one piece, and it may only fail where there is no such call at all.
  if (::getrandom(&key, sizeof key, 0) != static_cast<ssize_t>(sizeof key)) std::abort();
  return key;
}

std::uint64_t siphash(const SipKey& key, std::string_view text) {
  State state{key.low ^ 0x736f6d6570736575U, key.high ^ 0x646f72616e646f6dU, key.low ^ 0x6c7967656e657261U,
              key.high ^ 0x7465646279746573U};
  const std::uint64_t size = std::uint64_t{text.size()} << 56U;
  for (; text.size() >= kWord; text.remove_prefix(kWord)) state.take(little_endian(text.substr(0, kWord)));
  state.take(size | little_endian(text));
  state.c ^= 0xffU;
  for (int i = 0; i < 4; ++i) state.round();
  return state.a ^ state.b ^ state.c ^ state.d;
}

}  // namespace smcp
