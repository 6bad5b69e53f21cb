#include "tmux/act/key_batches.hpp"

#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/unit/creating.hpp"
#include "support/unit/fake_client.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

const std::string kTakesKeys =
    stops_unless("%4", "#{?#{||:#{pane_dead},#{||:#{pane_in_mode},#{pane_input_off}}},,1}", "takes-no-keys") +
    "; ";

Pane pane() {
  return {SessionId{1}, PaneId{4}, "", false, {10, 20}};
}

std::string unlocked(const std::string& seen) {
  return stops_unless("%4", "#{==:#{@smcp-typing}," + seen + "}", "not-our-turn") + "; ";
}

std::string alone() {
  return stops_unless("%4", "#{==:" + is_synchronised_format(PaneId{4}) + ",}", "synchronised") + "; ";
}

std::string words(const Command& command) {
  return joined(command.argv());
}

}  // namespace

TEST_CASE("a key that tmux knows is sent by name, text literally, control characters as numbers") {
  const KeyBatches batches(pane(), false);
  const std::string preconditions = kSameServer + "; " + unlocked("") + alone() + kTakesKeys;
  const auto typed = [&](std::vector<KeyPress> keys) {
    return words(batches.type({.keys = std::move(keys)}, "b", {"", ""}));
  };
  CHECK(typed({{"", "Up"}}) == preconditions + "send-keys -t %4 Up");
  CHECK(typed({{"\x03", ""}}) == preconditions + "send-keys -t %4 -H 03");
  CHECK(typed({{"\x1b", "BSpace"}}) == preconditions + "send-keys -t %4 -H 1b ; send-keys -t %4 BSpace");
  CHECK(typed({{"echo hi;", ""}, {"", "Enter"}}) ==
        preconditions + "send-keys -t %4 -l -- echo hi\\; ; send-keys -t %4 Enter");
  CHECK(typed({{"é\n\x7f", ""}}) == preconditions + "send-keys -t %4 -H c3 a9 0a 7f");
}

TEST_CASE("a mode is left when all the rest is as it must be") {
  CHECK(words(KeyBatches(pane(), true).type({.keys = {{"", "Up"}}}, "b", {"", ""})) ==
        kSameServer + "; " + unlocked("") + alone() + "copy-mode -q -t %4 ; " + kTakesKeys +
            "send-keys -t %4 Up");
}

TEST_CASE("of several steps the first takes the lock, and the last gives it back") {
  const KeyBatches batches(pane(), false);
  CHECK(words(batches.type({.keys = {{"ab", ""}}}, "b", {"", "k4f9q2 1000"})) ==
        kSameServer + "; " + unlocked("") + alone() + kTakesKeys +
            "send-keys -t %4 -l -- ab ; set-option -p -t %4 -- @smcp-typing k4f9q2 1000");
  CHECK(words(batches.type({.keys = {{"cd", ""}}}, "b", {"k4f9q2 1000", "k4f9q2 1000"})) ==
        kSameServer + "; " + unlocked("k4f9q2 1000") + alone() + kTakesKeys + "send-keys -t %4 -l -- cd");
  CHECK(words(batches.type({.keys = {{"ef", ""}, {"", "Enter"}}}, "b", {"k4f9q2 1000", ""})) ==
        kSameServer + "; " + unlocked("k4f9q2 1000") + alone() + kTakesKeys +
            "send-keys -t %4 -l -- ef ; send-keys -t %4 Enter ; set-option -pu -t %4 @smcp-typing");
  CHECK(words(batches.unlock("k4f9q2")) ==
        kSameServer + "; " + stops_unless("%4", "#{==:#{=6:@smcp-typing},k4f9q2}", "moved") +
            "; set-option -pu -t %4 @smcp-typing");
}

TEST_CASE(
    "keys for synchronised panes are typed only while they are the same, and it is asked who got them") {
  Pane shared = pane();
  shared.synchronised = {{PaneId{3}, 7, "/dev/pts/1"}, {PaneId{4}, 8, "/dev/pts/2"}};
  CHECK(words(KeyBatches(shared, false).type({.keys = {{"x", ""}}}, "b", {"", ""})) ==
        kSameServer + "; " + unlocked("") +
            stops_unless("%4", "#{==:" + synchronised_format() + ",%3:7:/dev/pts/1 %4:8:/dev/pts/2 }",
                         "other-panes") +
            "; " + kTakesKeys + "send-keys -t %4 -l -- x ; display-message -p -t %4 " +
            reached_by_keys_format());
}

TEST_CASE("what is pasted is not an argument of any command") {
  const KeyBatches batches(pane(), false);
  const std::string before = kSameServer + "; load-buffer -b b - ; " + unlocked("") + alone() + kTakesKeys;
  TypingStep step{.pasted = "s3cr3t", .keys = {{"", "Enter"}}};
  CHECK(words(batches.type(step, "b", {"", ""})) ==
        before + "paste-buffer -d -r -b b -t %4 ; send-keys -t %4 Enter");
  step.bracketed = true;
  CHECK(words(batches.type(step, "b", {"", ""})) ==
        before + "paste-buffer -d -r -p -b b -t %4 ; send-keys -t %4 Enter");
}

TEST_CASE("no batch has more words than tmux 3.8 takes, nor more bytes than any") {
  const KeyBatches batches(pane(), true);
  std::vector<Stroke> strokes(200, Stroke::key(*find_key("M-BSpace")->press));
  strokes.push_back(Stroke::text(std::string(5000, '\n')));
  strokes.push_back(Stroke::text(std::string(20'000, 'x')));
  strokes.resize(400, Stroke::key(*find_key("C-c")->press));
  std::size_t steps = 0;
  for (const TypingStep& step : plan_typing({strokes}, {.lines = true})) {
    ++steps;
    const Command batch = batches.type(step, "b", {"k4f9q2 1000", "k4f9q2 1000"});
    CHECK(batch.argv().size() <= 1000);
    CHECK(words(batch).size() < 16'000);
  }
  CHECK(steps > 10);
}
