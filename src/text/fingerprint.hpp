// What rows look like, in a few bits.
#pragma once

#include <cstdint>
#include <string_view>

namespace smcp::tmux {

/// The low bits of a fingerprint.
[[nodiscard]] constexpr std::uint64_t low_bits(std::uint64_t fingerprint, unsigned bits) {
  return bits >= 64 ? fingerprint : fingerprint & ((std::uint64_t{1} << bits) - 1);
}

/// A fingerprint of rows, each as it looks: spaces on the right do not count. (FNV-1a)
class Fingerprint {
 public:
  void row(std::string_view text);
  /// A row in pieces: bytes, and what the value would be if the row ended with them.
  void byte(unsigned char c) { value_ = (value_ ^ c) * 0x100000001b3; }
  [[nodiscard]] std::uint64_t with_row_end() const { return (value_ ^ '\n') * 0x100000001b3; }
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325;
};

/// Whether `line` is a row of this fingerprint (in so many bits).
[[nodiscard]] bool is_row(std::string_view line, std::uint64_t fingerprint, unsigned bits);
/// The same, or begins with one.
[[nodiscard]] bool begins_with_row(std::string_view line, std::uint64_t fingerprint, unsigned bits);

}  // namespace smcp::tmux
