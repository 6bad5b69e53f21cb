// wait_for: ends when something happens in one of some sessions, or when the time is up.
#include <array>
#include <utility>
#include <vector>

#include "io/uv_timer.hpp"
#include "json/writer.hpp"
#include "text/utf8.hpp"
#include "tmux/find/pane_selector.hpp"
#include "tools/pane_text.hpp"
#include "tools/tool.hpp"
#include "tools/waits/elapsed.hpp"
#include "tools/waits/job_call.hpp"
#include "tools/waits/pane_wait.hpp"

namespace smcp::tools {
namespace {

using std::chrono::seconds;

/// Of the line that matched, in the second block; the whole of it is in the first.
constexpr std::size_t kMaxLine = 400;

std::string_view word_for(WaitEnd outcome) {
  switch (outcome) {
    case WaitEnd::matched:
      return "matched";
    case WaitEnd::idle:
      return "idle";
    case WaitEnd::finished:
      return "finished";
    case WaitEnd::dead:
      return "dead";
    case WaitEnd::gone:
      return "gone";
  }
  return "";
}

class WaitFor final : public LongCall, public std::enable_shared_from_this<WaitFor> {
 public:
  WaitFor(Toolbox& tools, CallPtr call, std::shared_ptr<const Pattern> pattern)
      : tools_(&tools),
        call_(std::move(call)),
        pattern_(std::move(pattern)),
        started_(uv::Clock::now()),
        timer_(std::make_unique<uv::Timer>(call_->server.loop, [this] { answer_now(); })) {}

  void start(std::optional<tmux::PaneId> pane, const std::optional<tmux::Cursor>& since) {
    const auto& arguments = call_->arguments;
    timer_->start(seconds(arguments.integer("timeout_seconds")));
    const auto names =
        arguments.has("names") ? arguments.texts("names") : std::vector{arguments.text("name")};
    for (const auto& name : names) waits_.push_back(make_wait(name));
    const auto waits = waits_;  // one of them may end it all at once
    for (const auto& wait : waits) wait->start(pane, since);
  }

  void answer_now() override { answer("timeout", nullptr); }

  void drop() override {
    const auto self = shared_from_this();
    for (const auto& wait : waits_) wait->stop();
    timer_.reset();
    if (tools_ != nullptr) tools_->long_calls.remove(self);
    tools_ = nullptr;
  }

 private:
  [[nodiscard]] PaneWait::Conditions conditions() const {
    const auto& arguments = call_->arguments;
    PaneWait::Conditions conditions;
    conditions.pattern = pattern_;
    if (arguments.has("idle_seconds")) conditions.idle = seconds(arguments.integer("idle_seconds"));
    conditions.finished =
        arguments.has("finished") ? arguments.boolean("finished") : !pattern_ && !conditions.idle;
    conditions.lines = static_cast<std::size_t>(arguments.integer("lines"));
    return conditions;
  }

  std::shared_ptr<PaneWait> make_wait(const std::string& name) {
    const std::size_t index = waits_.size();
    PaneWait::Hooks hooks;
    hooks.ended = [weak = weak_from_this(), index](WaitEnd outcome) {
      if (const auto self = weak.lock()) self->answer(word_for(outcome), self->waits_[index].get());
    };
    hooks.failed = [weak = weak_from_this()](const Error& error) {
      const auto self = weak.lock();
      if (!self || self->tools_ == nullptr) return;
      self->drop();
      self->call_->fail(error);
    };
    return std::make_shared<PaneWait>(call_->server, name, conditions(), std::move(hooks));
  }

  /// `wait` is the one that has ended; none if the time is up.
  void answer(std::string_view outcome, const PaneWait* wait) {
    if (tools_ == nullptr) return;
    const auto self = shared_from_this();
    drop();
    const bool one = waits_.size() == 1;
    const PaneWait* const shown = wait != nullptr ? wait : one ? waits_.front().get() : nullptr;
    std::string json = about(outcome, shown, one);
    if (shown == nullptr || shown->new_lines().lines() == 0)
      return call_->reply.answer(transport::ToolResult::note(std::move(json)));
    const auto text = std::make_shared<std::string>(shown->new_lines().text());
    call_->reply.answer(transport::ToolResult::text({*text, text}, std::move(json)));
  }

  [[nodiscard]] std::string about(std::string_view outcome, const PaneWait* shown, bool one) const {
    std::string json;
    transport::JsonWriter writer(json);
    writer.begin_object();
    if (shown != nullptr) writer.field("session", shown->session());
    writer.field("outcome", outcome);
    if (outcome == "matched") writer.field("line", utf8_prefix(shown->matched_line(), kMaxLine));
    writer.key("elapsed_s").raw(seconds_text(uv::Clock::now() - started_));
    if (shown != nullptr) write_state(writer, *shown);
    if (!one) write_cursors(writer);
    writer.end_object();
    return json;
  }

