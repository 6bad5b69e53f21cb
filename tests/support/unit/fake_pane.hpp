// A pane as modelled by tmux (grid.c), and its answers to a PaneQuestion. One byte is one column.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "support/unit/fake_processes.hpp"
#include "tmux/link/client.hpp"

namespace smcp::tmux {

class FakePane {
 public:
  FakePane(std::size_t width, std::size_t height, std::size_t limit);

  /// Writes as a program does: text, '\n' (to the beginning of the next line), '\r', '\b'.
  void print(std::string_view text);
  /// CSI A: moves up by this many rows, but not beyond the top of the screen.
  void cursor_up(std::size_t rows);
  /// ESC M in the top row: everything moves down by this many rows, and the lowest rows are lost. The cursor
  /// stays.
  void scroll_down(std::size_t rows);
  /// tmux's clear-history.
  void clear_history();
  /// CSI H, CSI J, as in tmux without scroll-on-clear.
  void erase_screen();
  void respawn();
  /// Another pane of its window prints something.
  void other_prints() { activity_ = now; }
  /// Changes the width without rewrapping: the screen's rows are cut or filled up.
  void set_width(std::size_t width);
  /// Changes the height: rows move into the history and come back from it. The cursor stays in its row.
  void set_height(std::size_t height);
  /// Switches to or from the alternate screen; meanwhile the normal screen is kept, at its size.
  void alternate(bool on);

  /// What tmux prints for this command line.
  [[nodiscard]] std::string answer(const std::vector<std::string>& argv) const;
  struct Row {
    std::string text;
    bool wrapped = false;  ///< its line continues in the next row
  };
  /// Rows of the history; below them are those of the normal screen, which an alternate one may hide.
  [[nodiscard]] std::size_t history() const { return history_.size(); }
  [[nodiscard]] std::size_t rows() const { return history_.size() + normal().size(); }
  [[nodiscard]] const Row& normal_row(std::size_t i) const {
    return i < history_.size() ? history_[i] : normal()[i - history_.size()];
  }

  std::string id = "%7";
  std::string session = "job";
  unsigned pid = 4711;
  std::string tty;
  std::string last_typed;  ///< the option @smcp-typed
  bool dead = false;
  std::int64_t now = 1000;   ///< the clock; printing sets the activity to it
  bool counts = false;       ///< whether it has counters, as in tmux 3.8
  bool extra_space = false;  ///< rows of -N have one more space than lines of -J (3.5a)
  bool parts = true;         ///< an alternate screen splits the line that crosses its top (not 3.1c)

 private:
  void put(char c);
  void line_feed(bool wrapped);
  [[nodiscard]] Row& at_cursor() { return screen_[y_]; }
  [[nodiscard]] const std::deque<Row>& normal() const { return alternate_ ? saved_ : screen_; }
  [[nodiscard]] const Row& row(std::size_t i) const {
    return i < history_.size() ? history_[i] : screen_[i - history_.size()];
  }
  [[nodiscard]] std::string print_rows(const std::vector<std::string>& command, std::size_t first,
                                       std::size_t last) const;
  [[nodiscard]] std::string value(std::string_view variable) const;
  [[nodiscard]] std::string expand(std::string_view format) const;
  [[nodiscard]] std::string run(const std::vector<std::string>& command) const;
  [[nodiscard]] std::string capture(const std::vector<std::string>& command) const;

  std::size_t width_;
  std::size_t height_;
  std::size_t limit_;
  std::deque<Row> history_;
  std::deque<Row> screen_;
  std::deque<Row> saved_;  ///< the other screen
  std::size_t x_ = 0;
  std::size_t y_ = 0;
  std::size_t saved_x_ = 0;
  std::size_t saved_y_ = 0;
  std::int64_t activity_ = 1000;
  bool alternate_ = false;
  std::uint64_t output_ = 0;
  std::uint64_t generation_ = 0;
  std::uint64_t collected_ = 0;
};

/// Answers from a pane, one request at a time, when told to; an answer describes the pane as it is at that
/// time.
class FakePaneClient final : public Client {
 public:
  explicit FakePaneClient(FakePane& pane) : pane_(pane) {}

  RequestId run(Request request, Done done) override;
  void cancel(RequestId id) override;
  void shorten_deadlines(std::chrono::milliseconds) override {}
  [[nodiscard]] const shell::ProcessView& processes() const override { return machine_; }
  [[nodiscard]] const std::vector<std::string>& environment() const override { return given; }
  std::vector<std::string> given;

  [[nodiscard]] bool waiting() const { return done_ != nullptr; }
  void answer();
  std::vector<std::vector<std::string>> asked;

 private:
  shell::FakeProcesses machine_;
  FakePane& pane_;
  Request request_{Command("none"), {}, {}, {}};
  std::shared_ptr<Done> done_;
};

}  // namespace smcp::tmux
