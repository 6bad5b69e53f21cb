#include "tmux/read/capture.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "text/sgr.hpp"
#include "tmux/find/exact_target.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/read/cursor_of.hpp"
#include "tmux/read/pane_reading.hpp"

namespace smcp::tmux {
namespace {

/// How often a pane may enter or leave an alternate screen between two requests before the capture fails.
constexpr unsigned kMaxSurprises = 8;

/// Upper bound on kept bytes where only the number of lines matters.
constexpr std::size_t kMaxScreenLine = 1;

using OnCaptured = UniqueFunction<void(Result<Captured>)>;

/// One capture under way; it lives as long as one of its requests.
class Capture : public std::enable_shared_from_this<Capture> {
 public:
  Capture(Chain chain, CaptureRequest request)
      : chain_(std::move(chain)),
        request_(std::move(request)),
        wanted_(request_.lines + request_.skip),
        text_rows_(wanted_ + 1) {}

  /// Errc::not_found if there is no such pane, or if it is another session's.
  void attempt(std::string target, OnCaptured done) {
    PaneQuestion question;
    question.target = target;
    question.rows = {{-static_cast<std::int64_t>(rows_above_), std::nullopt}};
    question.text_from = -static_cast<std::int64_t>(text_rows_);
    question.colors = request_.colors;
    if (alternate_) question.ask_behind(history_, request_.hidden);
    auto answer = std::make_shared<Answer>(request_, wanted_, question);
    chain_->stream(
        command_for(question), [answer](std::string_view bytes) { answer->feed(bytes); },
        [self = shared_from_this(), answer, target = std::move(target),
         done = std::move(done)](const Result<Reply>& reply) mutable {
          self->answered(*answer, reply, std::move(target), std::move(done));
        });
  }

 private:
  /// The screen, or what else is to be first, is asked for before the rest, in the same batch.
  [[nodiscard]] Command command_for(const PaneQuestion& question) const {
    if (!request_.screen && !request_.first) return question.command();
    Command command = request_.first ? *request_.first : screen_command(question.target);
    question.append_to(command);
    return command;
  }

  struct Answer {
    Answer(const CaptureRequest& request, std::size_t lines, const PaneQuestion& question)
        : limits{lines, request.max_bytes},
          text(std::make_shared<Tail>(limits)),
          colors(request.colors),
          hidden(request.hidden),
          first_lines(request.first_lines),
          reading(question, {[] {}, [this](std::string_view bytes) { take(bytes); },
                             [this](std::string_view bytes) {
                               if (!std::exchange(on_screen, true)) begin_screen();
                               take(bytes);
                             }}) {
      if (request.screen) visible.emplace();
    }

    void feed(std::string_view bytes) {
      if (visible) bytes = visible->feed(bytes);
      while (first_done < first_lines && !bytes.empty()) {
        const auto end = bytes.find('\n');
        first.resize(first_done + 1);
        first.back().append(bytes.substr(0, end));
        if (end == std::string_view::npos) return;
        ++first_done;
        bytes.remove_prefix(end + 1);
      }
      if (!bytes.empty()) reading.feed(bytes);
    }
    void take(std::string_view bytes) {
      if (colors) {
        shown.clear();
        colored.feed(bytes, shown);
        bytes = shown;
      }
      text->feed(bytes);
      if (on_screen) screen.feed(bytes);
    }
    /// Drops the blank rows below the hidden text, which are not lines.
    void begin_screen() {
      end_part();
      if (!hidden) return;
      text->finish();
      end_line = plain_line(text->last_line(), colors);
      const auto normal = std::exchange(text, std::make_shared<Tail>(limits));
      dropped = normal->passed() - normal->lines();
      text->feed(normal->text());
      if (normal->lines() > 0) text->feed("\n");
    }
    void end_part() {
      shown.clear();
      colored.finish(shown);
      text->feed(shown);
      if (on_screen) screen.feed(shown);
    }
    void finish() {
      end_part();
      text->finish();
      screen.finish();
      if (!on_screen) end_line = plain_line(text->last_line(), colors);
    }
    [[nodiscard]] std::uint64_t passed() const { return dropped + text->passed(); }

    Tail::Limits limits;
    std::shared_ptr<Tail> text;
    std::uint64_t dropped = 0;         ///< number of lines above those that were fed to `text`
    Tail screen{{1, kMaxScreenLine}};  ///< counts the lines of an alternate screen
    std::string end_line;              ///< the last line of the normal screen; "" if that is hidden
    bool colors;
    bool hidden;
    bool on_screen = false;
    std::optional<ScreenReading> visible;
    std::size_t first_lines;  ///< CaptureRequest::first
    std::size_t first_done = 0;
    std::vector<std::string> first;
    SelfContainedLines colored;
    std::string shown;
    PaneReading reading;
  };

