// Fingerprints of rows: what they look like, in a few bits.
#pragma once

#include <cstdint>
#include <string_view>

namespace smcp::tmux {

/// The low bits of a fingerprint.
[[nodiscard]] constexpr std::uint64_t low_bits(std::uint64_t fingerprint, unsigned bits) {
  return bits >= 64 ? fingerprint : fingerprint & ((std::uint64_t{1} << bits) - 1);
}

/// A fingerprint (FNV-1a) of rows as they look: spaces on the right do not count.
class Fingerprint {
 public:
  void row(std::string_view text);
  /// For a row in pieces: adds a byte; and gives the value if the row ended here.
  void byte(unsigned char c) { value_ = (value_ ^ c) * 0x100000001b3; }
  [[nodiscard]] std::uint64_t with_row_end() const { return (value_ ^ '\n') * 0x100000001b3; }
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325;
};

/// Whether `line` is a row with this fingerprint, compared in `bits` bits.
[[nodiscard]] bool is_row(std::string_view line, std::uint64_t fingerprint, unsigned bits);
/// Whether `line` is or begins with such a row.
[[nodiscard]] bool begins_with_row(std::string_view line, std::uint64_t fingerprint, unsigned bits);

}  // namespace smcp::tmux