  static void write_state(transport::JsonWriter& writer, const PaneWait& wait) {
    const WaitLines& lines = wait.new_lines();
    writer.field("lines", lines.lines());
    if (lines.skipped() > 0) writer.field("skipped", lines.skipped());
    if (!lines.reset().empty()) writer.field("reset", lines.reset());
    if (lines.lost()) writer.field("lost", "unknown");
    if (wait.cursor()) writer.field("cursor", wait.cursor()->text());
  }

  /// Of all sessions, for the next wait.
  void write_cursors(transport::JsonWriter& writer) const {
    writer.key("cursors").begin_object();
    for (const auto& wait : waits_) {
      if (wait->cursor()) writer.field(wait->session(), wait->cursor()->text());
    }
    writer.end_object();
  }

  Toolbox* tools_;  ///< null when it is over
  CallPtr call_;
  std::shared_ptr<const Pattern> pattern_;
  uv::TimePoint started_;
  std::unique_ptr<uv::Timer> timer_;
  std::vector<std::shared_ptr<PaneWait>> waits_;
};

Status check(const Arguments& arguments) {
  const auto error = [](const char* message) { return Error{Errc::invalid_argument, message}; };
  if (arguments.has("name") == arguments.has("names"))
    return error("give either name (one session) or names (several)");
  if (arguments.has("job")) {
    for (const char* other : {"names", "pattern", "idle_seconds", "finished", "since", "pane"}) {
      if (arguments.has(other))
        return Error{Errc::invalid_argument, "job cannot be combined with " + std::string(other) +
                                                 ", only with name, lines and timeout_seconds"};
    }
  }
  if (arguments.has("names") && (arguments.has("since") || arguments.has("pane"))) {
    return error("since and pane belong to one session: use them with name, not with names");
  }
  return Ok{};
}

void begin(Toolbox& tools, const CallPtr& call, std::shared_ptr<const Pattern> pattern,
           std::optional<tmux::PaneId> pane, const std::optional<tmux::Cursor>& since) {
  const auto wait = std::make_shared<WaitFor>(tools, call, std::move(pattern));
  tools.long_calls.add(wait);
  call->on_cancel = [weak = std::weak_ptr<WaitFor>(wait)] {
    if (const auto running = weak.lock()) running->drop();
  };
  wait->start(pane, since);
}

void wait_for_job(Toolbox& tools, const CallPtr& call) {
  const auto id = tmux::JobId::parse(call->arguments.text("job"));
  if (!id) {
    return call->fail(
        {Errc::invalid_argument, "job must be the \"job\" that run_command returned, such as %3-k4f9q2"});
  }
  tmux::find_pane(call->chain, call->name(), id->pane.text(),
                  [&tools, call, id = *id](const Result<tmux::Pane>& pane) {
                    if (!pane) return call->fail(pane.error());
                    follow_job(tools, call, {.id = id, .with_outcome = true});
                  });
}

}  // namespace

void wait_for(Toolbox& tools, const CallPtr& call) {
  const auto& arguments = call->arguments;
  if (const Status status = check(arguments); !status) return call->fail(status.error());
  if (arguments.has("job")) return wait_for_job(tools, call);
  std::shared_ptr<const Pattern> pattern;
  if (arguments.has("pattern")) {
    auto compiled = Pattern::compile(arguments.text("pattern"), Pattern::Case::exact);
    if (!compiled) return call->fail(compiled.error());
    pattern = std::make_shared<const Pattern>(std::move(*compiled));
  }
  std::optional<tmux::Cursor> since;
  if (arguments.has("since")) {
    const auto parsed = parse_cursor(arguments.text("since"));
    if (!parsed) return call->fail(parsed.error());
    since = *parsed;
  }
  if (!since && !arguments.has("pane"))
    return begin(tools, call, std::move(pattern), std::nullopt, std::nullopt);
  const std::string selector = arguments.has("pane") ? arguments.text("pane") : since->pane.text();
  tmux::find_pane(call->chain, call->name(), selector,
                  [&tools, call, pattern, since](const Result<tmux::Pane>& pane) {
                    if (!pane) return call->fail(pane.error());
                    if (since && since->pane != pane->id) return call->fail(other_pane(*since, pane->id));
                    begin(tools, call, pattern, pane->id, since);
                  });
}

}  // namespace smcp::tools
