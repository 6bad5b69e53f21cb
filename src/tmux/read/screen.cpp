#include "tmux/read/screen.hpp"

#include <algorithm>
#include <utility>

#include "tmux/link/errors.hpp"
#include "tmux/link/row_table.hpp"

namespace smcp::tmux {
namespace {

/// Longer than any row of numbers and a title. What is longer without a newline is not one.
constexpr std::size_t kMaxScreenHead = 64 * 1024;

const RowTable<Screen>& heads() {
  static const RowTable<Screen> table{
      field<&Screen::pane>("#{pane_id}"),           field<&Screen::cursor_x>("#{cursor_x}"),
      field<&Screen::cursor_y>("#{cursor_y}"),      field<&Screen::cursor_visible>("#{cursor_flag}"),
      field<&Screen::alternate>("#{alternate_on}"), field<&Screen::width>("#{pane_width}"),
      field<&Screen::height>("#{pane_height}"),     field<&Screen::title>("#{pane_title}"),
  };
  return table;
}

}  // namespace

Command screen_command(std::string_view target) {
  Command command("display-message");
  command.flag("-p").flag("-t").arg(target).arg(heads().format());
  command.then("capture-pane").flag("-p").flag("-e").flag("-N").flag("-t").arg(target);
  return command;
}

std::string_view ScreenReading::feed(std::string_view bytes) {
  if (!is_head_complete_) {
    const auto end = bytes.find('\n');
    head_.append(bytes.substr(0, std::min(end, kMaxScreenHead)));
    if (end == std::string_view::npos && head_.size() <= kMaxScreenHead) return {};
    is_head_complete_ = true;
    take_head();
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
  }
  while (rows_left_ > 0 && !bytes.empty()) {
    const auto size = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
    if (bytes[size - 1] == '\n') --rows_left_;
    if (screen_->rows.size() + size > kMaxBytes) is_too_large_ = true;
    if (!is_too_large_) screen_->rows += bytes.substr(0, size);
    bytes.remove_prefix(size);
  }
  return bytes;
}

void ScreenReading::take_head() {
  screen_ = heads().parse(head_);
  if (screen_ && screen_->height == 0) screen_.reset();
  if (screen_) rows_left_ = screen_->height;
}

Error screen_too_large() {
  return {Errc::too_large,
          "the screen of this pane is too large for one answer; leave screen out, and use lines"};
}

Result<Screen> screen_of(const ScreenReading& reading) {
  if (reading.is_too_large()) return screen_too_large();
  if (!reading.screen()) return unexpected_answer("capture-pane");
  return *reading.screen();
}

}  // namespace smcp::tmux
