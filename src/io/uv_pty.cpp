#include "io/uv_pty.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>

#include "io/uv_error.hpp"

namespace smcp::uv {
namespace {

/// Maximum number of reads in drain(): enough for more than the kernel keeps for a terminal (64 KiB), while a
/// process that keeps writing cannot hold us.
constexpr int kDrainReads = 32;
constexpr std::size_t kDrainBuffer = 4096;

Error no_terminal() {
  return {Errc::io, "cannot open a pseudo-terminal: " + error_text(uv_translate_sys_error(errno))};
}

}  // namespace

PseudoTerminal::PseudoTerminal(OnData on_data, OnHangUp on_hang_up)
    : on_data_(std::move(on_data)), on_hang_up_(std::move(on_hang_up)) {}

PseudoTerminal::~PseudoTerminal() {
  handle_.reset();  // before its descriptor is closed, as libuv requires
  if (master_ >= 0) ::close(master_);
  if (terminal_ >= 0) ::close(terminal_);
}

Result<std::unique_ptr<PseudoTerminal>> PseudoTerminal::open(Loop& loop, TerminalSize size, OnData on_data,
                                                             OnHangUp on_hang_up) {
  std::unique_ptr<PseudoTerminal> made(new PseudoTerminal(std::move(on_data), std::move(on_hang_up)));
  if (Status opened = made->open_both(size); !opened) return opened.error();
  if (Status begun = made->begin(loop); !begun) return begun.error();
  return made;
}

Status PseudoTerminal::open_both(TerminalSize size) {
  master_ = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  if (master_ < 0 || ::grantpt(master_) != 0 || ::unlockpt(master_) != 0) return no_terminal();
  char name[64];
  if (::ptsname_r(master_, name, sizeof name) != 0) return no_terminal();
  name_ = name;
  terminal_ = ::open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (terminal_ < 0) return no_terminal();
  resize(size);
  return Ok{};
}

Status PseudoTerminal::begin(Loop& loop) {
  loop_ = &loop;
  auto handle = std::make_unique<uv_poll_t>();
  const int status = uv_poll_init(loop.raw(), handle.get(), master_);
  if (status != 0) return Error{Errc::io, "cannot use a pseudo-terminal: " + error_text(status)};
  handle_.reset(handle.release());
  handle_->data = this;
  return Ok{};
}

void PseudoTerminal::hand_over() {
  if (terminal_ >= 0) ::close(std::exchange(terminal_, -1));
  resume();
}

bool PseudoTerminal::write(std::string_view bytes) {
  if (hung_up_) return true;  // as with a real terminal that hangs up, what is typed is lost
  if (bytes.size() > kMaxTyped - backlog_.size()) return false;
  backlog_.append(bytes);
  write_backlog();
  return true;
}

void PseudoTerminal::resize(TerminalSize size) {
  const winsize given{size.rows, size.columns, 0, 0};
  ::ioctl(master_, TIOCSWINSZ, &given);
}

void PseudoTerminal::pause() {
  reading_ = false;
  watch();
}

void PseudoTerminal::resume() {
  reading_ = true;
  watch();
}

void PseudoTerminal::drain() {
  // Not into the loop's buffer: this may be called while somebody else's chunk stands there.
  std::array<char, kDrainBuffer> buffer;
  for (int reads = 0; reads < kDrainReads && !hung_up_; ++reads) {
    const auto count = read_some(uv_buf_init(buffer.data(), buffer.size()));
    if (count <= 0) return;
    on_data_({buffer.data(), static_cast<std::size_t>(count)});
  }
}

void PseudoTerminal::watch() {
  const int events = (reading_ ? UV_READABLE : 0) | (backlog_.empty() ? 0 : UV_WRITABLE);
  if (events == 0 || hung_up_) {
    uv_poll_stop(handle_.get());
    return;
  }
  const auto happened = [](uv_poll_t* handle, int status, int found) {
    // An error of the poll itself will show when reading.
    static_cast<PseudoTerminal*>(handle->data)->ready(status == 0 ? found : UV_READABLE);
  };
  uv_poll_start(handle_.get(), events, happened);
}

void PseudoTerminal::ready(int events) {
  if ((events & UV_WRITABLE) != 0) write_backlog();
  if ((events & UV_READABLE) != 0 && reading_) readable();
}

// Reads one piece per turn: the callback may destroy us, and libuv calls again as long as there is more.
void PseudoTerminal::readable() {
  const uv_buf_t buffer = loop_->read_buffer();
  const auto count = read_some(buffer);
  if (count > 0) return on_data_({buffer.base, static_cast<std::size_t>(count)});
  if (count == 0) return;
  hung_up_ = true;
  backlog_.clear();
  watch();
  on_hang_up_();
}

std::ptrdiff_t PseudoTerminal::read_some(uv_buf_t buffer) const {
  ssize_t count = 0;
  do {
    count = ::read(master_, buffer.base, buffer.len);
  } while (count < 0 && errno == EINTR);
  if (count > 0) return count;
  // When the last process has closed the terminal, Linux gives EIO, and other systems the end of the file.
  return count < 0 && errno == EAGAIN ? 0 : -1;
}

void PseudoTerminal::write_backlog() {
  while (!backlog_.empty()) {
    const ssize_t count = ::write(master_, backlog_.data(), backlog_.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno != EAGAIN) backlog_.clear();
    if (count <= 0) break;
    backlog_.erase(0, static_cast<std::size_t>(count));
  }
  watch();
}

}  // namespace smcp::uv
