#include "support/unit/fake_pane.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace smcp::tmux {
namespace {

/// Splits like tmux's parser, with one kind of quotes and no escapes.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  bool quoted = false;
  for (const char c : std::string(text) + " ") {
    if (c == '\'') {
      quoted = !quoted;
    } else if (c != ' ' || quoted) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  return words;
}

}  // namespace

FakePane::FakePane(std::size_t width, std::size_t height, std::size_t limit)
    : width_(width), height_(height), limit_(limit), screen_(height) {}

void FakePane::print(std::string_view text) {
  activity_ = now;
  ++output_;
  for (const char c : text) {
    if (c == '\n') {
      line_feed(false);
      x_ = 0;
    } else if (c == '\r') {
      x_ = 0;
    } else if (c == '\b') {
      x_ -= x_ > 0 ? 1 : 0;
    } else {
      put(c);
    }
  }
}

void FakePane::put(char c) {
  if (x_ == width_) {
    line_feed(true);
    x_ = 0;
  }
  auto& text = at_cursor().text;
  if (text.size() <= x_) text.resize(x_ + 1, ' ');
  text[x_++] = c;
}

void FakePane::line_feed(bool wrapped) {
  at_cursor().wrapped = wrapped;
  if (y_ + 1 < height_) {
    ++y_;
    return;
  }
  if (limit_ > 0 && !alternate_) {
    if (history_.size() >= limit_) {
      const std::size_t discarded = std::max<std::size_t>(limit_ / 10, 1);
      history_.erase(history_.begin(), history_.begin() + static_cast<std::ptrdiff_t>(discarded));
      collected_ += discarded;
    }
    history_.push_back(screen_.front());
  }
  screen_.pop_front();
  screen_.emplace_back();
}

void FakePane::cursor_up(std::size_t rows) {
  y_ -= std::min(rows, y_);
  x_ = 0;
}

void FakePane::scroll_down(std::size_t rows) {
  activity_ = now;
  ++output_;
  for (; rows > 0; --rows) {
    screen_.pop_back();
    screen_.emplace_front();
  }
}

void FakePane::clear_history() {
  history_.clear();
  ++generation_;
}

void FakePane::erase_screen() {
  activity_ = now;
  ++output_;
  screen_.assign(height_, {});
  if (!history_.empty()) history_.back().wrapped = false;  // as grid_clear_lines
  x_ = y_ = 0;
}

void FakePane::respawn() {
  ++pid;
  erase_screen();
}

void FakePane::set_width(std::size_t width) {
  width_ = width;
  ++generation_;
  x_ = std::min(x_, width_);
}

void FakePane::set_height(std::size_t height) {
  while (height_ > height) {  // as in tmux: first empty rows at the bottom go, then rows into the history
    --height_;
    if (y_ < height_) {
      screen_.pop_back();
      continue;
    }
    if (!alternate_) history_.push_back(screen_.front());
    screen_.pop_front();
    --y_;
  }
  while (height_ < height) {
    ++height_;
    if (history_.empty() || alternate_) {
      screen_.emplace_back();
      continue;
    }
    screen_.push_front(history_.back());
    history_.pop_back();
    ++y_;
  }
}

void FakePane::alternate(bool on) {
  if (on == alternate_) return;
  activity_ = now;
  ++output_;
  std::swap(screen_, saved_);
  alternate_ = on;
  if (on) {
    screen_.assign(height_, {});
    saved_x_ = x_;
    saved_y_ = y_;
    if (parts && !history_.empty()) history_.back().wrapped = false;
    return;
  }
  x_ = saved_x_;
  y_ = saved_y_;
  const std::size_t height = std::exchange(height_, screen_.size());
  set_height(height);
}

std::string FakePane::value(std::string_view variable) const {
  const auto number = [](auto n) { return std::to_string(n); };
  if (variable == "pane_id") return id;
  if (variable == "pane_pid") return number(pid);
  if (variable == "window_activity") return number(activity_);
  if (variable == "history_size") return number(history_.size());
  if (variable == "history_limit") return number(limit_);
  if (variable == "cursor_x") return number(x_);
  if (variable == "cursor_y") return number(y_);
  if (variable == "pane_width") return number(width_);
  if (variable == "pane_height") return number(height_);
  if (variable == "alternate_on") return alternate_ ? "1" : "0";
  if (variable == "pane_dead") return dead ? "1" : "0";
  if (variable == "pane_tty") return tty;
  if (variable == "session_name") return session;
  if (variable == "@smcp-typed") return last_typed;
  if (!counts) return "";
  if (variable == "pane_output_generation") return number(output_);
  if (variable == "history_generation") return number(generation_);
  if (variable == "history_collected") return number(collected_);
  return "";
}

