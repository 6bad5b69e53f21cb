// A pane whose output is written by the test.
#pragma once

#include <algorithm>
#include <cstddef>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <unistd.h>

#include "support/fd.hpp"
#include "support/private_tmux.hpp"

namespace smcp::test {

/// The terminal of a pane that runs only sleep: what is written to it appears as the pane's output.
class PrintingPane {
 public:
  PrintingPane() = default;
  PrintingPane(const PrivateTmux& tmux, const std::string& session) : session_(session) { open(tmux); }

  /// Opens the terminal again, after a respawn.
  void open(const PrivateTmux& tmux) {
    const std::string format = "#{pane_id} #{pane_tty}";
    const std::string about = tmux.must({"display-message", "-p", "-t", "=" + session_ + ":", format});
    id_ = about.substr(0, about.find(' '));
    terminal_ = open_file(about.substr(about.find(' ') + 1), O_WRONLY | O_NOCTTY | O_NONBLOCK);
  }
  void print(std::string_view bytes) { unwritten_ += bytes; }
  /// Writes what the terminal accepts at once, at most `most` bytes.
  void write(std::size_t most) {
    if (done()) return;
    const ssize_t count =
        ::write(terminal_.get(), unwritten_.data() + written_, std::min(unwritten_.size() - written_, most));
    if (count > 0) written_ += static_cast<std::size_t>(count);
    if (written_ < unwritten_.size()) return;
    unwritten_.clear();
    written_ = 0;
  }
  [[nodiscard]] bool done() const { return written_ == unwritten_.size(); }
  [[nodiscard]] std::size_t unwritten() const { return unwritten_.size() - written_; }
  [[nodiscard]] const std::string& id() const { return id_; }

 private:
  std::string session_;
  std::string id_;
  Fd terminal_;
  std::string unwritten_;
  std::size_t written_ = 0;
};

}  // namespace smcp::test
