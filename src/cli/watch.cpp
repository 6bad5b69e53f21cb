#include <csignal>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/leave_keys.hpp"
#include "cli/own_terminal.hpp"
#include "cli/session_target.hpp"
#include "cli/watch_far.hpp"
#include "io/borrowed_fd.hpp"
#include "io/uv_signal.hpp"
#include "tmux/attach/terminal_client.hpp"
#include "tmux/find/sessions.hpp"
#include "tmux/link/engine.hpp"
#include "tmux/link/format_fields.hpp"
#include "tools/session_name.hpp"

namespace smcp::cli {
namespace {

using tmux::Departure;

/// Shows a session's screen on our own terminal, from finding the session to the final message.
class Watch {
 public:
  Watch(uv::Loop& loop, const Options& options, const SessionTarget& target, OwnTerminal& terminal)
      : loop_(loop),
        terminal_(terminal),
        name_(target.session),
        shown_(options.session),
        timeout_(options.timeout),
        endpoint_(target.server == nullptr ? tmux::find_endpoint(options.endpoint)
                                           : endpoint_of(options, *target.server)),
        engine_(loop, endpoint_, options.engine),
        chain_(std::make_shared<tmux::RequestChain>(engine_.client(), timeout_)) {}
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  ~Watch() { chain_->cancel(); }

  void start() {
    if (const Status named = tools::check_session_name(name_); !named) return fail(named.error());
    terminal_.listen();  // the server may be slow to answer, but the user can leave meanwhile
    auto input = uv::BorrowedFd::open(loop_, terminal_.input());
    if (!input)
      return fail({Errc::io,
                   "cannot read from the terminal. Try in another one, or: sessions-mcp call capture_pane "
                   "name=NAME"});
    input_ = std::move(*input);
    const auto typed = [this](std::string_view bytes) {
      if (keys_.feed(bytes, uv::Clock::now())) leave(0, left());
    };
    input_->read_start(typed, [this](int) { leave(kSignalStatus + SIGHUP, "the terminal is gone"); });
    tmux::require_session(chain_, name_, [this](const Result<tmux::SessionId>& session) {
      if (!session)
        return fail(session.error().code == Errc::not_found ? tmux::no_such_session(shown_)
                                                            : session.error());
      check_panes(*session);
    });
  }

  /// Ends with this status and message. Further calls, for instance by the signal and the errors that come
  /// together when a terminal's window is closed, do not make it faster: tmux must get the goodbye, for which
  /// there is a time limit.
  void leave(int status, const std::string& words) {
    if (std::exchange(leaving_, true)) return;
    status_ = status;
    words_ = words;
    if (client_) return client_->detach();
    loop_.stop();
  }

  void redraw() {
    if (client_) client_->resize(terminal_.size());
  }

  void come_back() {
    output_ ? terminal_.enter() : terminal_.listen();
    redraw();
  }

  [[nodiscard]] int status() const { return status_; }
  [[nodiscard]] const std::string& words() const { return words_; }
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  void fail(const Error& error) {
    failed_ = true;
    status_ = 1;
    words_ = error.message;
    loop_.stop();
  }

  /// Refuses a session that contains this terminal: the pane would draw its own drawing for ever.
  void check_panes(tmux::SessionId session) {
    tmux::Command command("list-panes");
    command.flag("-s").flag("-t").arg(session.text()).flag("-F").arg("#{pane_tty}");
    chain_->run(std::move(command), [this, session](Result<std::string> text) {
      if (!text && text.error().code == Errc::not_found) return fail(tmux::no_such_session(shown_));
      if (!text) return fail(text.error());
      for (const auto line : tmux::split_lines(*text)) {
        if (!line.empty() && line == terminal_.name())
          return fail(
              {Errc::refused, "this terminal is itself in session \"" + shown_ +
                                  "\", and would show itself for ever. Watch it from a terminal outside."});
      }
      attach(session);
    });
  }

  void attach(tmux::SessionId session) {
    tmux::TerminalClientOptions options;
    options.session = session;
    options.size = terminal_.size();
    options.term = terminal_.term();
    options.read_only = true;
    options.ignore_size = true;
    tmux::TerminalClient::Events events;
    events.on_attached = [this] { begin(); };
    events.on_screen = [this](std::string_view bytes) { show(bytes); };
    events.on_end = [this](Result<Departure> result) { ended(std::move(result)); };
    client_.emplace(loop_, engine_.client(), endpoint_.socket_path, std::move(options), std::move(events));
    client_->attach(timeout_);
  }

