// search_output: a pattern, in the whole history of one session, some or all.
#include <algorithm>
#include <chrono>
#include <ctime>
#include <utility>
#include <vector>

#include "json/writer.hpp"
#include "text/history_search.hpp"
#include "tmux/find/pane_selector.hpp"
#include "tmux/find/sessions.hpp"
#include "tmux/read/history.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {
namespace {

/// Of text in the answer. More is no answer that somebody reads, and it must stay far below 8 MiB as JSON.
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

/// One call on its way: session after session. Lives as long as one of its requests.
class SearchOutput : public std::enable_shared_from_this<SearchOutput> {
 public:
  SearchOutput(CallPtr call, Pattern pattern) : call_(std::move(call)), pattern_(std::move(pattern)) {}

  void start() {
    const auto self = shared_from_this();
    if (call_->arguments.has("pane")) return start_with_pane();
    tmux::list_sessions(call_->chain, [self](const Result<std::vector<tmux::Session>>& sessions) {
      if (!sessions) return self->call_->fail(sessions.error());
      self->choose(*sessions);
      self->next();
    });
  }

 private:
  void start_with_pane() {
    const std::string& name = call_->arguments.texts("names").front();
    const auto self = shared_from_this();
    tmux::find_pane(call_->chain, name, call_->arguments.text("pane"),
                    [self, name](const Result<tmux::Pane>& pane) {
                      if (!pane) return self->call_->fail(pane.error());
                      self->targets_.push_back({name, pane->id.text()});
                      self->next();
                    });
  }

  [[nodiscard]] std::size_t argument(std::string_view name) const {
    return static_cast<std::size_t>(call_->arguments.integer(name));
  }

  /// The sessions that were named, each once, or all.
  void choose(const std::vector<tmux::Session>& sessions) {
    const auto named = [](const std::string& name) {
      return [&name](const auto& item) { return item.name == name; };
    };
    for (const auto& name : call_->arguments.texts("names")) {
      if (std::any_of(targets_.begin(), targets_.end(), named(name))) continue;
      const auto session = std::find_if(sessions.begin(), sessions.end(), named(name));
      targets_.push_back({name, session == sessions.end() ? "" : session->id.text() + ":"});
    }
    if (call_->arguments.has("names")) return;
    for (const auto& session : sessions) targets_.push_back({session.name, session.id.text() + ":"});
  }

  void next() {
    if (at_ == targets_.size()) return finish();
    if (targets_[at_].id.empty()) return failed(tmux::no_such_session(targets_[at_].name));
    search(targets_[at_].id);
  }

  void search(std::string_view target) {
    const HistorySearch::Limits limits{argument("context"), argument("max_matches"), kMaxHits};
    current_.emplace(pattern_, limits, targets_[at_].name.size() + kLineFraming);
    const auto self = shared_from_this();
    tmux::stream_history(
        call_->chain, target, [self](std::string_view text) { self->feed(text); },
        [self](const Status& status) { self->searched(status); });
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

  void searched(const Status& status) {
    if (!status) return failed(status.error());
    if (too_slow_) return give_up();
    current_->finish();
    matches_ += current_->matches();
    cut_lines_ += current_->cut_lines();
    found_.push_back({targets_[at_].name, std::move(current_->hits()), current_->lines()});
    std::vector<SearchHits*> all;
    for (auto& found : found_) all.push_back(&found.hits);
    share(all, argument("max_matches"), kMaxHits);
    go_on();
  }

  /// A session that is not there does not spoil the others.
  void failed(const Error& error) {
    const bool gone = error.code == Errc::not_found || error.code == Errc::no_server;
    const bool ours = matching_ > (uv::Clock::now() - begin_) / 2;
    if (error.code == Errc::timed_out && ours) return give_up();  // tmux would have answered in time
    if (!gone) return call_->fail(error);
    errors_.push_back(tmux::no_such_session(targets_[at_].name));
    go_on();
  }

  void give_up() {
    call_->fail({Errc::too_large, "pattern takes too long on the output of session \"" + targets_[at_].name +
                                      "\"; use a simpler one"});
  }

  void go_on() {
    ++at_;
    next();
  }

  void finish() {
    if (found_.empty() && call_->arguments.has("names")) return call_->fail(errors_.front());
    const auto text = std::make_shared<std::string>();
    std::size_t shown = 0;
    for (const auto& found : found_) {
      append_hits(*text, found.name, found.hits, found.lines);
      shown += found.hits.matches();
    }
    call_->reply.answer(transport::ToolResult::text({*text, text}, about(shown)));
  }

  [[nodiscard]] std::string about(std::size_t shown) const {
    std::string json;
    transport::JsonWriter writer(json);
    writer.begin_object().field("sessions", found_.size()).field("matches", matches_).field("shown", shown);
    if (shown < matches_) writer.field("truncated", true);
    if (cut_lines_ > 0) writer.field("cut_lines", cut_lines_);
    if (!errors_.empty()) {
      writer.key("errors").begin_array();
      for (const auto& error : errors_) writer.string(error.message);
      writer.end_array();
    }
    writer.end_object();
    return json;
  }

  CallPtr call_;
  Pattern pattern_;
  std::vector<Target> targets_;
  std::size_t at_ = 0;  ///< which of targets_ it is at
  std::optional<HistorySearch> current_;
  uv::TimePoint begin_ = uv::Clock::now();
  uv::Clock::duration matching_{};  ///< how much of the time since then was not tmux's
  bool too_slow_ = false;
  std::vector<Found> found_;
  std::vector<Error> errors_;
  std::uint64_t matches_ = 0;
  std::uint64_t cut_lines_ = 0;
};

}  // namespace

void search_output(Toolbox&, const CallPtr& call) {
  const auto letters = call->arguments.boolean("ignore_case") ? Pattern::Case::ignored : Pattern::Case::exact;
  auto pattern = Pattern::compile(call->arguments.text("pattern"), letters);
  if (!pattern) return call->fail(pattern.error());
  if (call->arguments.has("pane") && call->arguments.texts("names").size() != 1) {
    return call->fail({Errc::invalid_argument, "pane needs exactly one name in names"});
  }
  in_captures(call, [call, pattern = std::move(*pattern)]() mutable {
    std::make_shared<SearchOutput>(call, std::move(pattern))->start();
  });
}

}  // namespace smcp::tools
