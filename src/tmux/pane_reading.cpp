#include "tmux/pane_reading.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace smcp::tmux {
namespace {

/// Longer than any row of numbers and a name: what goes on for longer without a newline is no state.
constexpr std::size_t kMaxHead = 4096;

/// The commands that print what is asked for, each as its words; a target is the one that is not of our
/// making.
std::vector<std::vector<std::string>> captures(const PaneQuestion& question) {
  std::vector<std::vector<std::string>> commands;
  for (const auto& range : question.rows) {
    commands.push_back({"-p", "-N", "-S", std::to_string(range.first)});
    if (range.last) commands.back().insert(commands.back().end(), {"-E", std::to_string(*range.last)});
  }
  commands.push_back({"-p", "-J", "-S", std::to_string(question.text_from)});
  if (question.colors) commands.back().insert(commands.back().begin(), "-e");
  return commands;
}

// The same as text for tmux's parser, to which none of it means anything else: numbers, flags, an id, and a
// format in quotes.

std::string state_as_text(const PaneQuestion& question) {
  return "display-message -p -t " + question.target + " '" + pane_state_format() + "'";
}

std::string as_text(const PaneQuestion& question) {
  std::string text = state_as_text(question);
  for (const auto& words : captures(question)) {
    text += " ; capture-pane -t " + question.target;
    for (const auto& word : words) text += " " + word;
  }
  return text;
}

}  // namespace

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
  for (const auto& words : captures(*this)) {
    command.then("capture-pane").flag("-t").arg(target);
    for (const auto& word : words) command.flag(word);
  }
}

PaneReading::PaneReading(const PaneQuestion& question, Sink sink)
    : mark_(question.mark), asked_(question.rows), text_from_(question.text_from), sink_(std::move(sink)) {}

void PaneReading::feed(std::string_view bytes) {
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
    has_text_ = true;
    sink_.on_rows();
  }
  if (!bytes.empty()) sink_.on_text(bytes);
}

std::uint64_t PaneReading::first_row() const {
  return row_at(text_from_);
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
