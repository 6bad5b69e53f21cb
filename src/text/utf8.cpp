#include "text/utf8.hpp"

#include <cassert>

namespace smcp {
namespace {

/// What a lead byte requires: the length of the sequence, and the range of its second byte.
struct Lead {
  std::size_t size;
  unsigned char low = 0x80;
  unsigned char high = 0xbf;
};

Lead lead(unsigned char byte) {
  if (byte < 0x80) return {1};
  if (byte < 0xc2) return {0};  // a continuation byte, or overlong
  if (byte < 0xe0) return {2};
  if (byte == 0xe0) return {3, 0xa0};        // less is overlong
  if (byte == 0xed) return {3, 0x80, 0x9f};  // more is a surrogate
  if (byte < 0xf0) return {3};
  if (byte == 0xf0) return {4, 0x90};  // less is overlong
  if (byte < 0xf4) return {4};
  if (byte == 0xf4) return {4, 0x80, 0x8f};  // more is past U+10FFFF
  return {0};
}

}  // namespace

Utf8Sequence first_utf8_sequence(std::string_view bytes) {
  assert(!bytes.empty());
  auto [size, low, high] = lead(static_cast<unsigned char>(bytes[0]));
  if (size == 0) return {1, false};
  for (std::size_t i = 1; i < size; ++i) {
    if (i == bytes.size()) return {i, false};
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (byte < low || byte > high) return {i, false};
    low = 0x80;
    high = 0xbf;
  }
  return {size, true};
}

CodePoint first_code_point(std::string_view bytes) {
  constexpr char32_t kReplacement = 0xfffd;
  const auto [size, valid] = first_utf8_sequence(bytes);
  if (!valid) return {kReplacement, size};
  const auto first = static_cast<unsigned char>(bytes.front());
  char32_t value = size == 1 ? first : first & (0x7fU >> size);
  for (std::size_t i = 1; i < size; ++i) value = value << 6U | (static_cast<unsigned char>(bytes[i]) & 0x3fU);
  return {value, size};
}

}  // namespace smcp
