#include "text/backdrops.hpp"

#include <algorithm>
#include <utility>

#include "text/cells.hpp"
#include "text/line_drawing.hpp"
#include "text/sgr.hpp"
#include "text/utf8.hpp"

namespace smcp::tmux {
namespace {

constexpr std::size_t kTabStop = 8;

std::size_t cells_at(char32_t point, std::size_t column) {
  if (point == '\t') return kTabStop - column % kTabStop;
  return likely_cells(point);
}

class SegmentReader {
 public:
  explicit SegmentReader(std::size_t width) : width_(width) {}

  std::vector<std::vector<Segment>> read(std::string_view rows) {
    while (!rows.empty()) rows.remove_prefix(take(rows));
    if (!row_.empty()) end_row();
    return std::move(rows_);
  }

 private:
  /// Takes a row's end, a sequence, a shift, or text up to the next of these; returns its size.
  std::size_t take(std::string_view bytes) {
    switch (bytes.front()) {
      case '\n':
        end_row();
        return 1;
      case kEscape:
        return take_sequence(bytes);
      case kShiftOut:
      case kShiftIn:
        is_drawing_ = bytes.front() == kShiftOut;
        return 1;
      default:
        break;
    }
    const auto size = std::min(bytes.find_first_of("\n\x1b\x0e\x0f"), bytes.size());
    if (!is_drawing_) {
      add(bytes.substr(0, size));
    } else {
      std::string drawn;
      append_line_drawing(bytes.substr(0, size), drawn);
      add(drawn);
    }
    return size;
  }

  std::size_t take_sequence(std::string_view bytes) {
    EscapeSequence sequence;
    for (std::size_t i = 0; i < bytes.size() && bytes[i] != '\n'; ++i) {
      if (!sequence.ended_by(bytes[i])) continue;
      const auto* const parameters = sequence.sgr();
      if (parameters == nullptr) return i + 1;
      state_.apply(*parameters);
      // 3.1 writes so for a bright background, and does not say which.
      if (parameters->empty()) state_.background = {SgrState::Colour::Kind::bright, {}};
      return i + 1;
    }
    return std::min(bytes.find('\n'), bytes.size());
  }

  void add(std::string_view text) {
    const bool reversed = (state_.attributes & SgrState::kReverse) != 0;
    const Backdrop backdrop{reversed, reversed ? SgrState::Colour{} : state_.background};
    if (row_.empty() || row_.back().backdrop != backdrop) row_.push_back({column_, column_, backdrop, {}});
    for (std::size_t i = 0; i < text.size();) {
      const CodePoint point = first_code_point(text.substr(i));
      column_ += cells_at(point.value, column_);
      i += point.size;
    }
    row_.back().text += text;
    row_.back().to = column_;
  }

  void end_row() {
    if (column_ < width_) {
      if (row_.empty() || !row_.back().backdrop.is_plain()) row_.push_back({column_, column_, {}, {}});
      row_.back().to = width_;
    }
    rows_.push_back(std::exchange(row_, {}));
    column_ = 0;
  }

  std::size_t width_;
  SgrState state_;  ///< carried over from row to row, as tmux does
  bool is_drawing_ = false;
  std::vector<Segment> row_;
  std::size_t column_ = 0;
  std::vector<std::vector<Segment>> rows_;
};

}  // namespace

std::uint64_t Backdrop::number() const {
  std::uint64_t number = (reversed ? 1U : 0U) << 8U | static_cast<std::uint64_t>(colour.kind);
  for (const std::uint8_t part : colour.value) number = number << 8U | part;
  return number;
}

std::vector<std::vector<Segment>> read_segments(std::string_view rows, std::size_t width) {
  return SegmentReader(width).read(rows);
}

}  // namespace smcp::tmux
