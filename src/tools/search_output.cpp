// search_output: a pattern, in the whole history of one session, some or all.
#include <algorithm>
#include <chrono>
#include <ctime>
#include <utility>
#include <vector>

#include "base/called_back.hpp"
#include "base/task.hpp"
#include "json/writer.hpp"
#include "text/history_search.hpp"
#include "tmux/find/pane_selector.hpp"
#include "tmux/find/sessions.hpp"
#include "tmux/jobs/below_typed_line.hpp"
#include "tmux/read/history.hpp"
#include "tools/tool.hpp"
#include "tools/write_errors.hpp"

namespace smcp::tools {
namespace {

/// Upper bound on the text of an answer, in bytes. Nobody reads more, and it must stay far below 8 MiB as JSON.
constexpr std::size_t kMaxHits = 256 * 1024;

/// Processor time that the matching of one chunk (at most 64 KiB of output) may take: everything else waits
/// meanwhile. It takes milliseconds, but a pattern can be made that needs seconds.
constexpr std::clock_t kMaxMatching = CLOCKS_PER_SEC / 2;
/// After how many bytes the time is looked at.
constexpr std::size_t kSlice = 4096;

/// `:-`, a number, `: ` and a newline.
constexpr std::size_t kLineFraming = 16;

struct Target {
  std::string name;
  std::string id;  ///< of the session, with `:` behind it, or of the pane; empty: there is no such session
};

/// What was found in one session.
struct Found {
  std::string name;
  SearchHits hits;
  std::uint64_t lines;
};

/// One call: session after session.
class SearchOutput {
 public:
  SearchOutput(CallPtr call, Pattern pattern) : call_(std::move(call)), pattern_(std::move(pattern)) {}

  Task<Result<transport::ToolResult>> run_all() {
    auto choosing = call_->arguments.has("pane") ? choose_pane() : choose_sessions();
    const Status chosen = co_await choosing;
    if (!chosen) co_return chosen.error();
    for (const Target& target : targets_) {
      auto searching = search(target);
      const Status searched = co_await searching;
      // A session that is not there does not spoil the others.
      if (!searched && is_gone(searched.error()))
        errors_.push_back(tmux::no_such_session(target.name));
      else if (!searched)
        co_return searched.error();
    }
    if (found_.empty() && call_->arguments.has("names")) co_return errors_.front();
    co_return answer();
  }

 private:
  Task<Status> choose_pane() {
    const std::string name = call_->arguments.texts("names").front();
    const std::string selector = call_->arguments.text("pane");
    auto finding = called_back<Result<tmux::Pane>>([chain = call_->chain, &name, &selector](auto found) {
      tmux::find_pane(chain, name, selector, std::move(found));
    });
    const auto pane = co_await finding;
    if (!pane) co_return pane.error();
    targets_.push_back({name, pane->id.text()});
    co_return Ok{};
  }

  Task<Status> choose_sessions() {
    auto listing = called_back<Result<std::vector<tmux::Session>>>(
        [chain = call_->chain](auto listed) { tmux::list_sessions(chain, std::move(listed)); });
    const auto sessions = co_await listing;
    if (!sessions) co_return sessions.error();
    choose(*sessions);
    co_return Ok{};
  }

  [[nodiscard]] std::size_t argument(std::string_view name) const {
    return static_cast<std::size_t>(call_->arguments.integer(name));
  }

  /// The sessions that were named, each once, or all.
  void choose(const std::vector<tmux::Session>& sessions) {
    for (const auto& name : call_->arguments.texts("names")) {
      const auto has_it = [&name](const Target& target) { return target.name == name; };
      if (std::any_of(targets_.begin(), targets_.end(), has_it)) continue;
      const auto session = std::find_if(sessions.begin(), sessions.end(), [&](const tmux::Session& listed) {
        return listed.name == name && call_->chain->pinned().may_be(name, listed.id);
      });
      targets_.push_back({name, session == sessions.end() ? "" : session->id.text() + ":"});
    }
    if (call_->arguments.has("names")) return;
    for (const auto& session : sessions) {
      if (!call_->lists(session.name)) continue;
      if (const Status shown = call_->may_show(session.name)) {
        targets_.push_back({session.name, session.id.text() + ":"});
      } else {
        errors_.push_back(shown.error());
      }
    }
  }

