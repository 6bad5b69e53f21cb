#include "tmux/remote/far_shell_talk.hpp"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "base/token.hpp"
#include "text/trim.hpp"

namespace smcp::tmux {
namespace {

constexpr std::size_t kTokenSize = 16;

}  // namespace

struct FarShellTalk::Question {
  Question(FarShellTalk& talk, std::uint64_t number, std::string what, Done then)
      : id(number), script(std::move(what)), done(std::move(then)), deadline(talk.loop_, [&talk, number] {
          talk.finish(number, Error{Errc::timed_out, ""});
        }) {}

  std::uint64_t id;
  std::string script;
  Done done;
  uv::Timer deadline;
  std::string lines;  ///< of its answer, as far as it has come
};

FarShellTalk::FarShellTalk(uv::Loop& loop, UniqueFunction<void(std::string)> send)
    : loop_(loop), send_(std::move(send)) {}

FarShellTalk::~FarShellTalk() = default;

std::string FarShellTalk::begin(const std::string& socket_path) {
  token_ = fresh_token(kTokenSize);
  facts_ = {};
  LineSplitter::Sink nobody{[](std::string_view) {}, [] {}};
  lines_.finish(nobody);
  noise_ = 0;
  last_noise_.clear();
  return greeting(token_, socket_path);
}

void FarShellTalk::received(std::string_view bytes) {
  noise_ += bytes.size();
  std::vector<std::string> heard_lines;
  LineSplitter::Sink sink{[&heard_lines](std::string_view line) { heard_lines.emplace_back(line); }, [] {}};
  lines_.feed(bytes, sink);
  // A callback may destroy this.
  const std::weak_ptr<FarShellTalk*> alive = alive_;
  for (const auto& line : heard_lines) {
    if (alive.expired()) return;
    heard(line);
  }
}

void FarShellTalk::heard(std::string_view line) {
  if (!line.starts_with(token_ + " ")) {
    if (!without_line_ends(line).empty()) last_noise_ = line;
    return;
  }
  line.remove_prefix(token_.size() + 1);
  std::uint64_t id = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), id);
  if (error == std::errc{}) {
    line.remove_prefix(static_cast<std::size_t>(end - line.data()));
    const bool more = line.starts_with('+');
    const auto text = without_line_ends(line.substr(std::min<std::size_t>(line.size(), 1)));
    return more ? heard_part(id, text) : finish(id, std::string(text));
  }
  const bool greeted = facts_.complete;
  facts_.take(line);
  if (greeted || !facts_.complete) return;
  for (auto& question : questions_) send(question);
}

void FarShellTalk::heard_part(std::uint64_t id, std::string_view line) {
  const auto found = find(id);
  if (found == questions_.end()) return;
  std::string& lines = found->lines;
  if (lines.size() + line.size() >= kMaxLines) return finish(id, Error{Errc::too_large, ""});
  lines.append(line).push_back('\n');
}

std::shared_ptr<void> FarShellTalk::ask(std::string script, uv::TimePoint deadline, Done done) {
  const std::uint64_t id = ++last_id_;
  auto& question = questions_.emplace_back(*this, id, std::move(script), std::move(done));
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - uv::Clock::now());
  const bool too_many = questions_.size() > kMaxQuestions;
  question.deadline.start(too_many ? std::chrono::milliseconds{0}
                                   : std::max(left, std::chrono::milliseconds{0}));
  if (facts_.complete && !too_many) send(question);
  return {static_cast<void*>(this), [this, id, alive = std::weak_ptr(alive_)](void*) {
            if (alive.expired()) return;
            const auto found = find(id);
            if (found == questions_.end()) return;
            std::list<Question> given_up;  // its callback, when destroyed, may ask again
            given_up.splice(given_up.end(), questions_, found);
          }};
}

std::list<FarShellTalk::Question>::iterator FarShellTalk::find(std::uint64_t id) {
  return std::find_if(questions_.begin(), questions_.end(),
                      [id](const Question& each) { return each.id == id; });
}

void FarShellTalk::send(Question& question) {
  const std::string id = std::to_string(question.id);
  send_("( i=" + id + "\n" + question.script + "\na $i\n) </dev/null 2>/dev/null &\n");
}

void FarShellTalk::finish(std::uint64_t id, Result<std::string> result) {
  const auto found = find(id);
  if (found == questions_.end()) return;
  std::list<Question> over;
  over.splice(over.end(), questions_, found);
  Question& question = over.front();
  if (result) result->insert(0, question.lines);
  question.done(std::move(result));
}

void FarShellTalk::lost(const Error& why) {
  facts_.complete = false;
  const std::weak_ptr<FarShellTalk*> alive = alive_;
  const std::uint64_t last = last_id_;
  while (!alive.expired() && !questions_.empty() && questions_.front().id <= last)
    finish(questions_.front().id, why);
}

}  // namespace smcp::tmux
