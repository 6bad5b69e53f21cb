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
#include "tmux/job_batches.hpp"
#include "tmux/job_script.hpp"
#include "tmux/prompt_line.hpp"
#include "tmux/rows.hpp"
#include "tmux/shell_probe.hpp"
#include "utf8_prefix.hpp"

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
        batches_(request_.pane, id_),
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
    const PaneState& state = captured.state;
    if (!same_place(state, look_.state)) return prompt_moved();
    batches_.expect(state, look_.typing);
    prompt_row_ = last_line(*captured.text);
    prompt_ = cursor_line(prompt_row_, state);
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
    typed_ = true;
    chain_->run(batches_.type_line(*shell_, line_),
                [self = shared_from_this()](const Result<std::string>& text) {
                  if (!text && text.error().code == Errc::refused) return self->prompt_moved();
                  if (!text) return self->fail(text.error());
                  self->begin_stage(kEchoTime);
                  self->read_echo();
                });
  }

  /// The prompt is just being drawn, or somebody types. Nothing was typed by us.
  void prompt_moved() {
    typed_ = false;
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
        batches_.expect(captured.state);
        return send_script(captured.state);
      case TypedEcho::Kind::behind_text:
      case TypedEcho::Kind::before_text:
        undo_.put_back = echo.erased;
        // Bash suggests nothing: that was text, and the cursor in it.
        if (shell_ == ShellKind::bash) undo_.put_back += echo.rest;
        // Ctrl-U erases what is before the cursor, and in zsh the whole line.
        if (echo.kind == TypedEcho::Kind::before_text && shell_ == ShellKind::zsh)
          undo_.put_back += echo.text;
        return fail(
            {Errc::refused, "text stands at the prompt of pane " + id_.pane.text() + ": \"" + echo.text +
                                "\". Somebody may be typing. Nothing was run. Erase it with send_keys "
                                "keys=\"C-u\" enter=false, or finish it, and try again."});
      case TypedEcho::Kind::not_erased:
        undo_.erasable = false;
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

  void send_script(const PaneState& typed) {
    undo_.seen = true;
    script_ = job_script(*shell_, id_, {tmux_, look_.socket}, request_.command, typed);
    send_pieces(0);
  }

  void send_pieces(std::size_t from) {
    if (script_.size() - from <= JobBatches::kPiece) return press_enter(from);
    const std::size_t end =
        from + utf8_prefix(std::string_view(script_).substr(from), JobBatches::kPiece).size();
    chain_->run(batches_.add_to_script(script_, from, end),
                [self = shared_from_this(), end](const Result<std::string>& text) {
                  if (!text) return self->fail(text.error());
                  self->send_pieces(end);
                });
  }

  void press_enter(std::size_t from) {
    const JobRecord record{id_.token, before_, summary_of(request_.command)};
    auto batch = batches_.press_enter(script_, from, look_, record);
    chain_->run(std::move(batch), {}, RequestChain::OnCancel::finish,
                [self = shared_from_this()](const Result<std::string>& text) {
                  if (!text) return self->fail(text.error());
                  self->entered_ = true;
                  if (self->chain_->cancelled()) return;
                  self->begin_stage(kStartTime);
                  self->await_start();
                });
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
    chain_->run(batches_.give_up(), [self = shared_from_this()](const Result<std::string>& text) {
      if (!text) return self->fail(text.error());
      const auto look = JobLook::parse(std::string_view(*text).substr(0, text->find('\n')));
      if (look && look->is_newest(self->id_) && look->marks.start) return self->succeed();
      self->clean_up(self->batches_.forget(), [](const Result<Reply>&) {});
      self->fail(
          {Errc::refused,
           "the shell in pane " + self->id_.pane.text() +
               " did not run the command: does it find tmux (PATH, $TMUX), and is no quotation open? See "
               "it with capture_pane; send_keys types without that."});
    });
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

  [[nodiscard]] Command undoing() const {
    JobBatches::Typed typed = undo_;
    typed.characters = line_.size() + kEraseProbe.size();
    return batches_.undo(typed, look_);
  }

  Chain chain_;
  JobRequest request_;
  UniqueFunction<void(Result<StartedJob>)> done_;
  JobId id_;
  JobBatches batches_;
  std::string tmux_;
  JobLook look_;
  std::optional<ShellKind> shell_;
  CursorLine prompt_;       ///< before anything was typed
  std::string prompt_row_;  ///< the same, as it was captured
  Cursor before_;
  std::string line_;
  bool typed_ = false;
  JobBatches::Typed undo_;      ///< of what was typed
  std::optional<Error> error_;  ///< while what was typed is taken back
  std::string script_;
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
