#include "tools/waits/wait_call.hpp"

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>

#include "text/utf8.hpp"
#include "tmux/jobs/look_at_job.hpp"
#include "tmux/read/read_screen.hpp"
#include "tools/screen_text.hpp"
#include "tools/waits/elapsed.hpp"
#include "tools/waits/ended_job.hpp"
#include "tools/waits/repeated_line.hpp"
#include "tools/waits/wait_text.hpp"

namespace smcp::tools {
namespace {

std::string_view word_for(std::optional<WaitEnd> outcome) {
  if (!outcome) return "timeout";
  switch (*outcome) {
    case WaitEnd::matched:
      return "matched";
    case WaitEnd::failed:
      return "failed";
    case WaitEnd::idle:
      return "idle";
    case WaitEnd::finished:
      return "finished";
    case WaitEnd::waiting:
      return "waiting";
    case WaitEnd::dead:
      return "dead";
    case WaitEnd::gone:
      return "gone";
  }
  return "";
}

class WaitCall final : public LongCall, public std::enable_shared_from_this<WaitCall> {
 public:
  WaitCall(Toolbox& tools, CallPtr call, WaitRequest request)
      : tools_(&tools),
        call_(std::move(call)),
        request_(std::move(request)),
        started_(uv::Clock::now()),
        timer_(std::make_unique<uv::Timer>(call_->server.loop, [this] { answer_now(); })) {}

  void start() {
    timer_->start(request_.timeout);
    for (const auto& session : request_.sessions) waits_.push_back({make_wait(session.name), {}, {}, {}});
    const auto waits = waits_;  // one of them may end it all at once
    for (std::size_t i = 0; i < waits.size(); ++i) waits[i].wait->start(std::move(request_.sessions[i].from));
  }

  void answer_now() override {
    const auto ended =
        std::find_if(waits_.begin(), waits_.end(), [](const Waiting& one) { return one.outcome; });
    if (request_.all || ended == waits_.end()) return answer(std::nullopt, nullptr);
    answer(ended->outcome, ended->wait.get());
  }

  void drop() override {
    const auto self = shared_from_this();
    stop_waiting();
    if (screen_look_) screen_look_->cancel();
    screen_look_ = nullptr;
    if (tools_ != nullptr) tools_->long_calls.remove(self);
    tools_ = nullptr;
  }

 private:
  struct Waiting {
    std::shared_ptr<PaneWait> wait;
    std::optional<WaitEnd> outcome;
    tmux::Chain look;  ///< at the pane's jobs, once the wait has ended; null before and after
    std::optional<EndedJob> job;
  };

  void stop_waiting() {
    for (auto& one : waits_) {
      one.wait->stop();
      if (one.look) one.look->cancel();
      one.look = nullptr;
    }
    timer_.reset();
  }

  std::shared_ptr<PaneWait> make_wait(const std::string& name) {
    const std::size_t index = waits_.size();
    PaneWait::Hooks hooks;
    hooks.ended = [weak = weak_from_this(), index](WaitEnd outcome) {
      if (const auto self = weak.lock()) self->ended(index, outcome);
    };
    hooks.failed = [weak = weak_from_this()](const Error& error) {
      const auto self = weak.lock();
      if (!self || self->tools_ == nullptr) return;
      self->drop();
      self->call_->fail(error);
    };
    return std::make_shared<PaneWait>(call_->server, name, request_.conditions, std::move(hooks),
                                      call_->chain->pinned());
  }

