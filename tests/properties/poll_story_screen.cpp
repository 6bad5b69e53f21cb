// What programs with a screen of their own do in a story: some on the alternate screen, some on the normal
// one.
#include "properties/poll_story.hpp"

namespace smcp::test {
namespace {

std::string times(int count, const std::string& text) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

std::string csi(int number, char what) {
  return "\033[" + std::to_string(number) + what;
}

}  // namespace

std::string Story::enter_screen() {
  ++acts_["alternate_screen"];
  alternate_ = true;
  screen_mode_ = of_some({"1049", "1049", "1049", "1047", "47"}, 1);
  // less, vi and top draw on an empty screen from its top; not everything does.
  return "\033[?" + screen_mode_ + "h" + (pick(0, 3) > 0 ? "\033[H\033[2J" : "");
}

std::string Story::leave_screen() {
  alternate_ = false;
  // Of these, only 1049 restores the cursor's position: what is printed then is written over rows
  // above.
  if (screen_mode_ != "1049") acts_["redraw"] += 4;
  return "\033[?" + screen_mode_ + "l";
}

std::string Story::drawn_lines(int most) {
  std::string text;
  for (int i = pick(0, most); i > 0; --i) text += drawn() + "\r\n";
  return text;
}

std::string Story::drawn() {
  return std::string(1, kDrawn) + of_some({" ", kDrawnTwice}, pick(0, plot_.width / 2));
}

std::string Story::scroll_region(const std::string& within) {
  const int top = pick(1, 3);
  return "\033[" + std::to_string(top) + ";" + std::to_string(pick(top + 1, plot_.height)) + "r" +
         row_of_screen() + within + "\033[r" + row_of_screen();
}

std::string Story::row_of_screen() {
  return "\033[" + std::to_string(pick(1, plot_.height)) + ";1H";
}

std::string Story::draw_on_screen() {
  switch (pick(0, 9)) {
    case 0:
    case 1:
    case 2:
      return leave_screen();
    case 3:
      return "\033[H\033[2J" + drawn_lines(plot_.height);
    case 4:
      return scroll_region(drawn_lines(plot_.height));
    case 5:
      return "\033[H" + times(pick(1, 9), "\033M") + drawn();
    case 6:
      return row_of_screen() + drawn();
    case 7:
      return row_of_screen() + csi(pick(1, 4), of_some({"L", "M", "S", "T"}, 1).front());
    case 8: {
      const std::string left = leave_screen();
      return left + enter_screen() + drawn_lines(3);
    }
    default:
      return drawn_lines(2 * plot_.height);
  }
}

std::string Story::paint() {
  acts_["redraw"] += 2;
  std::string text;
  switch (pick(0, 3)) {
    case 0:  // top without an alternate screen
      for (int i = pick(0, plot_.height - 1); i > 0; --i) text += line() + "\033[K\r\n";
      return "\033[H" + text + "\033[J";
    case 1:
      for (int i = pick(0, 5); i > 0; --i) text += line() + "\r\n";
      return scroll_region(text);
    case 2:  // less -X that goes back
      for (int i = pick(1, 5); i > 0; --i) text += "\033M" + std::to_string(++serial_) + "\r";
      return "\033[H" + text + row_of_screen();
    default:
      return row_of_screen() + csi(pick(1, 4), of_some({"L", "M"}, 1).front()) + row_of_screen();
  }
}

}  // namespace smcp::test
