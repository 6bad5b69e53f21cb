// Numbers packed bit by bit, and spelled with 6 bits per character, for tokens that must stay short.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace smcp {

/// A signed number mapped to an unsigned one, in the order 0, -1, 1, -2, …
[[nodiscard]] constexpr std::uint64_t without_sign(std::int64_t value) {
  return value < 0 ? 2 * static_cast<std::uint64_t>(-(value + 1)) + 1 : 2 * static_cast<std::uint64_t>(value);
}

/// Writes the most significant bit first.
class BitWriter {
 public:
  /// Writes the low `count` bits of `value`; `count` is at most 64.
  void bits(std::uint64_t value, unsigned count) {
    for (unsigned i = count; i-- > 0;) bits_.push_back((value >> i & 1U) != 0);
  }
  /// Writes the number's length in bits, in `length_bits` bits, followed by these bits. A number that needs
  /// more than 2^length_bits - 1 bits is written as the largest that fits.
  void number(std::uint64_t value, unsigned length_bits) {
    const unsigned most = (1U << length_bits) - 1;
    auto length = static_cast<unsigned>(std::bit_width(value));
    if (length > most) {
      length = most;
      value = ~std::uint64_t{0};
    }
    bits(length, length_bits);
    bits(value, length);
  }
  /// The same for a signed number, mapped by without_sign().
  void signed_number(std::int64_t value, unsigned length_bits) { number(without_sign(value), length_bits); }

  [[nodiscard]] std::size_t size() const { return bits_.size(); }
  /// The bits in the letters of base64url, padded with zero bits.
  [[nodiscard]] std::string text() const;

 private:
  std::vector<bool> bits_;
};

/// Counts the bits that a BitWriter would have, without writing any.
class BitCounter {
 public:
  void bits(std::uint64_t /*value*/, unsigned count) { size_ += count; }
  void number(std::uint64_t value, unsigned length_bits) {
    size_ += length_bits + std::min(static_cast<unsigned>(std::bit_width(value)), (1U << length_bits) - 1);
  }
  void signed_number(std::int64_t value, unsigned length_bits) { number(without_sign(value), length_bits); }

  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  std::size_t size_ = 0;
};

/// Reads what a BitWriter wrote. Reading past the end gives zeros, and makes ok() false.
class BitReader {
 public:
  /// Nothing if `text` contains characters other than those of base64url.
  [[nodiscard]] static std::optional<BitReader> from_text(std::string_view text);

  std::uint64_t bits(unsigned count) {
    std::uint64_t value = 0;
    for (unsigned i = 0; i < count; ++i) value = value << 1 | next();
    return value;
  }
  std::uint64_t number(unsigned length_bits) { return bits(static_cast<unsigned>(bits(length_bits))); }
  std::int64_t signed_number(unsigned length_bits) {
    const std::uint64_t coded = number(length_bits);
    const auto half = static_cast<std::int64_t>(coded / 2);
    return coded % 2 == 0 ? half : -half - 1;
  }

  [[nodiscard]] bool ok() const { return read_ <= bits_.size(); }
  /// The number of bits that were not read.
  [[nodiscard]] std::size_t left() const { return ok() ? bits_.size() - read_ : 0; }

 private:
  std::uint64_t next() { return read_++ < bits_.size() && bits_[read_ - 1] ? 1 : 0; }

  std::vector<bool> bits_;
  std::size_t read_ = 0;
};

}  // namespace smcp
