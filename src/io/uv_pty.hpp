// A pseudo-terminal on the loop: its master's side is ours, its terminal is for somebody else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "io/uv.hpp"

namespace smcp::uv {

struct TerminalSize {
  std::uint16_t columns = 80;
  std::uint16_t rows = 24;

  friend bool operator==(const TerminalSize&, const TerminalSize&) = default;
};

/// Destroying it closes both sides; callbacks that were not called by then never are.
class PseudoTerminal {
 public:
  /// What is shown on the terminal, in chunks cut anywhere.
  using OnData = UniqueFunction<void(std::string_view)>;
  /// Nobody has the terminal open any more; comes once, after the last data.
  using OnHangUp = UniqueFunction<void()>;

  /// Typed bytes that wait for a reader: a kernel's terminal takes 4 KiB, a large paste is a few of those.
  static constexpr std::size_t kMaxTyped = std::size_t{1024} * 1024;

  /// Either callback may destroy the terminal. Neither is called from within open(), hand_over() or write().
  /// Errc::io if the system has no terminal left.
  [[nodiscard]] static Result<std::unique_ptr<PseudoTerminal>> open(Loop& loop, TerminalSize size,
                                                                    OnData on_data, OnHangUp on_hang_up);
  PseudoTerminal(const PseudoTerminal&) = delete;
  PseudoTerminal& operator=(const PseudoTerminal&) = delete;
  ~PseudoTerminal();

  /// Such as /dev/pts/3.
  [[nodiscard]] const std::string& name() const { return name_; }
  /// The terminal's descriptor, for somebody to copy; ours until hand_over().
  [[nodiscard]] int terminal() const { return terminal_; }
  /// Closes our copy of the terminal, so that its end is seen when the others' are closed, and begins to
  /// read.
  void hand_over();

  /// Types. False, with nothing typed, if kMaxTyped bytes would wait.
  [[nodiscard]] bool write(std::string_view bytes);
  void resize(TerminalSize size);
  /// No data between these two; who shows something has to wait.
  void pause();
  void resume();
  /// Hands out what can be read right now, paused or not. `on_data` must not destroy the terminal here. May
  /// be called inside any callback of the loop: what another stream has read stays as it is.
  void drain();

 private:
  PseudoTerminal(OnData on_data, OnHangUp on_hang_up);
  [[nodiscard]] Status open_both(TerminalSize size);
  [[nodiscard]] Status begin(Loop& loop);
  void watch();
  void ready(int events);
  void readable();
  void write_backlog();
  /// Bytes read, 0 if there are none now, -1 after a hang-up.
  [[nodiscard]] std::ptrdiff_t read_some(uv_buf_t buffer) const;

  Loop* loop_ = nullptr;
  OnData on_data_;
  OnHangUp on_hang_up_;
  UvHandle<uv_poll_t> handle_;
  int master_ = -1;
  int terminal_ = -1;
  std::string name_;
  std::string backlog_;
  bool reading_ = false;
  bool hung_up_ = false;
};

}  // namespace smcp::uv