  void ended(std::size_t index, WaitEnd outcome) {
    Waiting& one = waits_[index];
    one.outcome = outcome;
    if (!request_.all) {
      for (const Waiting& other : waits_) {
        if (&other != &one) other.wait->stop();
      }
    }
    if (outcome == WaitEnd::gone || !request_.may_end_job || !one.wait->began_at()) return settled(one);
    one.look = call_->server.new_chain();
    tmux::look_at_job(one.look, one.wait->began_at()->pane,
                      [weak = weak_from_this(), index](const Result<tmux::JobLook>& look) {
                        const auto self = weak.lock();
                        if (!self) return;
                        Waiting& asked = self->waits_[index];
                        if (look) asked.job = ended_since(*look, *asked.wait->began_at());
                        if (asked.job) asked.job->id.insert(0, self->call_->server.prefix);
                        self->settled(asked);
                      });
  }

  /// All is known of it.
  void settled(Waiting& one) {
    one.look = nullptr;
    if (!request_.all) return answer(one.outcome, one.wait.get());
    if (have_all_ended()) answer(one.outcome, nullptr);
  }

  [[nodiscard]] bool have_all_ended() const {
    return std::all_of(waits_.begin(), waits_.end(),
                       [](const Waiting& each) { return each.outcome && !each.look; });
  }

  /// `outcome` is nothing if the time is up, and `wait` the one that has ended; null if that does not matter.
  void answer(std::optional<WaitEnd> outcome, const PaneWait* wait) {
    if (tools_ == nullptr || screen_look_) return;
    const bool one = waits_.size() == 1;
    const PaneWait* const shown = wait != nullptr ? wait : one ? waits_.front().wait.get() : nullptr;
    if (!request_.all && shown != nullptr && shown->screen() && shown->cursor()) return look(outcome, *shown);
    finish(outcome, shown, std::nullopt);
  }

  /// Looks at the screen of a full-screen program once more, for what its text does not tell: the text is of the same
  /// moment then. The cursor remains that of the wait, so that nothing is missed in between.
  void look(std::optional<WaitEnd> outcome, const PaneWait& shown) {
    stop_waiting();
    screen_look_ = call_->server.new_chain();
    auto seen = [weak = weak_from_this(), outcome, &shown](Result<tmux::Screen> screen) {
      const auto self = weak.lock();
      if (!self) return;
      std::optional<ScreenText> text;
      if (screen && screen->alternate) text.emplace(std::move(*screen));
      self->finish(outcome, &shown, text);
    };
    in_captures(
        call_->server, screen_look_, Gate::WhileHeld::enter,
        [chain = screen_look_, pane = shown.cursor()->pane, seen = std::move(seen)](Gate::Pass pass) mutable {
          tmux::read_screen(
              chain, pane,
              [seen = std::move(seen), pass = std::move(pass)](Result<tmux::Screen> screen) mutable {
                pass.leave();
                seen(std::move(screen));
              });
        });
  }

  void finish(std::optional<WaitEnd> outcome, const PaneWait* shown,
              const std::optional<ScreenText>& screen) {
    const auto self = shared_from_this();
    drop();
    if (request_.all) return answer_for_all();
    WaitText text;
    if (screen) {
      text = {screen->block(), screen->screen().height};
    } else if (shown != nullptr) {
      text = text_of(*shown, request_.typed);
    }
    std::string json = about(outcome, shown, text.lines, screen);
    if (text.lines == 0) return call_->reply.answer(transport::ToolResult::note(std::move(json)));
    call_->reply.answer(transport::ToolResult::text(text.block, std::move(json)));
  }

  /// The line that tells most of how it went: at a shell's prompt, what was printed above that.
  static std::string told_line(const Waiting& one) {
    if (one.outcome == WaitEnd::matched || one.outcome == WaitEnd::failed) return one.wait->matched_line();
    return one.outcome == WaitEnd::finished ? one.wait->line_above() : one.wait->last_line();
  }