std::string FakePane::expand(std::string_view format) const {
  std::string text;
  while (!format.empty()) {
    if (format.starts_with("%s")) {
      text += std::to_string(now);
      format.remove_prefix(2);
    } else if (format.starts_with("#{")) {
      const auto end = format.find('}');
      text += value(format.substr(2, end - 2));
      format.remove_prefix(end + 1);
    } else {
      text += format.front();
      format.remove_prefix(1);
    }
  }
  return text;
}

std::string FakePane::capture(const std::vector<std::string>& command) const {
  const auto has = [&](const char* flag) {
    return std::find(command.begin(), command.end(), flag) != command.end();
  };
  const auto bound = [&](const char* flag, std::size_t otherwise) {
    const auto found = std::find(command.begin(), command.end(), flag);
    if (found == command.end()) return otherwise;
    const std::int64_t row = std::stoll(*(found + 1)) + static_cast<std::int64_t>(history_.size());
    return static_cast<std::size_t>(
        std::clamp<std::int64_t>(row, 0, static_cast<std::int64_t>(history_.size() + height_) - 1));
  };
  if (has("-a")) {
    if (!alternate_) return "\n";
    return print_rows(command, history_.size(), rows() - 1);
  }
  std::size_t first = bound("-S", history_.size());
  std::size_t last = bound("-E", history_.size() + height_ - 1);
  if (last < first) std::swap(first, last);
  return print_rows(command, first, last);
}

std::string FakePane::print_rows(const std::vector<std::string>& command, std::size_t first,
                                 std::size_t last) const {
  const bool hidden = std::find(command.begin(), command.end(), "-a") != command.end();
  const bool join = std::find(command.begin(), command.end(), "-J") != command.end();
  std::string text;
  for (std::size_t i = first; i <= last; ++i) {
    const Row& one = hidden ? normal_row(i) : row(i);
    text += one.text;
    if (!join && extra_space && one.text.size() < width_) text += ' ';
    // A wrapped last row has its newline from 3.2 on; before, no line is split.
    if (!join || !one.wrapped || (i == last && parts)) text += '\n';
  }
  return text;
}

std::string FakePane::run(const std::vector<std::string>& command) const {
  if (command.front() == "display-message" || command.front() == "list-panes")
    return expand(command.back()) + "\n";
  if (command.front() == "capture-pane") return capture(command);
  if (command.front() != "if-shell") return "?\n";
  // -F -t %7 '#{&&:#{==:left,right},#{!=:1,}}' if-true if-false
  constexpr std::string_view kBegin = "#{&&:#{==:";
  constexpr std::string_view kEnd = "},#{!=:1,}}";
  const std::string& condition = command.at(4);
  const std::string operands =
      condition.substr(kBegin.size(), condition.size() - kBegin.size() - kEnd.size());
  const auto comma = operands.rfind(',');
  const bool equal = expand(operands.substr(0, comma)) == operands.substr(comma + 1);
  const std::string& chosen = command.at(equal ? 5 : 6);
  return chosen.empty() ? "" : answer(words_of(chosen));
}

std::string FakePane::answer(const std::vector<std::string>& argv) const {
  std::string text;
  std::vector<std::string> command;
  for (const auto& word : argv) {
    if (word != ";") {
      command.push_back(word);
      continue;
    }
    text += run(command);
    command.clear();
  }
  return text + run(command);
}

Client::RequestId FakePaneClient::run(Request request, Done done) {
  asked.push_back(request.command.argv());
  request_ = std::move(request);
  done_ = std::make_shared<Done>(std::move(done));
  return asked.size();
}

void FakePaneClient::cancel(RequestId) {
  done_ = nullptr;
}

void FakePaneClient::answer() {
  const auto done = std::exchange(done_, nullptr);
  const auto on_output =
      std::make_shared<UniqueFunction<void(std::string_view)>>(std::move(request_.on_output));
  (*on_output)(pane_.answer(asked.back()));
  (*done)(Reply{});
}

}  // namespace smcp::tmux
