#include "tmux/pane_reading.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <random>
#include <utility>

namespace smcp::tmux {
namespace {

/// Longer than any row of numbers and a name: what goes on for longer without a newline is no state.
constexpr std::size_t kMaxHead = 4096;

/// A command with its words; the target, which is not of our making, follows the name.
struct Print {
  std::string command;
  std::vector<std::string> words;
};

Print capture(std::initializer_list<std::string> words) {
  return {"capture-pane", words};
}

Print lines_of(const PaneQuestion& question, std::initializer_list<std::string> words) {
  Print print = capture({"-p", "-J"});
  if (question.colors) print.words.emplace_back("-e");
  print.words.insert(print.words.end(), words);
  return print;
}

/// What prints the parts of an answer that tells of both screens.
void add_both_screens(const PaneQuestion& question, std::vector<Print>& prints) {
  const Print mark{"display-message", {"-p", question.behind->mark}};
  prints.push_back(capture({"-p", "-N", "-a", "-q"}));
  prints.push_back(mark);
  if (question.behind->history) {
    prints.push_back(lines_of(question, {"-S", std::to_string(question.text_from), "-E", "-1"}));
  }
  if (question.behind->text) prints.push_back(lines_of(question, {"-a", "-q"}));
  prints.push_back(mark);
  prints.push_back(lines_of(question, {"-S", "0"}));
}

/// What prints all that is asked for but the state.
std::vector<Print> prints_of(const PaneQuestion& question) {
  std::vector<Print> prints;
  for (const auto& range : question.rows) {
    prints.push_back(capture({"-p", "-N", "-S", std::to_string(range.first)}));
    if (range.last)
      prints.back().words.insert(prints.back().words.end(), {"-E", std::to_string(*range.last)});
  }
  if (question.behind) {
    add_both_screens(question, prints);
  } else {
    prints.push_back(lines_of(question, {"-S", std::to_string(question.text_from)}));
  }
  return prints;
}

// The same as text for tmux's parser, to which none of it means anything else: numbers, flags, an id, a mark,
// and a format in quotes.

std::string state_as_text(const PaneQuestion& question) {
  return "display-message -p -t " + question.target + " '" + pane_state_format() + "'";
}

std::string as_text(const PaneQuestion& question) {
  std::string text = state_as_text(question);
  for (const auto& print : prints_of(question)) {
    text += " ; " + print.command + " -t " + question.target;
    for (const auto& word : print.words) text += " " + word;
  }
  return text;
}

}  // namespace

std::string fresh_mark() {
  static std::random_device random;
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string mark = "seen-";
  for (int word = 0; word < 3; ++word) {
    auto bits = random();
    for (int i = 0; i < 8; ++i, bits >>= 4U) mark.push_back(kDigits[bits & 0xfU]);
  }
  return mark;
}

void PaneQuestion::ask_behind(bool history, bool text) {
  behind = {fresh_mark(), history, text};
  std::vector<ScreenRows> wanted;
  for (const auto& range : rows) {
    if (!history || range.first >= 0) continue;
    wanted.push_back({range.first, std::min<std::int64_t>(range.last.value_or(-1), -1)});
  }
  wanted.push_back({0, std::nullopt});
  rows = std::move(wanted);
  text_from = std::min<std::int64_t>(text_from, -1);
}

Command PaneQuestion::command() const {
  if (only_if.empty()) return batch({this, 1});
  Command command("if-shell");
  command.flag("-F").flag("-t").arg(target).arg(only_if).arg(as_text(*this));
  if (state_anyway) command.arg(state_as_text(*this));
  return command;
}

Command PaneQuestion::batch(std::span<const PaneQuestion> questions) {
  Command command("display-message");
  questions.front().add_to(command);
  for (const auto& question : questions.subspan(1)) question.add_to(command.then("display-message"));
  return command;
}

/// Behind the name of the first command.
void PaneQuestion::add_to(Command& command) const {
  assert(only_if.empty());
  const std::string& state = brief ? brief_pane_state_format() : pane_state_format();
  command.flag("-p").flag("-t").arg(target).arg(mark + state);
  for (const auto& print : prints_of(*this)) {
    command.then(print.command).flag("-t").arg(target);
    for (const auto& word : print.words) command.flag(word);
  }
}

PaneReading::PaneReading(const PaneQuestion& question, Sink sink)
    : mark_(question.mark),
      asked_(question.rows),
      text_from_(question.text_from),
      sink_(std::move(sink)),
      behind_(question.behind) {}

void PaneReading::feed(std::string_view bytes) {
  if (!behind_) return feed_part(bytes);
  // A mark stands on a line of its own, but for tmux up to 3.1, which leaves the newline of a wrapped line out.
  const std::string end = behind_->mark + "\n";
  held_ += bytes;
  std::size_t begin = 0;
  for (auto at = held_.find(end); at != std::string::npos; at = held_.find(end, begin)) {
    feed_part(std::string_view(held_).substr(begin, at - begin));
    end_part();
    begin = at + end.size();
  }
  std::size_t kept = std::min(end.size() - 1, held_.size() - begin);
  while (kept > 0 && !held_.ends_with(std::string_view(end).substr(0, kept))) --kept;
  feed_part(std::string_view(held_).substr(begin, held_.size() - kept - begin));
  held_.erase(0, held_.size() - kept);
}

void PaneReading::end_part() {
  if (part_++ == 0) {
    if (!state_ || !rows_.complete()) return state_.reset();
    has_text_ = true;
    if (!fits()) return;
    picture_ = rows_.fingerprint({state_->history, state_->height}).value_or(0);
    rows_.replace_from(state_->history, behind_rows_);
    normal_height_ = static_cast<std::uint32_t>(std::count(behind_rows_.begin(), behind_rows_.end(), '\n'));
    return sink_.on_rows();
  }
  if (part_ == 2 && line_open_ && has_text_ && fits()) sink_.on_text("\n");
}

bool PaneReading::fits() const {
  if (!state_ || state_->alternate != behind_.has_value()) return false;
  return !behind_ || behind_->history == (state_->history > 0);
}

PaneState PaneReading::normal() const {
  PaneState normal = *state_;
  if (behind_) normal.height = normal_height_;
  return normal;
}

/// A part of the answer, or some of it: without marks.
void PaneReading::feed_part(std::string_view bytes) {
  if (part_ == 0) return feed_rows(bytes);
  if (bytes.empty() || !has_text_ || !fits()) return;
  if (part_ == 2) return sink_.on_screen(bytes);
  line_open_ = bytes.back() != '\n';
  sink_.on_text(bytes);
}

void PaneReading::feed_rows(std::string_view bytes) {
  if (!head_complete_) {
    const auto end = bytes.find('\n');
    head_.append(bytes.substr(0, std::min(end, kMaxHead)));
    if (end == std::string_view::npos && head_.size() <= kMaxHead) return;
    head_complete_ = true;
    take_state(head_);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
  }
  if (!state_ || bytes.empty()) return;
  if (!has_text_) {
    bytes = rows_.feed(bytes);
    if (!rows_.complete()) return;
    if (behind_) {
      if (behind_rows_.size() + bytes.size() <= PaneRows::kMaxBytes) behind_rows_ += bytes;
      return;
    }
    has_text_ = true;
    sink_.on_rows();
  }
  if (!bytes.empty()) sink_.on_text(bytes);
}

std::uint64_t PaneReading::first_row() const {
  return behind_ && !behind_->history ? 0 : row_at(text_from_);
}

void PaneReading::take_state(std::string_view line) {
  if (!line.starts_with(mark_)) return;
  state_ = parse_pane_state(line.substr(mark_.size()));
  if (!state_ || state_->height == 0) return state_.reset();
  std::vector<RowRange> ranges;
  for (const auto& range : asked_) {
    std::uint64_t first = row_at(range.first);
    std::uint64_t last = range.last ? row_at(*range.last) : state_->rows() - 1;
    if (last < first) std::swap(first, last);  // as capture-pane does
    ranges.push_back({first, last - first + 1});
  }
  rows_ = PaneRows(ranges);
}

std::uint64_t PaneReading::row_at(std::int64_t screen_row) const {
  const auto history = static_cast<std::int64_t>(state_->history);
  const auto bottom = static_cast<std::int64_t>(state_->rows()) - 1;
  return static_cast<std::uint64_t>(std::clamp<std::int64_t>(history + screen_row, 0, bottom));
}

}  // namespace smcp::tmux
