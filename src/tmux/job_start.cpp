#include "tmux/job_start.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "tmux/capture.hpp"
#include "tmux/errors.hpp"
#include "tmux/foreground.hpp"
#include "tmux/job_script.hpp"
#include "tmux/prompt_line.hpp"
#include "tmux/rows.hpp"
#include "tmux/shell_probe.hpp"

namespace smcp::tmux {
namespace {

using std::chrono::milliseconds;

/// A shell that has just ended a command may still be on its way to its prompt.
constexpr milliseconds kPromptTime{5000};
/// What has the terminal for so long runs there.
constexpr milliseconds kBusy{250};
/// In seconds: all that is done between typing the line and pressing Enter takes less.
constexpr std::chrono::seconds kTypingTime{10};
/// For the line editor to show what was typed.
constexpr milliseconds kEchoTime{3000};
/// For it to show the prompt as it was before.
constexpr milliseconds kUndoTime{500};
/// For the shell to fetch the command.
constexpr milliseconds kStartTime{5000};
/// A shell that shows its prompt again and has told nothing for so long has not run it.
constexpr milliseconds kNotTaken{750};

constexpr milliseconds kFirstPause{1};
constexpr milliseconds kLongestPause{25};

/// Lines that a typed line may be wrapped into.
constexpr std::size_t kEchoLines = 20;
/// Of text that is looked at for it.
constexpr std::size_t kEchoBytes = 256 * 1024;
/// An argv holds 16364 bytes; a command travels in pieces.
constexpr std::size_t kPiece = 8 * 1024;

constexpr milliseconds kCleanUpTime{1500};

/// The path of its program, or nothing.
std::string program_of(std::int64_t pid) {
  std::error_code none;
  return std::filesystem::read_symlink("/proc/" + std::to_string(pid) + "/exe", none).string();
}

CursorLine cursor_line(std::string_view line, const PaneState& state) {
  const bool one_byte_each =
      std::all_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  CursorLine result{std::string(line), std::nullopt};
  if (state.cursor_x == 0) {
    result = {"", 0};
  } else if (one_byte_each && line.size() <= state.width) {
    result.cursor = state.cursor_x;
  }
  return result;
}

bool same_place(const PaneState& a, const PaneState& b) {
  return a.history == b.history && a.cursor_x == b.cursor_x && a.cursor_y == b.cursor_y && a.width == b.width;
}

/// One start on its way; lives as long as one of its steps.
class Start : public std::enable_shared_from_this<Start> {
 public:
  Start(uv::Loop& loop, Chain chain, JobRequest request, UniqueFunction<void(Result<StartedJob>)> done)
      : chain_(std::move(chain)),
        request_(std::move(request)),
        done_(std::move(done)),
        id_(JobId::make(request_.pane.id)),
        tmux_(tmux_command(program_of(request_.pane.server.pid), request_.pane.server.pid)),
        timer_(loop, [this] {
          const auto self = std::move(keep_alive_);
          auto step = std::move(next_);
          if (!chain_->cancelled()) step();
        }) {}
  Start(const Start&) = delete;
  Start& operator=(const Start&) = delete;
  ~Start() {
    if (typed_ && !entered_) clean_up(undoing(), [](const Result<Reply>&) {});
  }

  void start() {
    if (request_.command.size() > kMaxJobCommand) {
      return done_(Error{Errc::too_large, "command is over " + std::to_string(kMaxJobCommand / 1024) +
                                              " KiB; put it into a script and run that"});
    }
    begin_stage(kPromptTime);
    look();
  }

 private:
  // 1. The prompt.

  void look() {
    look_at_job(chain_, request_.pane.id, [self = shared_from_this()](Result<JobLook> look) {
      if (!look) return self->fail(look.error());
      self->look_ = std::move(*look);
      self->judge_look();
    });
  }