  /// A line for each session.
  void answer_for_all() const {
    const auto text = std::make_shared<std::string>();
    for (const auto& one : waits_) {
      if (!text->empty()) text->push_back('\n');
      *text += call_->server.shown(one.wait->session());
      *text += ": ";
      *text += word_for(one.outcome);
      if (one.job && one.job->status) *text += " exit " + std::to_string(*one.job->status);
      const std::string line = told_line(one);
      if (!line.empty()) *text += ": " + std::string(utf8_prefix(line, kMaxRepeatedLine));
    }
    std::string json;
    transport::JsonWriter writer(json);
    writer.begin_object().field("outcome", have_all_ended() ? "all" : word_for(std::nullopt));
    writer.key("elapsed_s").raw(seconds_text(uv::Clock::now() - started_));
    writer.end_object();
    call_->reply.answer(transport::ToolResult::text({*text, text}, std::move(json)));
  }

  [[nodiscard]] std::string about(std::optional<WaitEnd> outcome, const PaneWait* shown, std::size_t lines,
                                  const std::optional<ScreenText>& screen) const {
    std::string json;
    transport::JsonWriter writer(json);
    writer.begin_object();
    if (request_.about) {
      request_.about(writer);
    } else if (shown != nullptr) {
      writer.field("session", call_->server.shown(shown->session()));
    }
    writer.field("outcome", word_for(outcome));
    for (const Waiting& one : waits_) {
      if (one.wait.get() == shown && one.job) one.job->write(writer);
    }
    if (shown != nullptr) write_lines(writer, outcome, *shown, lines);
    writer.key("elapsed_s").raw(seconds_text(uv::Clock::now() - started_));
    if (shown != nullptr) write_state(writer, *shown, lines, screen);
    writer.end_object();
    return json;
  }

  /// The line that matched, or where it stands.
  static void write_lines(transport::JsonWriter& writer, std::optional<WaitEnd> outcome, const PaneWait& wait,
                          std::size_t lines) {
    if (outcome == WaitEnd::matched || outcome == WaitEnd::failed) {
      writer.field("line", utf8_prefix(wait.matched_line(), kMaxRepeatedLine));
      return;
    }
    const bool waits = outcome == WaitEnd::waiting;
    const bool needs_last = waits || !outcome || lines == 0;
    if (needs_last && !wait.screen() && !wait.last_line().empty())
      writer.field("last", utf8_prefix(wait.last_line(), kMaxRepeatedLine));
    if (waits && wait.is_input_hidden()) writer.field("hidden_input", true);
    if (wait.screen()) writer.field("alternate_screen", true);
  }

  void write_state(transport::JsonWriter& writer, const PaneWait& wait, std::size_t shown,
                   const std::optional<ScreenText>& screen) const {
    const WaitLines& lines = wait.new_lines();
    writer.field("lines", shown);
    if (lines.kept().skipped() > 0) writer.field("skipped", lines.kept().skipped());
    const std::string_view reset =
        lines.reset().empty() && wait.screen() ? "alternate_screen" : lines.reset();
    if (!reset.empty()) writer.field("reset", reset);
    if (lines.lost()) writer.field("lost", "unknown");
    if (screen) screen->write(writer);
    if (!wait.cursor()) return;
    call_->is_about(wait.cursor()->pane);
    if (!request_.about) writer.field("pane", wait.cursor()->pane.text());
    writer.field("cursor", call_->server.shown(wait.cursor()->text()));
  }

  Toolbox* tools_;  ///< null when it is over
  CallPtr call_;
  mutable WaitRequest request_;
  uv::TimePoint started_;
  std::unique_ptr<uv::Timer> timer_;
  std::vector<Waiting> waits_;
  tmux::Chain screen_look_;  ///< at the end, at a full-screen program's screen; null before
};

}  // namespace

void wait_in_panes(Toolbox& tools, const CallPtr& call, WaitRequest request) {
  assert(!call->pass);
  const auto wait = std::make_shared<WaitCall>(tools, call, std::move(request));
  tools.long_calls.add(wait);
  call->on_cancel = [weak = std::weak_ptr<WaitCall>(wait)] {
    if (const auto running = weak.lock()) running->drop();
  };
  wait->start();
}

}  // namespace smcp::tools
