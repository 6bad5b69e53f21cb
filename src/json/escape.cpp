#include "json/escape.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include <simdjson.h>

#include "json/escape_block.hpp"
#include "text/utf8.hpp"

namespace smcp::transport {
namespace {

/// How many bytes are escaped at once, so that they and the result stay in the first-level cache.
constexpr std::size_t kEscapedAtOnce = 4096;
/// The largest number of bytes that one byte can become: six, for a control character.
constexpr std::size_t kLongestEscape = 6;

/// The escape of one byte. `text` is always copied as a whole, but only its first `size` bytes count.
struct Escape {
  std::array<char, 7> text;
  unsigned char size;
};

/// The escapes, indexed by byte, up to the last byte that has one.
constexpr auto kEscapes = [] {
  std::array<Escape, '\\' + 1> escapes{};
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (std::size_t c = 0; c < 0x20; ++c) {
    escapes[c] = {{'\\', 'u', '0', '0', kDigits[c >> 4], kDigits[c & 15]}, kLongestEscape};
  }
  constexpr std::string_view kBytes = "\b\t\n\f\r\"\\";
  constexpr std::string_view kLetters = "btnfr\"\\";
  for (std::size_t i = 0; i < kBytes.size(); ++i) {
    escapes[static_cast<unsigned char>(kBytes[i])] = {{'\\', kLetters[i]}, 2};
  }
  return escapes;
}();

constexpr std::string_view kReplacement = "\xef\xbf\xbd";  // U+FFFD

/// Writes what the walk finds to memory, in runs of a fixed size where there is room: each function may write
/// up to Block::kSize bytes more than it counts.
template <typename Block>
class Copy {
 public:
  explicit Copy(char* to) : end_(to) {}

  void clean(const char* data, std::size_t size) { put(data, Block::kSize, size); }
  void escape(const Escape& escape) { put(escape.text.data(), escape.text.size(), escape.size); }
  void replacement() { put(kReplacement.data(), kReplacement.size(), kReplacement.size()); }

  [[nodiscard]] char* end() const { return end_; }

 private:
  void put(const char* data, std::size_t copied, std::size_t counted) {
    std::memcpy(end_, data, copied);
    end_ += counted;
  }

  char* end_;
};

/// Counts the bytes that Copy would write.
class Count {
 public:
  void clean(const char* /*data*/, std::size_t size) { size_ += size; }
  void escape(const Escape& escape) { size_ += escape.size; }
  void replacement() { size_ += kReplacement.size(); }

  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  std::size_t size_ = 0;
};

/// The walk for both writing and measuring, so that they always agree. `Out` receives clean bytes (at most
/// Block::kSize of them, but Block::kSize can be read), escapes and replacements.
template <typename Block, typename Out>
class Walk {
 public:
  explicit Walk(Out& out) : out_(out) {}

  /// `bytes` must not end inside a character.
  void over(std::string_view bytes) {
    while (bytes.size() >= kReadable) bytes.remove_prefix(step(bytes, bytes.data(), Block::kSize));
    while (!bytes.empty()) {
      std::array<char, kReadable> last{};  // the rest, followed by as much as step() may read
      std::memcpy(last.data(), bytes.data(), bytes.size());
      bytes.remove_prefix(step(bytes, last.data(), std::min(bytes.size(), Block::kSize)));
    }
  }

 private:
  enum class Utf8 { unknown, valid, invalid };

  /// How much step() may read: one block from each byte of a block on.
  static constexpr std::size_t kReadable = 2 * Block::kSize;

