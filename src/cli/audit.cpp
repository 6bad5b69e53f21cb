// audit: what was done, for people.
#include <csignal>
#include <cstdio>
#include <string>
#include <utility>

#include "base/log.hpp"
#include "cli/audit_table.hpp"
#include "cli/commands.hpp"
#include "cli/followed_file.hpp"
#include "cli/paint.hpp"
#include "io/uv_signal.hpp"
#include "io/uv_timer.hpp"
#include "text/line_splitter.hpp"

namespace smcp::cli {
namespace {

/// Between two looks at a file that is followed: people take what comes within this for at once.
constexpr std::chrono::milliseconds kFollowPause{250};
/// Upper bound on a line, in bytes: the longest record is that of a call with arguments of 1 MiB, each byte of them
/// escaped.
constexpr std::size_t kMaxLine = std::size_t{8} * 1024 * 1024;

void print_line(const std::string& line) {
  std::fwrite(line.data(), 1, line.size(), stdout);
  std::fputc('\n', stdout);
}

/// The file as a table on standard output.
class Table {
 public:
  explicit Table(const std::string& path)
      : file_(path, {[this](std::string_view bytes) {
                       print_titles();
                       splitter_.feed(bytes, lines_);
                     },
                     [this] { splitter_.finish(lines_); }}) {}

  /// Prints what is new; the titles first, once there is a file.
  Status show() {
    Status read = file_.read();
    if (read) print_titles();
    return read;
  }
  /// Prints a last line that has no line break.
  void finish() { splitter_.finish(lines_); }

 private:
  void print_titles() {
    if (!std::exchange(titled_, true)) print_line(painted(audit_titles(), Paint::bold));
  }

  bool titled_ = false;
  LineSplitter splitter_{kMaxLine};
  LineSplitter::Sink lines_{[](std::string_view line) { print_line(audit_row(line)); },
                            [] { print_line("(a line of more than 8 MiB, which is no record)"); }};
  FollowedFile file_;
};

int show_all(const std::string& path) {
  Table table(path);
  const Status shown = table.show();
  table.finish();
  const int finished = finish_output();
  if (shown) return finished;
  log(path + " cannot be read: " + shown.error().message);
  return 1;
}

/// Goes on until a signal, or until nobody reads what is printed.
class Following {
 public:
  Following(uv::Loop& loop, const std::string& path)
      : loop_(loop), path_(path), table_(path), timer_(loop, [this] { look(); }) {}

  void start() { timer_.start(std::chrono::milliseconds{0}, kFollowPause); }
  void end(int status) {
    status_ = status;
    timer_.stop();
    loop_.stop();
  }
  [[nodiscard]] int status() const { return status_; }

 private:
  void look() {
    const Status shown = table_.show();
    const std::string reason = shown ? "" : shown.error().message;
    if (!reason.empty() && reason != told_) log(path_ + " cannot be read yet: " + reason);
    told_ = reason;
    if (const int failed = finish_output(); failed != 0) end(failed);
  }

  uv::Loop& loop_;
  std::string path_;
  Table table_;
  uv::Timer timer_;
  std::string told_;  ///< the reason why it could not be read at the last look
  int status_ = 0;
};

int follow(const std::string& path) {
  uv::Loop loop;
  int status = 0;
  {
    Following following(loop, path);
    const auto end_by = [&following](int signal) {
      return [&following, signal] { following.end(kSignalStatus + signal); };
    };
    const uv::SignalWatcher interrupt(loop, SIGINT, end_by(SIGINT));
    const uv::SignalWatcher terminate(loop, SIGTERM, end_by(SIGTERM));
    const uv::SignalWatcher hang_up(loop, SIGHUP, end_by(SIGHUP));
    following.start();
    loop.run();
    status = following.status();
  }
  return status;
}

}  // namespace

int audit(const Options& options) {
  return options.follow ? follow(options.audit_file) : show_all(options.audit_file);
}

}  // namespace smcp::cli