  void judge_look() {
    const PaneState& state = look_.state;
    const ShellState first = shell_state_of(state.pid);
    const std::string& name = first.known ? first.name : look_.command;
    const bool shell_runs = !first.known || first.foreground;
    const Foreground foreground = foreground_of(state.pid, state.tty, look_.command);
    shell_ = shell_kind(name);
    if (shell_runs && !shell_ && !at_first()) return fail(no_known_shell(name));
    // What reads a line in a shell can look like its prompt; but a job has not ended before it says so.
    const bool free = !look_.job_runs() && !somebody_types();
    if (foreground == Foreground::at_prompt && !state.alternate && free) return read_prompt();
    if (!may_still_come(shell_runs)) return fail(busy(foreground == Foreground::at_prompt));
    again([this] { look(); });
  }

  /// A shell that starts, or ends a command, has the terminal again soon; so has one that has just told us of
  /// a job's end and calls tmux for that.
  [[nodiscard]] bool may_still_come(bool shell_runs) const {
    const auto& end = look_.marks.end;
    const bool tells_end = end && look_.state.now - end->time <= kPromptTime.count() / 1000;
    return !stage_is_over() && ((shell_runs && !look_.job_runs()) || tells_end || at_first());
  }
  /// Another server of ours; one that has ended meanwhile does not count for long.
  [[nodiscard]] bool somebody_types() const {
    const auto time = parse_number<std::int64_t>(
        std::string_view(look_.typing).substr(std::min(look_.typing.find(' '), look_.typing.size() - 1) + 1));
    return !look_.typing.empty() && time && look_.state.now - *time <= kTypingTime.count();
  }
  [[nodiscard]] bool at_first() const { return uv::Clock::now() < stage_begin_ + kBusy; }

  void read_prompt() {
    capture([self = shared_from_this()](const Captured& captured) { self->type(captured); });
  }

  // 2. The line.

  void type(const Captured& captured) {
    state_ = captured.state;
    typing_ = look_.typing;
    if (!same_place(state_, look_.state)) return prompt_moved();
    prompt_row_ = last_line(*captured.text);
    prompt_ = cursor_line(prompt_row_, state_);
    before_ = captured.cursor;
    before_.at_prompt = true;
    if (is_continuation_prompt(prompt_.text)) {
      if (at_first()) return again([this] { look(); });
      return fail({Errc::refused, "pane " + id_.pane.text() + " waits for the rest of a command (\"" +
                                      prompt_.text +
                                      "\"): finish that, or end it with send_keys keys=\"C-c\" "
                                      "enter=false"});
    }
    line_ = typed_line(*shell_, id_, tmux_);
    Command batch = guarded();
    typing_ = id_.token + " " + std::to_string(state_.now);
    set(batch, job_option::kTyping, typing_);
    add_erasure(batch);
    batch.then("send-keys").flag("-t").arg(id_.pane.text()).flag("-l").flag("--").arg(line_);
    typed_ = true;
    chain_->run(std::move(batch), [self = shared_from_this()](const Result<std::string>& text) {
      if (!text && text.error().code == Errc::refused) return self->prompt_moved();
      if (!text) return self->fail(text.error());
      self->begin_stage(kEchoTime);
      self->read_echo();
    });
  }

  /// Erases the line whatever mode the line editor is in, and goes on inserting. Without something to erase,
  /// Ctrl-U would ring the bell.
  void add_erasure(Command& batch) const {
    batch.then("send-keys").flag("-t").arg(id_.pane.text());
    // With vi's keys, Ctrl-U of zsh erases only what was typed since the last command: the command is `0C`
    // here. With Emacs' keys that is a C, no times.
    if (shell_ == ShellKind::zsh) batch.flag("Space").flag("Escape").flag("0").flag("C");
    batch.flag(std::string(kEraseProbe)).flag("C-u");
  }

  /// The prompt is just being drawn, or somebody types. Nothing was typed by us.
  void prompt_moved() {
    typed_ = false;
    typing_ = look_.typing;
    if (!stage_is_over()) return again([this] { look(); });
    fail({Errc::refused, "somebody types in pane " + id_.pane.text() +
                             ", or something prints there; nothing was run. Try again."});
  }

  // 3. What has become of it.

  void read_echo() {
    capture([self = shared_from_this()](const Captured& captured) { self->judge_echo(captured); });
  }