  /// Handles the first `size` bytes, at most a block, or those up to a non-ASCII character that must be
  /// checked first. `data` holds the same bytes as `bytes`, and kReadable of them can be read.
  std::size_t step(std::string_view bytes, const char* data, std::size_t size) {
    const Block block(data);
    auto special = block.escapes();
    if (utf8_ != Utf8::valid) special |= block.high();
    std::size_t done = 0;
    // The mask is consumed bit by bit, and not computed anew after each escape, so that the steps do not wait
    // for each other.
    for (; special != 0; special &= special - 1) {
      const auto at = static_cast<std::size_t>(std::countr_zero(special)) / Block::kBitsPerByte;
      if (at >= size) break;
      out_.clean(data + done, at - done);
      const auto byte = static_cast<unsigned char>(data[at]);
      if (byte >= 0x80) return at + pass_high(bytes.substr(at));
      out_.escape(kEscapes[byte]);
      done = at + 1;
    }
    out_.clean(data + done, size - done);
    return size;
  }

  /// Returns how many bytes it has handled.
  std::size_t pass_high(std::string_view bytes) {
    if (utf8_ == Utf8::unknown) {
      // Most text is entirely valid: this is checked once, and then these bytes need no more checks.
      const bool valid = simdjson::validate_utf8(bytes.data(), bytes.size());
      utf8_ = valid ? Utf8::valid : Utf8::invalid;
      if (valid) return 0;
    }
    const auto sequence = first_utf8_sequence(bytes);
    if (sequence.valid) {
      std::array<char, Block::kSize> character{};
      std::memcpy(character.data(), bytes.data(), sequence.size);
      out_.clean(character.data(), sequence.size);
    } else {
      out_.replacement();
    }
    return sequence.size;
  }

  Out& out_;
  Utf8 utf8_ = Utf8::unknown;  ///< known from the first byte of 0x80 or above on
};

/// The first bytes, at most kEscapedAtOnce, cut between characters: before a byte that begins one, or after
/// more continuation bytes than any character has.
std::string_view first_piece(std::string_view bytes) {
  if (bytes.size() <= kEscapedAtOnce) return bytes;
  const auto continues = [&](std::size_t at) { return continues_character(bytes[at]); };
  auto cut = kEscapedAtOnce;
  while (cut > kEscapedAtOnce - 3 && continues(cut)) --cut;
  return bytes.substr(0, continues(cut) ? kEscapedAtOnce : cut);
}

/// Makes room for most texts at once, and never so little that many small calls would copy `out` each time.
void reserve(std::string& out, std::size_t size) {
  const auto wanted = out.size() + size + size / 8;
  if (wanted > out.capacity()) out.reserve(std::max(wanted, 2 * out.capacity()));
}

}  // namespace

template <typename Block>
void append_escaped_by(std::string& out, std::string_view bytes) {
  if (bytes.size() > kEscapedAtOnce) reserve(out, bytes.size());
  // A std::string zero-fills new room, so each piece is built in a buffer outside of it.
  std::array<char, kEscapedAtOnce * kLongestEscape + Block::kSize> escaped;
  while (!bytes.empty()) {
    const auto piece = first_piece(bytes);
    Copy<Block> copy(escaped.data());
    Walk<Block, Copy<Block>>(copy).over(piece);
    out.append(escaped.data(), static_cast<std::size_t>(copy.end() - escaped.data()));
    bytes.remove_prefix(piece.size());
  }
}

template <typename Block>
std::size_t escaped_size_by(std::string_view bytes) {
  Count count;
  while (!bytes.empty()) {
    const auto piece = first_piece(bytes);
    Walk<Block, Count>(count).over(piece);
    bytes.remove_prefix(piece.size());
  }
  return count.size();
}

template void append_escaped_by<WordBlock>(std::string&, std::string_view);
template std::size_t escaped_size_by<WordBlock>(std::string_view);
#ifdef __SSE2__
template void append_escaped_by<Sse2Block>(std::string&, std::string_view);
template std::size_t escaped_size_by<Sse2Block>(std::string_view);
#endif

void append_escaped(std::string& out, std::string_view bytes) {
  append_escaped_by<NativeBlock>(out, bytes);
}

std::size_t escaped_size(std::string_view bytes) {
  return escaped_size_by<NativeBlock>(bytes);
}

}  // namespace smcp::transport