  /// Errc::not_found or Errc::no_server if there is no such session (any more).
  Task<Status> search(const Target& target) {
    if (target.id.empty()) co_return tmux::no_such_session(target.name);
    const HistorySearch::Limits limits{argument("context"), argument("max_matches"), kMaxHits};
    current_.emplace(pattern_, limits, call_->server.shown(target.name).size() + kLineFraming,
                     tmux::is_typed_line);
    auto streaming = called_back<Status>([this, &target](auto streamed) {
      auto on_text = [this](std::string_view text) { feed(text); };
      tmux::stream_history(call_->chain, target.id, std::move(on_text), std::move(streamed));
    });
    const Status streamed = co_await streaming;
    const bool ours = matching_ > (uv::Clock::now() - begin_) / 2;  // else tmux was what took the time
    const bool late = !streamed && streamed.error().code == Errc::timed_out && ours;
    if ((streamed && too_slow_) || late) {
      co_return Error{Errc::too_large, "pattern takes too long on the output of session \"" +
                                           call_->server.shown(target.name) + "\"; use a simpler one"};
    }
    if (streamed) take(target);
    co_return streamed;
  }

  [[nodiscard]] static bool is_gone(const Error& error) {
    return error.code == Errc::not_found || error.code == Errc::no_server;
  }

  void feed(std::string_view text) {
    const auto entered = uv::Clock::now();
    const auto begin = std::clock();
    for (; !text.empty() && !too_slow_; text.remove_prefix(std::min(text.size(), kSlice))) {
      current_->feed(text.substr(0, kSlice));
      too_slow_ = std::clock() - begin > kMaxMatching;
    }
    matching_ += uv::Clock::now() - entered;
  }

  /// Takes what was found in a session that has been searched to its end.
  void take(const Target& target) {
    current_->finish();
    matches_ += current_->matches();
    cut_lines_ += current_->cut_lines();
    found_.push_back({target.name, std::move(current_->hits()), current_->lines()});
    std::vector<SearchHits*> all;
    for (auto& found : found_) all.push_back(&found.hits);
    share(all, argument("max_matches"), kMaxHits);
  }

  [[nodiscard]] transport::ToolResult answer() const {
    const auto text = std::make_shared<std::string>();
    std::size_t shown = 0;
    for (const auto& found : found_) {
      append_hits(*text, call_->server.shown(found.name), found.hits, found.lines);
      shown += found.hits.matches();
    }
    return transport::ToolResult::text({*text, text}, about(shown));
  }

  [[nodiscard]] std::string about(std::size_t shown) const {
    std::string json;
    transport::JsonWriter writer(json);
    writer.begin_object().field("sessions", found_.size()).field("matches", matches_).field("shown", shown);
    if (shown < matches_) writer.field("truncated", true);
    if (cut_lines_ > 0) writer.field("cut_lines", cut_lines_);
    write_errors(writer, call_->in_sentences(errors_));
    writer.end_object();
    return json;
  }

  CallPtr call_;
  Pattern pattern_;
  std::vector<Target> targets_;
  std::optional<HistorySearch> current_;
  uv::TimePoint begin_ = uv::Clock::now();
  uv::Clock::duration matching_{};  ///< how much of the time since then was not tmux's
  bool too_slow_ = false;
  std::vector<Found> found_;
  std::vector<Error> errors_;
  std::uint64_t matches_ = 0;
  std::uint64_t cut_lines_ = 0;
};

Task<Result<transport::ToolResult>> search_sessions(CallPtr call, Pattern pattern) {
  SearchOutput search(std::move(call), std::move(pattern));
  auto steps = search.run_all();
  co_return co_await steps;
}

}  // namespace

void search_output(Toolbox&, const CallPtr& call) {
  const auto letters = call->arguments.boolean("ignore_case") ? Pattern::Case::ignored : Pattern::Case::exact;
  auto pattern = Pattern::compile(call->arguments.text("pattern"), letters);
  if (!pattern) return call->fail(pattern.error());
  if (call->arguments.has("pane") && call->arguments.texts("names").size() != 1) {
    return call->fail({Errc::invalid_argument, "pane needs exactly one name in names"});
  }
  in_captures(call, [call, pattern = std::move(*pattern)]() mutable {
    answer_with(call, search_sessions(call, std::move(pattern)));
  });
}

}  // namespace smcp::tools
