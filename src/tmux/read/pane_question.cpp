#include "tmux/read/pane_question.hpp"

#include <algorithm>
#include <cassert>
#include <string_view>
#include <utility>

#include "base/token.hpp"
#include "tmux/read/pane_state.hpp"

namespace smcp::tmux {
namespace {

/// Long enough that no pane contains the mark, whatever is printed in it.
constexpr std::size_t kMarkToken = 18;

/// A command and its words. The target is inserted after the name.
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

/// The commands that print an answer about both screens.
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

/// The commands that print everything but the state.
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

// The same as text for tmux's parser. Nothing in it has another meaning there: it consists of numbers, flags,
// an id, a mark, and a format in quotes.

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
  return "seen-" + fresh_token(kMarkToken);
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
  if (unless.empty()) return batch({this, 1});
  Command command("if-shell");
  command.flag("-F").flag("-t").arg(target).arg(unless);
  command.arg(state_anyway ? state_as_text(*this) : "").arg(as_text(*this));
  return command;
}

Command PaneQuestion::batch(std::span<const PaneQuestion> questions) {
  Command command("display-message");
  questions.front().add_to(command);
  for (const auto& question : questions.subspan(1)) question.append_to(command);
  return command;
}

/// Adds the rest to `command`, which holds just the name of the first command.
void PaneQuestion::add_to(Command& command) const {
  assert(unless.empty());
  const std::string& state = brief ? brief_pane_state_format() : pane_state_format();
  command.flag("-p").flag("-t").arg(target).arg(mark + state);
  for (const auto& print : prints_of(*this)) {
    command.then(print.command).flag("-t").arg(target);
    for (const auto& word : print.words) command.flag(word);
  }
}

}  // namespace smcp::tmux