  /// Takes over the terminal, and writes what tmux has drawn so far.
  void begin() {
    auto output = uv::BorrowedFd::open(loop_, terminal_.output());
    if (!output)
      return leave(
          1,
          "cannot write to the terminal. Try in another one, or: sessions-mcp call capture_pane name=NAME");
    output_ = std::move(*output);
    terminal_.enter();
    redraw();  // its size may have changed meanwhile
    write_on();
  }

  void show(std::string_view bytes) {
    waiting_.append(bytes);
    if (output_ && !writing_) write_on();
  }

  /// Makes one write at a time, so that a slow or stopped terminal slows tmux down instead of filling memory.
  void write_on() {
    if (waiting_.empty()) return client_->resume();
    writing_ = true;
    client_->pause();
    output_->write(std::exchange(waiting_, {}), [this](int status) {
      writing_ = false;
      if (status != 0) return leave(kSignalStatus + SIGHUP, "the terminal is gone");
      if (!over_) write_on();
    });
  }

  void ended(Result<Departure> result) {
    over_ = true;
    // tmux's last output restores the terminal's modes; if there is no room for it, OwnTerminal does that.
    if (output_ && !writing_) static_cast<void>(output_->try_write(waiting_));
    if (!result && !leaving_)
      return fail(result.error().code == Errc::not_found ? tmux::no_such_session(shown_) : result.error());
    if (!leaving_) std::tie(status_, words_) = farewell(*result);
    loop_.stop();
  }

  [[nodiscard]] std::string left() const {
    return "left session \"" + shown_ + (output_ ? "\"" : "\" before tmux had drawn it");
  }

  [[nodiscard]] std::pair<int, std::string> farewell(Departure departure) const {
    switch (departure) {
      case Departure::left:
        break;
      case Departure::detached:
        return {0, "detached from session \"" + shown_ + "\""};
      case Departure::session_ended:
        return {0, "session \"" + shown_ + "\" ended"};
      case Departure::server_ended:
        return {1, "the tmux server ended"};
      case Departure::locked:
        return {0, "session \"" + shown_ + "\" was locked"};
    }
    return {0, left()};
  }

  uv::Loop& loop_;
  OwnTerminal& terminal_;
  std::string name_;
  std::string shown_;  ///< the same with its server, as the person gave it
  std::chrono::milliseconds timeout_;
  tmux::Endpoint endpoint_;
  tmux::Engine engine_;
  tmux::Chain chain_;
  std::unique_ptr<uv::BorrowedFd> input_;
  std::unique_ptr<uv::BorrowedFd> output_;
  LeaveKeys keys_;
  std::string waiting_;  ///< drawn by tmux and not yet written
  std::optional<tmux::TerminalClient> client_;
  bool writing_ = false;
  bool leaving_ = false;
  bool over_ = false;
  bool failed_ = false;
  int status_ = 0;
  std::string words_;
};

int run(const Options& options, const SessionTarget& target, OwnTerminal& terminal) {
  uv::Loop loop;
  Watch watch(loop, options, target, terminal);
  const auto end_by = [&watch](int signal) {
    return [&watch, signal] { watch.leave(kSignalStatus + signal, "stopped by a signal"); };
  };
  const uv::SignalWatcher interrupt(loop, SIGINT, end_by(SIGINT));
  const uv::SignalWatcher terminate(loop, SIGTERM, end_by(SIGTERM));
  const uv::SignalWatcher hang_up(loop, SIGHUP, end_by(SIGHUP));
  const uv::SignalWatcher quit(loop, SIGQUIT, end_by(SIGQUIT));
  const uv::SignalWatcher resized(loop, SIGWINCH, [&watch] { watch.redraw(); });
  const uv::SignalWatcher stopped(loop, SIGTSTP, [&watch, &terminal] {
    terminal.leave();
    static_cast<void>(std::raise(SIGSTOP));
    watch.come_back();  // before anything else reads or writes
  });
  const uv::SignalWatcher going_on(loop, SIGCONT, [&watch] { watch.come_back(); });
  watch.start();
  loop.run();
  terminal.leave();
  if (watch.failed()) {
    log(watch.words());
  } else {
    terminal.say(watch.words() + "\n");
  }
  return watch.status();
}

}  // namespace

int watch(const Options& options) {
  const auto terminal = OwnTerminal::open();
  if (!terminal) {
    log(terminal.error().message);
    return 2;
  }
  const auto target = target_of(options, options.session);
  if (!target) {
    log(target.error().message);
    return 1;
  }
  if (target->server != nullptr && is_far(*target->server))
    return watch_far(*target->server, target->session);
  return run(options, *target, **terminal);
}

}  // namespace smcp::cli
