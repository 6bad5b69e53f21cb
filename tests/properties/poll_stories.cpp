#include "properties/poll_stories.hpp"

#include <algorithm>
#include <sstream>
#include <string_view>

#include "support/contains.hpp"
#include "support/request.hpp"

namespace smcp::test {
namespace {

constexpr int kMostLines = 10'000;  // that one call gives
constexpr const char* kEnd = "=== end of this pane ===";

}  // namespace

Stories::Stories(const Scene& scene, const std::vector<Plot>& plots, std::uint32_t seed)
    : scene_(scene), random_(seed) {
  for (const auto& plot : plots) stories_.push_back(std::make_unique<Story>(scene.tmux, plot, random_()));
  reach_the_end();
}

void Stories::round() {
  for (auto& story : stories_) story->act();
  reach_the_end();
  ask_all();
  check(false);
  for (auto& story : stories_) story->interfere();
}

void Stories::finish() {
  reach_the_end();
  ask_all();
  check(true);
  for (auto& story : stories_) story->check_declared();
}

std::size_t Stories::sum(std::size_t Story::*figure) const {
  std::size_t sum = 0;
  for (const auto& story : stories_) sum += *story.*figure;
  return sum;
}

std::string Stories::figures() const {
  std::string text;
  for (const auto& story : stories_) text += story->name() + ": " + story->figures() + "\n";
  return text;
}

void Stories::ask(Story& story, int lines) {
  const std::string id = std::to_string(++last_id_);
  asked_[last_id_] = &story;
  story.asked = true;
  ++on_their_way_;
  scene_.server.send(stateless_call_request(id, "capture_pane", story.poll(lines, scene_.machine)));
}

void Stories::receive() {
  const Json reply = scene_.server.receive();
  INFO(on_their_way_ << " on their way");
  REQUIRE(reply["result"].exists());
  const auto story = asked_.extract(static_cast<int>(reply["id"].integer()));
  REQUIRE_FALSE(story.empty());
  Story& of = *story.mapped();
  of.asked = false;
  --on_their_way_;
  const Json result = reply["result"];
  of.answered = scene_.broken.empty() || !is_error(result);
  if (of.answered) return of.take(result);
  REQUIRE_THAT(text_of(result), Contains(scene_.broken));
  ++of.failed;
}

void Stories::ask_all() {
  const auto deadline = deadline_in(kPatience * 3);
  for (auto& story : stories_) story->answered = false;
  const auto unanswered = [](const auto& story) { return !story->answered; };
  while (std::any_of(stories_.begin(), stories_.end(), unanswered)) {
    REQUIRE(Clock::now() < deadline);
    for (auto& story : stories_) {
      if (unanswered(story)) ask(*story, kMostLines);
    }
    while (on_their_way_ > 0) receive();
  }
}

bool Stories::written() const {
  return std::all_of(stories_.begin(), stories_.end(), [](const auto& story) { return story->written(); });
}

bool Stories::reached() const {
  std::map<std::string, std::string> titles;
  std::istringstream lines(scene_.tmux.must({"list-panes", "-a", "-F", "#{pane_id} #{pane_title}"}));
  for (std::string line; std::getline(lines, line);) {
    titles[line.substr(0, line.find(' '))] = line.substr(line.find(' ') + 1);
  }
  return std::all_of(stories_.begin(), stories_.end(),
                     [&](const auto& story) { return story->reached(titles, marks_); });
}

void Stories::reach_the_end() {
  ++marks_;
  for (auto& story : stories_) {
    story->is_still = false;
    story->mark(marks_);
  }
  const auto deadline = deadline_in(kPatience * 3);
  for (bool all = false; !all;) {
    REQUIRE(Clock::now() < deadline);
    for (auto& story : stories_) {
      story->write();
      const int chance = story->written() ? 30 : 1;
      if (!story->asked && pick(0, chance) == 0) ask(*story, pick(0, 3) == 0 ? pick(1, 20) : kMostLines);
    }
    for (int i = pick(0, 3); i > 0 && on_their_way_ > 0; --i) receive();
    all = written() && (pick(0, 2) == 0 && reached());
  }
  while (on_their_way_ > 0) receive();
  for (auto& story : stories_) story->is_still = true;
}

void Stories::check(bool all) {
  std::vector<Story*> chosen;
  std::vector<std::string> command;
  for (auto& story : stories_) {
    if (!all && pick(0, static_cast<int>(story->printed() / 1000)) > 0) continue;
    chosen.push_back(story.get());
    if (!command.empty()) command.emplace_back(";");
    const auto ask = story->ask_everything();
    command.insert(command.end(), ask.begin(), ask.end());
    for (const char* word : {";", "display-message", "-p", kEnd}) command.emplace_back(word);
  }
  if (chosen.empty()) return;
  const std::string texts = scene_.tmux.must(command) + "\n";
  std::string_view rest = texts;
  const std::string end = std::string(kEnd) + "\n";  // up to 3.1, a wrapped last row has no newline
  for (Story* story : chosen) {
    const auto length = rest.find(end);
    REQUIRE(length != std::string_view::npos);
    story->check(rest.substr(0, length));
    rest.remove_prefix(length + end.size());
  }
}

}  // namespace smcp::test
