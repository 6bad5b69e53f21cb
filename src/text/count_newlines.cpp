#include "text/count_newlines.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace smcp::tmux {
namespace {

/// How many bytes are counted at once before a closer search for the wanted newline.
constexpr std::size_t kStride = 1024;

#ifdef __SSE2__
/// The number of newlines in `blocks` blocks of 64 bytes (at most 63 blocks, so that no byte counter
/// overflows).
std::size_t count_in_blocks(const char* data, std::size_t blocks) {
  const __m128i newline = _mm_set1_epi8('\n');
  __m128i counters[4] = {_mm_setzero_si128(), _mm_setzero_si128(), _mm_setzero_si128(), _mm_setzero_si128()};
  for (std::size_t i = 0; i < blocks; ++i, data += 64) {
    for (int lane = 0; lane < 4; ++lane) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(data + 16 * lane));
      counters[lane] = _mm_sub_epi8(counters[lane], _mm_cmpeq_epi8(bytes, newline));
    }
  }
  // At most 4 × 63 = 252 per byte, so still no overflow.
  const __m128i all =
      _mm_add_epi8(_mm_add_epi8(counters[0], counters[1]), _mm_add_epi8(counters[2], counters[3]));
  const __m128i halves = _mm_sad_epu8(all, _mm_setzero_si128());
  return static_cast<std::size_t>(_mm_cvtsi128_si32(halves)) +
         static_cast<std::size_t>(_mm_cvtsi128_si32(_mm_srli_si128(halves, 8)));
}
#endif

}  // namespace

std::size_t count_newlines_portably(std::string_view bytes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  std::size_t count = 0;
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, 8);
    word ^= kOnes * '\n';
    // The high bit of a byte is clear exactly where the byte was a newline.
    const std::uint64_t others = ((word & (kOnes * 0x7f)) + kOnes * 0x7f) | word;
    count += 8 - static_cast<std::size_t>((((others >> 7) & kOnes) * kOnes) >> 56);
  }
  for (; at < bytes.size(); ++at) {
    if (bytes[at] == '\n') ++count;
  }
  return count;
}

std::size_t count_newlines(std::string_view bytes) {
#ifdef __SSE2__
  std::size_t count = 0;
  while (bytes.size() >= 64) {
    const auto blocks = std::min<std::size_t>(bytes.size() / 64, 63);
    count += count_in_blocks(bytes.data(), blocks);
    bytes.remove_prefix(blocks * 64);
  }
  return count + count_newlines_portably(bytes);
#else
  return count_newlines_portably(bytes);
#endif
}

std::size_t offset_after_newlines(std::string_view bytes, std::size_t n) {
  std::size_t at = 0;
  while (n > 0) {
    const auto stride = bytes.substr(at, kStride);
    const auto count = count_newlines(stride);
    if (count < n) {
      assert(at + stride.size() < bytes.size());
      n -= count;
      at += stride.size();
      continue;
    }
    for (; n > 0; --n) at = bytes.find('\n', at) + 1;
  }
  return at;
}

}  // namespace smcp::tmux
