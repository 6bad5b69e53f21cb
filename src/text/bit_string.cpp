#include "text/bit_string.hpp"

namespace smcp {
namespace {

constexpr unsigned kBitsPerLetter = 6;
constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

}  // namespace

std::string BitWriter::text() const {
  std::string text;
  for (std::size_t begin = 0; begin < bits_.size(); begin += kBitsPerLetter) {
    std::size_t letter = 0;
    for (std::size_t i = begin; i < begin + kBitsPerLetter; ++i) {
      letter = letter << 1 | static_cast<std::size_t>(i < bits_.size() && bits_[i]);
    }
    text.push_back(kLetters[letter]);
  }
  return text;
}

std::optional<BitReader> BitReader::from_text(std::string_view text) {
  BitReader reader;
  for (const char c : text) {
    const auto letter = kLetters.find(c);
    if (letter == std::string_view::npos) return std::nullopt;
    for (unsigned i = kBitsPerLetter; i-- > 0;) reader.bits_.push_back((letter >> i & 1U) != 0);
  }
  return reader;
}

}  // namespace smcp