  void judge_echo(const Captured& captured) {
    const TypedEcho echo = find_echo(prompt_, captured.text->text(), line_);
    switch (echo.kind) {
      case TypedEcho::Kind::at_prompt:
        state_ = captured.state;
        return send_script();
      case TypedEcho::Kind::behind_text:
      case TypedEcho::Kind::before_text:
        put_back_ = echo.erased;
        // Bash suggests nothing: that was text, and the cursor in it.
        if (shell_ == ShellKind::bash) put_back_ += echo.rest;
        // Ctrl-U erases what is before the cursor, and in zsh the whole line.
        if (echo.kind == TypedEcho::Kind::before_text && shell_ == ShellKind::zsh) put_back_ += echo.text;
        return fail(
            {Errc::refused, "text stands at the prompt of pane " + id_.pane.text() + ": \"" + echo.text +
                                "\". Somebody may be typing. Nothing was run. Erase it with send_keys "
                                "keys=\"C-u\" enter=false, or finish it, and try again."});
      case TypedEcho::Kind::not_erased:
        erases_ = false;
        return fail(
            {Errc::refused, "Ctrl-U erases nothing in the shell of pane " + id_.pane.text() +
                                ", so a text may stand at its prompt; nothing was run. Use send_keys."});
      case TypedEcho::Kind::absent:
        break;
    }
    if (!stage_is_over()) return again([this] { read_echo(); });
    fail({Errc::refused,
          "the shell in pane " + id_.pane.text() +
              " does not show what is typed (another editing mode, or a question?); nothing was "
              "run. See it with capture_pane, or use send_keys."});
  }

  // 4. The command, and Enter.

  void send_script() {
    if (script_.empty()) script_ = job_script(*shell_, id_, {tmux_, look_.socket}, request_.command, state_);
    const std::string option = job_option::script(id_);
    if (script_.size() - sent_ > kPiece) {
      std::size_t end = sent_ + kPiece;
      while (end > sent_ && (static_cast<unsigned char>(script_[end]) & 0xC0U) == 0x80U) --end;
      Command command = Guard::server(request_.pane.server).begin();
      add_piece(command, end);
      return chain_->run(std::move(command),
                         [self = shared_from_this(), end](const Result<std::string>& text) {
                           if (!text) return self->fail(text.error());
                           self->sent_ = end;
                           self->send_script();
                         });
    }
    press_enter();
  }

  void add_piece(Command& command, std::size_t end) const {
    command.then("set-option").flag(sent_ > 0 ? "-pa" : "-p").flag("-t").arg(id_.pane.text());
    command.flag("--")
        .flag(job_option::script(id_))
        .arg(std::string_view(script_).substr(sent_, end - sent_));
  }

  void press_enter() {
    Command batch = guarded();
    add_piece(batch, script_.size());
    set(batch, job_option::kPast, PastJob::text(look_.with_newest()));
    set(batch, job_option::kJob, JobRecord{id_.token, before_, summary_of(request_.command)}.text());
    batch.then("send-keys").flag("-t").arg(id_.pane.text()).flag("Enter");
    chain_->run(std::move(batch), {}, RequestChain::OnCancel::finish,
                [self = shared_from_this()](const Result<std::string>& text) {
                  if (!text) return self->fail(text.error());
                  self->entered_ = true;
                  if (self->chain_->cancelled()) return;
                  self->begin_stage(kStartTime);
                  self->await_start();
                });
  }

  void set(Command& batch, std::string_view option, std::string_view value) const {
    batch.then("set-option").flag("-p").flag("-t").arg(id_.pane.text()).flag("--").flag(option).arg(value);
  }

  void unset(Command& batch, std::string_view option) const {
    batch.then("set-option").flag("-pu").flag("-t").arg(id_.pane.text()).flag(option);
  }

  // 5. The shell's mark.

  void await_start() {
    look_at_job(chain_, id_.pane, [self = shared_from_this()](const Result<JobLook>& look) {
      if (look) return self->judge_start(*look);
      // A command such as `exit` can be quicker than we.
      const bool gone = look.error().code == Errc::not_found || look.error().code == Errc::no_server;
      if (!gone) return self->fail(look.error());
      self->succeed();
    });
  }

