// What happens in a story.
#include "properties/poll_story.hpp"

#include <algorithm>
#include <utility>

namespace smcp::test {
namespace {

constexpr int kEverything = 5'000'000;
constexpr std::size_t kDrips = 8000;  // bytes that are printed piece by piece
constexpr std::size_t kMostAtOnce = 4096;
constexpr TmuxVersion kCounts{3, 8};

}  // namespace

Story::Story(const PrivateTmux& tmux, Plot plot, std::uint32_t seed)
    : tmux_(tmux), plot_(std::move(plot)), random_(seed), counts_(tmux.version() >= kCounts) {
  start(plot_.name, plot_.history);
  start(reference(), kEverything);
  pane_ = PrintingPane(tmux_, plot_.name);
  all_ = PrintingPane(tmux_, reference());
  print("began\n");
  for (int i = 0; i < 100; ++i) print(line() + "\n");
}

void Story::act() {
  const int count = pick(0, 14);
  for (int i = 0; i < count; ++i) act_once();
  if (plot_.resizes && !alternate_)
    print("\033[999;1H\n");  // a smaller screen loses what is below its cursor
}

bool Story::reached(const std::map<std::string, std::string>& titles, int number) const {
  const std::string title = "at " + std::to_string(number);
  return titles.at(pane_.id()) == title && titles.at(all_.id()) == title;
}

void Story::write() {
  const bool drips = pane_.unwritten() < kDrips;
  pane_.write(drips ? static_cast<std::size_t>(pick(1, 300)) : kMostAtOnce);
  all_.write(kMostAtOnce);
}

void Story::interfere() {
  const int what = pick(0, 11);
  const std::string pane = pane_.id();
  if (what == 0 && plot_.clears && (!plot_.same || counts_)) {
    tmux_.must({"clear-history", "-t", pane});
    ++acts_["clear"];
  } else if (what == 1 && plot_.clears && !alternate_) {  // 3.1c leaves a new process on the alternate screen
    tmux_.must({"respawn-pane", "-k", "-t", pane, "exec sleep 100000", ";", "respawn-pane", "-k", "-t",
                all_.id(), "exec sleep 100000"});
    pane_.open(tmux_);
    all_.open(tmux_);
    ++acts_["respawn"];
  } else if (what <= 3 && plot_.resizes) {
    if (what == 2) plot_.width = pick(20, 100);
    plot_.height = pick(5, 30);
    resize(plot_.name);
    resize(reference());
    ++acts_["resize"];
    ++acts_["redraw"];
  }
}

void Story::start(const std::string& name, int history) {
  const std::string limit = std::to_string(history);
  tmux_.must({"start-server", ";", "set-option", "-g", "history-limit", limit, ";", "new-session", "-d", "-s",
              name, "exec sleep 100000", ";", "set-option", "-t", "=" + name + ":", "history-limit", limit});
  resize(name);
}

void Story::resize(const std::string& name) {
  tmux_.must({"resize-window", "-t", "=" + name + ":", "-x", std::to_string(plot_.width), "-y",
              std::to_string(plot_.height)});
}

void Story::print(const std::string& bytes) {
  note("print " + json_string(bytes.substr(0, 200)));
  pane_.print(bytes);
  all_.print(bytes);
  written_rows_ += bytes.size() / 20 + static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n'));
}

std::string Story::words(int length) {
  std::string text;
  while (static_cast<int>(text.size()) < length)
    text += pick(0, 4) == 0 ? ' ' : static_cast<char>('a' + pick(0, 25));
  return text;
}

std::string Story::of_some(std::initializer_list<const char*> pieces, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += pieces.begin()[pick(0, static_cast<int>(pieces.size()) - 1)];
  return text;
}

std::string Story::line() {
  const int kind = pick(0, 15);
  if (kind == 0) return "";
  if (kind == 1) return std::string(static_cast<std::size_t>(pick(1, 5)), ' ');
  if (plot_.same && kind < 12) return "the same";
  const std::string number = std::to_string(++serial_) + " ";
  switch (kind) {
    case 2:
      return number + words(pick(0, 5 * plot_.width));
    case 3:
      return number + of_some({"日", "本", "語", "한", "x", "é"}, pick(0, plot_.width));
    case 4:
      return number + of_some({"🎉", "🚀", "=", " "}, pick(0, plot_.width));
    case 5:
      return number + of_some({"\t", "a", "bc "}, pick(0, plot_.width / 2));
    case 6:
      return number + words(pick(0, 10)) + std::string(static_cast<std::size_t>(pick(0, 9)), ' ');
    case 7:
      return number + words(plot_.width - static_cast<int>(number.size()));
    case 8:
      return "10 % " + number + "\r50 % " + number + words(pick(0, 5)) + "\r100 % " + number;
    case 9:
      return "\033[3" + std::to_string(pick(1, 7)) + "m" + number + words(pick(0, 10)) + "\033[0m";
    default:
      return number + words(pick(0, plot_.width / 2));
  }
}

void Story::act_once() {
  if (alternate_) return print(draw_on_screen());
  const int what = pick(0, 30);
  if (what == 0) {
    ++acts_["redraw"];
    return print("\0337\033[" + std::to_string(pick(1, 4)) + "A\r" + std::to_string(++serial_) + "\0338");
  }
  if (what == 1) {
    acts_["redraw"] += 2;
    return print(pick(0, 1) == 0 ? "\033[2J" : "\033[H\033[2J");
  }
  if (what == 2 && plot_.clears && (!plot_.same || counts_)) {
    ++acts_["clear"];
    acts_["redraw"] += 2;
    print("\033[H\033[2J");
    return pane_.print("\033[3J");  // what was read stays read
  }
  if (plot_.screens && what <= 4) return print(enter_screen());
  if (plot_.paints && what == 8) return print(paint());
  if (what == 5) return print("\r" + std::to_string(pick(0, 100)) + " %");
  if (what == 6) return print("\r\033[K");
  const bool burst = what == 7 && (plot_.burst < 10'000 || pick(0, 5) == 0);
  const int lines = burst ? pick(1, plot_.burst) : pick(0, 8);
  std::string text;
  for (int i = 0; i < lines; ++i) text += line() + "\n";
  if (pick(0, 2) == 0) text += line();
  print(text);
}

}  // namespace smcp::test
