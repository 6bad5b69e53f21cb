#include "tools/waits/start_line.hpp"

#include <utility>

#include "text/fingerprint.hpp"

namespace smcp::tools {

StartLine::StartLine(const tmux::Cursor& cursor, std::optional<std::string> text)
    : cursor_(cursor), bits_(fingerprint_bits(cursor).end_row), text_(std::move(text)) {}

bool StartLine::is_replaced_by(std::string_view line, bool may_be_prompt) const {
  if (may_be_prompt && cursor_.at_prompt) return true;
  return (!text_ && cursor_.end_rows > 0) || begins(line);
}

bool StartLine::begins(std::string_view line) const {
  if (text_) return !text_->empty() && line.starts_with(*text_);
  return cursor_.end >= 0 && cursor_.end_rows == 0 && tmux::begins_with_row(line, cursor_.end_row, bits_);
}

bool StartLine::is_continued_by(std::string_view line) const {
  return begins(line) && !tmux::is_row(line, cursor_.end_row, bits_);
}

}  // namespace smcp::tools