  void judge_start(const JobLook& look) {
    if (look.is_newest(id_) && (look.marks.start || look.marks.end || look.state.dead)) return succeed();
    const auto now = uv::Clock::now();
    const bool at_prompt =
        foreground_of(look.state.pid, look.state.tty, look.command) == Foreground::at_prompt;
    if (!at_prompt) prompt_since_ = now;
    if (now - prompt_since_ < kNotTaken && !stage_is_over()) return again([this] { await_start(); });
    give_up();
  }

  /// From then on the shell will not run it, unless it has begun just before.
  void give_up() {
    Command command = Guard::server(request_.pane.server).begin();
    unset(command, job_option::script(id_));
    unset(command, job_option::kTyping);
    command.then("display-message").flag("-p").flag("-t").arg(id_.pane.text()).arg(JobLook::format());
    chain_->run(std::move(command), [self = shared_from_this()](const Result<std::string>& text) {
      if (!text) return self->fail(text.error());
      const auto look = JobLook::parse(std::string_view(*text).substr(0, text->find('\n')));
      if (look && look->is_newest(self->id_) && look->marks.start) return self->succeed();
      self->forget();
      self->fail(
          {Errc::refused,
           "the shell in pane " + self->id_.pane.text() +
               " did not run the command: does it find tmux (PATH, $TMUX), and is no quotation open? See "
               "it with capture_pane; send_keys types without that."});
    });
  }

  /// That it was to run.
  void forget() {
    Command command = Guard::server(request_.pane.server).begin();
    unset(command, job_option::kJob);
    clean_up(std::move(command), [](const Result<Reply>&) {});
  }

  void clean_up(Command command, UniqueFunction<void(const Result<Reply>&)> done) {
    chain_->client().run(Request{std::move(command), {}, uv::Clock::now() + kCleanUpTime, {}, true},
                         std::move(done));
  }

  // All along.

  void capture(UniqueFunction<void(const Captured&)> then) {
    CaptureRequest request;
    request.pane = id_.pane;
    request.lines = kEchoLines;
    request.max_bytes = kEchoBytes;
    capture_pane(
        chain_, std::move(request),
        [self = shared_from_this(), then = std::move(then)](const Result<Captured>& captured) mutable {
          if (!captured) return self->fail(captured.error());
          then(*captured);
        });
  }

  /// A batch that ends at once if anything has moved in the pane since `state_`, or another server types.
  [[nodiscard]] Command guarded() const {
    Command batch = Guard::server(request_.pane.server).begin();
    Guard::takes_keys(id_.pane.text()).append_to(batch);
    Guard::unmoved(id_.pane.text(), std::string(kPlaceFormat) + " #{@smcp-typing}", place() + " " + typing_)
        .append_to(batch);
    return batch;
  }

  static constexpr std::string_view kPlaceFormat = "#{history_size} #{cursor_y} #{cursor_x} #{pane_width}";
  [[nodiscard]] std::string place() const {
    return std::to_string(state_.history) + " " + std::to_string(state_.cursor_y) + " " +
           std::to_string(state_.cursor_x) + " " + std::to_string(state_.width);
  }

  void begin_stage(milliseconds time) {
    const auto now = uv::Clock::now();
    stage_begin_ = now;
    stage_end_ = std::min(now + time, chain_->deadline());
    prompt_since_ = now;
    pause_ = kFirstPause;
  }
  [[nodiscard]] bool stage_is_over() const { return uv::Clock::now() >= stage_end_; }

  void again(UniqueFunction<void()> step) {
    next_ = std::move(step);
    keep_alive_ = shared_from_this();
    timer_.start(pause_);
    pause_ = std::min(2 * pause_, kLongestPause);
  }

  [[nodiscard]] Error busy(bool at_prompt) const {
    std::string message = "pane " + id_.pane.text() + " is busy running \"" + look_.command + "\"";
    if (look_.job_runs())
      message += " (job " + JobId{id_.pane, look_.job->token}.text() + ": " + look_.job->command + ")";
    message += "; nothing was run. Wait for it, use another pane or session, or answer it with send_keys.";
    if (at_prompt && look_.job_runs()) {
      message += " If that is a prompt, and the job was cut off without a word (exec), have it forgotten: ";
      message += "send_keys keys=\" tmux set -pu " + std::string(job_option::kStart) + "\"";
    }
    return {Errc::refused, std::move(message)};
  }