  void answered(Answer& answer, const Result<Reply>& reply, std::string target, OnCaptured done) {
    if (!reply) return done(reply.error());
    const auto& state = answer.reading.state();
    if (!state) return done(unexpected_answer("capture-pane"));
    // A window can be in several sessions; a pane that was asked for by its id is right in any of them.
    if (!request_.pane && state->session != request_.session) return done(no_such_session(request_.session));
    if (!answer.reading.has_text()) return done(unexpected_answer("capture-pane"));
    if (!answer.reading.fits()) return ask_otherwise(*state, std::move(target), std::move(done));
    answer.finish();
    const std::uint64_t passed = answer.passed();
    // If history was left out above, the first line may be the end of a longer one, so it must not be used.
    const bool all = state->history <= text_rows_ || passed > wanted_;
    auto cursor = cursor_of(answer.reading, answer.end_line);
    if (all && cursor) {
      cursor->untold = state->alternate && !request_.hidden;
      if (!answer.visible) return done(captured(answer, *cursor));
      auto screen = screen_of(*answer.visible);
      if (!screen) return done(screen.error());
      Captured seen = captured(answer, *cursor);
      seen.screen = std::move(*screen);
      return done(std::move(seen));
    }
    if (!all) text_rows_ = more_rows(passed, state->history);
    if (!cursor)
      rows_above_ = std::min<std::uint64_t>(4 * rows_above_, std::max<std::uint64_t>(state->history, 1));
    attempt(std::move(target), std::move(done));
  }

  /// Asks again, for a pane that has entered or left an alternate screen, or has got or lost its history.
  void ask_otherwise(const PaneState& state, std::string target, OnCaptured done) {
    if (++surprises_ > kMaxSurprises) return done(unexpected_answer("capture-pane"));
    alternate_ = state.alternate;
    history_ = state.history > 0;
    attempt(std::move(target), std::move(done));
  }

  [[nodiscard]] Captured captured(Answer& answer, const Cursor& cursor) const {
    answer.text->drop_newest(request_.skip);
    const std::size_t screen = answer.screen.passed() - std::min(request_.skip, answer.screen.passed());
    Captured seen{answer.text,
                  std::min(screen, answer.text->lines()),
                  *answer.reading.state(),
                  cursor,
                  std::nullopt,
                  std::move(answer.first)};
    if (request_.below && !seen.state.alternate) seen.below = rows_below(answer.reading.rows(), seen.state);
    return seen;
  }

  static std::vector<std::string> rows_below(const PaneRows& rows, const PaneState& state) {
    std::vector<std::string> below;
    for (std::uint64_t at = state.history + state.cursor_y; at < state.rows(); ++at) {
      const std::string_view row = rows.row(at).value_or(std::string_view());
      below.emplace_back(row.substr(0, row.find_last_not_of(' ') + 1));  // npos + 1 is 0
    }
    return below;
  }

  /// At least twice as many; as many as the lines so far suggest, plus an eighth; at most all.
  [[nodiscard]] std::size_t more_rows(std::uint64_t passed, std::size_t history) const {
    const std::size_t guess = text_rows_ / std::max<std::uint64_t>(passed, 1) * (wanted_ + 1);
    return std::min(std::max(2 * text_rows_, guess + guess / 8), std::max(history, 2 * text_rows_));
  }

  Chain chain_;
  CaptureRequest request_;
  std::size_t wanted_;                             ///< number of lines
  std::size_t text_rows_;                          ///< rows of history asked for as text
  std::uint64_t rows_above_ = Cursor::kRowsAbove;  ///< rows of history asked for as rows, for the cursor
  bool alternate_ = false;                         ///< the pane shows an alternate screen
  bool history_ = false;                           ///< the pane has a history
  unsigned surprises_ = 0;
};

Task<Result<Captured>> captured_at(std::shared_ptr<Capture> capture, std::string target) {
  co_return co_await called_back<Result<Captured>>(
      [&](OnCaptured done) { capture->attempt(std::move(target), std::move(done)); });
}

}  // namespace

void capture_pane(const Chain& chain, CaptureRequest request, UniqueFunction<void(Result<Captured>)> done) {
  const std::string session = request.session;
  const auto pane = request.pane;
  const auto capture = std::make_shared<Capture>(chain, std::move(request));
  if (pane) return capture->attempt(pane->text(), std::move(done));
  auto attempt = [capture](const std::string& target) { return captured_at(capture, target + ":"); };
  start(with_exact_target<Captured>(chain, session, std::move(attempt)), std::move(done));
}

}  // namespace smcp::tmux
