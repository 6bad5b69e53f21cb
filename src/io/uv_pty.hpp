// A pseudo-terminal on the loop: we use the master side, and another process uses the terminal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/unique_function.hpp"
#include "io/polled_fd.hpp"
#include "io/uv_loop.hpp"

namespace smcp::uv {

struct TerminalSize {
  std::uint16_t columns = 80;
  std::uint16_t rows = 24;

  friend bool operator==(const TerminalSize&, const TerminalSize&) = default;
};

/// Destroying it closes both sides; no callback is called any more.
class PseudoTerminal {
 public:
  /// What is written to the terminal, in chunks that may be cut anywhere.
  using OnData = UniqueFunction<void(std::string_view)>;
  /// Called once, after the last data, when no process has the terminal open any more.
  using OnHangUp = UniqueFunction<void()>;

  /// Maximum number of typed bytes that wait for a reader: the kernel's terminal takes 4 KiB, and a large
  /// paste has a few times that.
  static constexpr std::size_t kMaxTyped = std::size_t{1024} * 1024;

  /// Either callback may destroy the terminal. Neither is called from within open(), hand_over() or write().
  /// Errc::io if the system has no terminals left.
  [[nodiscard]] static Result<std::unique_ptr<PseudoTerminal>> open(Loop& loop, TerminalSize size,
                                                                    OnData on_data, OnHangUp on_hang_up);
  PseudoTerminal(const PseudoTerminal&) = delete;
  PseudoTerminal& operator=(const PseudoTerminal&) = delete;
  ~PseudoTerminal();

  /// The terminal's name, such as /dev/pts/3.
  [[nodiscard]] const std::string& name() const { return name_; }
  /// The terminal's descriptor, for others to duplicate. It is ours until hand_over().
  [[nodiscard]] int terminal() const { return terminal_; }
  /// Closes our copy of the terminal, so that its end is noticed when the other copies are closed, and begins
  /// to read.
  void hand_over();

  /// Types. Returns false, with nothing typed, if more than kMaxTyped bytes would wait.
  [[nodiscard]] bool write(std::string_view bytes);
  void resize(TerminalSize size);
  /// No data is passed on between these two; who writes to the terminal has to wait.
  void pause() { polled_.read_stop(); }
  void resume() { polled_.read_start(); }
  /// Passes on what can be read right now, even while paused. `on_data` must not destroy the terminal here.
  /// This may be called inside any callback of the loop: what another stream has read stays intact.
  void drain() { polled_.drain(); }

 private:
  PseudoTerminal(Loop& loop, OnData on_data, OnHangUp on_hang_up);
  [[nodiscard]] Status open_both(TerminalSize size);
  void hung_up();

  OnHangUp on_hang_up_;
  PolledFd polled_;
  int master_ = -1;
  int terminal_ = -1;
  std::string name_;
};

}  // namespace smcp::uv
