// Finding, in a few bytes at once, those that must be escaped in a JSON string. There are two implementations
// with the same interface: SSE2, and plain 64-bit words for all other machines.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace smcp::transport {

/// In a mask, the lowest kBitsPerByte bits belong to the first byte, and so on.
class WordBlock {
 public:
  using Mask = std::uint64_t;
  static constexpr std::size_t kSize = 8;
  static constexpr std::size_t kBitsPerByte = 8;

  explicit WordBlock(const char* data) {
    std::memcpy(&word_, data, kSize);
    if constexpr (std::endian::native == std::endian::big) word_ = __builtin_bswap64(word_);
  }

  /// Marks control characters below 0x20, `"` and `\`.
  [[nodiscard]] Mask escapes() const {
    return zeros(word_ & (kOnes * 0xe0)) | zeros(word_ ^ (kOnes * '"')) | zeros(word_ ^ (kOnes * '\\'));
  }
  /// Marks bytes of 0x80 and above.
  [[nodiscard]] Mask high() const { return word_ & kHighBits; }

 private:
  static constexpr std::uint64_t kOnes = 0x0101010101010101;
  static constexpr std::uint64_t kHighBits = kOnes * 0x80;

  /// Marks exactly the zero bytes of a word: nothing is carried from byte to byte.
  static constexpr Mask zeros(std::uint64_t word) {
    return ~(((word & ~kHighBits) + ~kHighBits) | word) & kHighBits;
  }

  std::uint64_t word_ = 0;
};

#ifdef __SSE2__
class Sse2Block {
 public:
  using Mask = std::uint32_t;
  static constexpr std::size_t kSize = 16;
  static constexpr std::size_t kBitsPerByte = 1;

  explicit Sse2Block(const char* data) : bytes_(_mm_loadu_si128(reinterpret_cast<const __m128i*>(data))) {}

  [[nodiscard]] Mask escapes() const {
    const __m128i last_control = _mm_set1_epi8(0x1f);
    const __m128i control = _mm_cmpeq_epi8(_mm_max_epu8(bytes_, last_control), last_control);
    const __m128i quote = _mm_cmpeq_epi8(bytes_, _mm_set1_epi8('"'));
    const __m128i backslash = _mm_cmpeq_epi8(bytes_, _mm_set1_epi8('\\'));
    return mask(_mm_or_si128(control, _mm_or_si128(quote, backslash)));
  }
  [[nodiscard]] Mask high() const { return mask(bytes_); }

 private:
  static Mask mask(__m128i bytes) { return static_cast<Mask>(_mm_movemask_epi8(bytes)); }

  __m128i bytes_;
};
using NativeBlock = Sse2Block;
#else
using NativeBlock = WordBlock;
#endif

/// append_escaped() and escaped_size() with one kind of block, so that tests can use both kinds.
template <typename Block>
void append_escaped_by(std::string& out, std::string_view bytes);
template <typename Block>
[[nodiscard]] std::size_t escaped_size_by(std::string_view bytes);

}  // namespace smcp::transport
