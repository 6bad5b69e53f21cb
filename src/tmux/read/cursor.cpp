#include "tmux/read/cursor.hpp"

#include <algorithm>

#include "text/bit_string.hpp"
#include "tmux/link/format_fields.hpp"

namespace smcp::tmux {
namespace {

constexpr unsigned kBitsPerCharacter = 6;
constexpr std::size_t kMaxBits = Cursor::kMaxTextSize * kBitsPerCharacter;
constexpr std::uint64_t kFormat = 2;
constexpr unsigned kFormatBits = 3;
constexpr unsigned kCheckBits = 8;

// Numbers of bits that hold the length of a number. tmux's own bounds are 10 000 columns and rows, and 2^31
// for what it counts; Linux's bound on a process id is 2^22.
constexpr unsigned kPaneLength = 5;
constexpr unsigned kPidLength = 5;
constexpr unsigned kSizeLength = 4;
constexpr unsigned kRowsLength = 6;
constexpr unsigned kEndLength = 5;
constexpr unsigned kTimeLength = 6;
constexpr unsigned kLimitBits = 8;

/// Upper bound on a window's height, in rows; tmux allows at most 10 000.
constexpr std::uint32_t kMaxHeight = 1U << 16U;

/// Bits of the fingerprints if there is room for all. That of the top row proves nothing by itself.
constexpr FingerprintBits kFingerprints{32, 24, 8, 24, 24};

/// Into a BitWriter, or a BitCounter.
template <typename Out>
void write_numbers(Out& out, const Cursor& cursor) {
  out.bits(kFormat, kFormatBits);
  out.bits(cursor.counters ? 1 : 0, 1);
  out.bits(cursor.alternate ? 1 : 0, 1);
  out.bits(cursor.at_prompt ? 1 : 0, 1);
  out.bits(cursor.second_over ? 1 : 0, 1);
  out.number(cursor.pane.number, kPaneLength);
  out.number(cursor.pid, kPidLength);
  out.number(cursor.width, kSizeLength);
  out.number(cursor.screen, kRowsLength);
  out.signed_number(cursor.end, kEndLength);
  out.number(cursor.end_rows, kSizeLength);
  if (cursor.alternate) {
    out.bits(cursor.untold ? 1 : 0, 1);
    out.bits(cursor.to_rewrap ? 1 : 0, 1);
  }
  if (cursor.counters) {
    out.number(cursor.counters->output, kRowsLength);
    out.number(cursor.counters->generation, kEndLength);
    return;
  }
  out.number(static_cast<std::uint64_t>(cursor.activity), kTimeLength);
  out.number(cursor.height, kSizeLength);
  if (cursor.alternate) {
    const auto taller = static_cast<std::int64_t>(cursor.height) - cursor.normal_height;
    out.signed_number(taller, kSizeLength);
  }
  out.number(cursor.cursor_x, kSizeLength);
  out.number(cursor.cursor_y, kSizeLength);
  out.bits(cursor.limit, kLimitBits);
}

void read_numbers(BitReader& in, Cursor& cursor) {
  const bool counted = in.bits(1) != 0;
  cursor.alternate = in.bits(1) != 0;
  cursor.at_prompt = in.bits(1) != 0;
  cursor.second_over = in.bits(1) != 0;
  cursor.pane.number = static_cast<std::uint32_t>(in.number(kPaneLength));
  cursor.pid = static_cast<std::uint32_t>(in.number(kPidLength));
  cursor.width = static_cast<std::uint32_t>(in.number(kSizeLength));
  cursor.screen = in.number(kRowsLength);
  cursor.end = in.signed_number(kEndLength);
  cursor.end_rows = in.number(kSizeLength);
  cursor.untold = cursor.alternate && in.bits(1) != 0;
  cursor.to_rewrap = cursor.alternate && in.bits(1) != 0;
  if (counted) {
    auto& counters = cursor.counters.emplace();
    counters.output = in.number(kRowsLength);
    counters.generation = in.number(kEndLength);
    return;
  }
  cursor.activity = static_cast<std::int64_t>(in.number(kTimeLength));
  cursor.height = static_cast<std::uint32_t>(in.number(kSizeLength));
  const std::int64_t taller = cursor.alternate ? in.signed_number(kSizeLength) : 0;
  cursor.normal_height = static_cast<std::uint32_t>(cursor.height - taller);
  cursor.cursor_x = static_cast<std::uint32_t>(in.number(kSizeLength));
  cursor.cursor_y = static_cast<std::uint32_t>(in.number(kSizeLength));
  cursor.limit = static_cast<std::uint8_t>(in.bits(kLimitBits));
}

/// Whether the numbers could be those of a cursor of ours. Others may be of any size, and calculations with
/// them could overflow.
bool is_possible(const Cursor& cursor) {
  return cursor.screen <= kMaxRows && cursor.activity >= 0 && cursor.activity <= kMaxSecond &&
         cursor.normal_height <= kMaxHeight;
}

/// Divides the room that the numbers leave, in proportion if it is not enough. Fingerprints that this cursor
/// does not have take no room.
FingerprintBits share(std::size_t numbers, const Cursor& cursor) {
  FingerprintBits all = kFingerprints;
  if (cursor.end <= 0) all.shown = all.top = 0;  // there are no such rows
  if (!cursor.alternate) all.picture = 0;
  const std::size_t wanted = all.above + all.shown + all.top + all.end_row + all.picture;
  const std::size_t used = numbers + kCheckBits;
  const std::size_t left = kMaxBits > used ? kMaxBits - used : 0;
  if (left >= wanted) return all;
  const auto part = [&](unsigned bits) { return static_cast<unsigned>(bits * left / wanted); };
  return {part(all.above), part(all.shown), part(all.top), part(all.end_row), part(all.picture)};
}

std::uint64_t check_of(std::string_view text) {
  Fingerprint print;
  print.row(text);
  return low_bits(print.value() >> 32 ^ print.value(), kCheckBits);
}

std::size_t size_of_numbers(const Cursor& cursor) {
  BitCounter numbers;
  write_numbers(numbers, cursor);
  return numbers.size();
}

BitWriter body(const Cursor& cursor) {
  BitWriter out;
  write_numbers(out, cursor);
  const FingerprintBits bits = share(out.size(), cursor);
  out.bits(cursor.above, bits.above);
  out.bits(cursor.shown, bits.shown);
  out.bits(cursor.top, bits.top);
  out.bits(cursor.end_row, bits.end_row);
  out.bits(cursor.picture, bits.picture);
  return out;
}

}  // namespace

std::uint8_t limit_mark(std::uint64_t limit) {
  return static_cast<std::uint8_t>((limit * 0x9e3779b97f4a7c15) >> 56);
}

FingerprintBits fingerprint_bits(const Cursor& cursor) {
  return share(size_of_numbers(cursor), cursor);
}

std::string Cursor::text() const {
  BitWriter out = body(*this);
  out.bits(check_of(out.text()), kCheckBits);
  return out.text();
}

std::optional<Cursor> Cursor::parse(std::string_view text) {
  if (text.size() > kMaxTextSize) return std::nullopt;
  auto in = BitReader::from_text(text);
  if (!in || in->bits(kFormatBits) != kFormat) return std::nullopt;
  Cursor cursor;
  read_numbers(*in, cursor);
  if (!is_possible(cursor)) return std::nullopt;
  const FingerprintBits bits = fingerprint_bits(cursor);
  cursor.above = in->bits(bits.above);
  cursor.shown = in->bits(bits.shown);
  cursor.top = in->bits(bits.top);
  cursor.end_row = in->bits(bits.end_row);
  cursor.picture = in->bits(bits.picture);
  const std::uint64_t check = in->bits(kCheckBits);
  // Each cursor has only one spelling, so writing it again must give the same text.
  if (!in->ok() || check_of(body(cursor).text()) != check || cursor.text() != text) return std::nullopt;
  return cursor;
}

}  // namespace smcp::tmux
