// SipHash-2-4: a keyed hash of 64 bits. Who does not know the key can neither tell the hash of a text nor find one that
// fits, but by trying 2^64 of them. (Aumasson and Bernstein, 2012)
#pragma once

#include <cstdint>
#include <string_view>

namespace smcp {

struct SipKey {
  std::uint64_t low = 0;
  std::uint64_t high = 0;

  /// A new one, from the system's source of randomness (getrandom).
  [[nodiscard]] static SipKey fresh();
};

[[nodiscard]] std::uint64_t siphash(const SipKey& key, std::string_view text);

}  // namespace smcp