  [[nodiscard]] static Error no_known_shell(const std::string& name) {
    return {Errc::refused,
            "pane runs \"" + name +
                "\", which is no shell that run_command knows (bash, zsh, fish, dash and other "
                "POSIX shells); use send_keys"};
  }

  /// Answers when the prompt looks as before again: what comes next must not take our line, or a person's
  /// that is on its way back, for what stands there.
  void fail(const Error& error) {
    if (!typed_ || entered_) return done_(error_.value_or(error));
    typed_ = false;
    error_ = error;
    clean_up(undoing(), [self = shared_from_this()](const Result<Reply>& reply) {
      if (self->chain_->cancelled()) return;
      if (!reply || reply->exit_status != 0) return self->done_(*self->error_);
      self->begin_stage(kUndoTime);
      self->await_undone();
    });
  }

  void await_undone() {
    capture([self = shared_from_this()](const Captured& captured) {
      const bool as_before =
          same_place(captured.state, self->look_.state) && last_line(*captured.text) == self->prompt_row_;
      if (!as_before && !self->stage_is_over()) return self->again([self] { self->await_undone(); });
      self->done_(*self->error_);
    });
  }

  void succeed() { done_(StartedJob{id_, before_}); }

  /// Takes back what was typed, and what waits to be fetched: if it was typed, and Enter was not pressed.
  [[nodiscard]] Command undoing() const {
    const std::string pane = id_.pane.text();
    Command command = Guard::server(request_.pane.server).begin();
    Guard::unmoved(pane, "#{@smcp-typing} #{=6:@smcp-job}", typing_ + " " + newest_token())
        .append_to(command);
    unset(command, job_option::kTyping);
    unset(command, job_option::script(id_));
    Guard::takes_keys(pane).append_to(command);
    // Once the line has been seen, nothing must have moved since; before that, its own echo moves the cursor.
    if (!script_.empty()) Guard::unmoved(pane, kPlaceFormat, place()).append_to(command);
    command.then("send-keys").flag("-t").arg(pane);
    if (erases_) {
      command.flag("C-u");
    } else {
      command.flag("-N").flag(std::to_string(line_.size() + kEraseProbe.size())).flag("BSpace");
    }
    if (!put_back_.empty()) {
      command.then("send-keys").flag("-t").arg(pane).flag("-l").flag("--").arg(put_back_);
    }
    return command;
  }

  [[nodiscard]] std::string newest_token() const { return look_.job ? look_.job->token : std::string(); }

  Chain chain_;
  JobRequest request_;
  UniqueFunction<void(Result<StartedJob>)> done_;
  JobId id_;
  std::string tmux_;
  JobLook look_;
  std::optional<ShellKind> shell_;
  CursorLine prompt_;       ///< before anything was typed
  std::string prompt_row_;  ///< the same, as it was captured
  PaneState state_;         ///< as it must be when something is typed
  Cursor before_;
  std::string line_;
  std::string typing_;  ///< job_option::kTyping, as it must be
  bool typed_ = false;
  bool erases_ = true;  ///< Ctrl-U does
  std::string put_back_;
  std::optional<Error> error_;  ///< while what was typed is taken back
  std::string script_;
  std::size_t sent_ = 0;
  bool entered_ = false;

  uv::TimePoint stage_begin_;
  uv::TimePoint stage_end_;
  uv::TimePoint prompt_since_;
  milliseconds pause_ = kFirstPause;
  UniqueFunction<void()> next_;
  std::shared_ptr<Start> keep_alive_;  ///< while only the timer knows us
  uv::Timer timer_;
};

}  // namespace

void start_job(uv::Loop& loop, const Chain& chain, JobRequest request,
               UniqueFunction<void(Result<StartedJob>)> done) {
  std::make_shared<Start>(loop, chain, std::move(request), std::move(done))->start();
}

}  // namespace smcp::tmux
