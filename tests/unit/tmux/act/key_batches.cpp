#include "tmux/act/key_batches.hpp"

#include "support/catch.hpp"
#include "support/unit/fake_client.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

const std::string kServer = stops_unless("", "#{==:#{pid} #{start_time},10 20}", "other-server") + "; ";
const std::string kTakesKeys =
    stops_unless("%4", "#{?#{||:#{pane_dead},#{pane_in_mode}},,1}", "takes-no-keys") + "; ";

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

TEST_CASE("a key is sent by name, text literally, Enter in the same request") {
  const std::string preconditions = kServer + unlocked("") + alone() + kTakesKeys;
  CHECK(words(KeyBatches(pane(), {"C-c", false}).type(0, 3, {"", ""})) ==
        preconditions + "send-keys -t %4 -- C-c");
  CHECK(words(KeyBatches(pane(), {"echo hi;", true}).type(0, 8, {"", ""})) ==
        preconditions + "send-keys -t %4 -l -- echo hi\\; ; send-keys -t %4 Enter");
}

TEST_CASE("a mode is left when all the rest is as it must be") {
  CHECK(words(KeyBatches(pane(), {"C-c", false, true}).type(0, 3, {"", ""})) ==
        kServer + unlocked("") + alone() + "copy-mode -q -t %4 ; " + kTakesKeys + "send-keys -t %4 -- C-c");
}

TEST_CASE("of several pieces the first takes the lock, and the last gives it back") {
  const KeyBatches batches(pane(), {"abcdef", true});
  CHECK(words(batches.type(0, 2, {"", "k4f9q2 1000"})) ==
        kServer + unlocked("") + alone() + kTakesKeys +
            "send-keys -t %4 -l -- ab ; set-option -p -t %4 -- @smcp-typing k4f9q2 1000");
  CHECK(words(batches.type(2, 4, {"k4f9q2 1000", "k4f9q2 1000"})) ==
        kServer + unlocked("k4f9q2 1000") + alone() + kTakesKeys + "send-keys -t %4 -l -- cd");
  CHECK(words(batches.type(4, 6, {"k4f9q2 1000", ""})) ==
        kServer + unlocked("k4f9q2 1000") + alone() + kTakesKeys +
            "send-keys -t %4 -l -- ef ; send-keys -t %4 Enter ; set-option -pu -t %4 @smcp-typing");
  CHECK(words(batches.unlock("k4f9q2")) ==
        kServer + stops_unless("%4", "#{==:#{=6:@smcp-typing},k4f9q2}", "moved") +
            "; set-option -pu -t %4 @smcp-typing");
}

TEST_CASE(
    "keys for synchronised panes are typed only while they are the same, and it is asked who got them") {
  Pane shared = pane();
  shared.synchronised = {{PaneId{3}, 7, "/dev/pts/1"}, {PaneId{4}, 8, "/dev/pts/2"}};
  const KeyBatches batches(shared, {"x", false});
  CHECK(words(batches.type(0, 1, {"", ""})) ==
        kServer + unlocked("") +
            stops_unless("%4", "#{==:" + synchronised_format() + ",%3:7:/dev/pts/1 %4:8:/dev/pts/2 }",
                         "other-panes") +
            "; " + kTakesKeys + "send-keys -t %4 -l -- x ; display-message -p -t %4 " +
            reached_by_keys_format());
  CHECK_FALSE(batches.can_paste());
}

TEST_CASE("a secret is no argument of any command") {
  const KeyBatches batches(pane(), {"s3cr3t", true});
  CHECK(batches.can_paste());
  CHECK(words(batches.paste("b", {"", ""})) == kServer + "load-buffer -b b - ; " + unlocked("") + alone() +
                                                   kTakesKeys +
                                                   "paste-buffer -d -r -b b -t %4 ; send-keys -t %4 Enter");
  CHECK_FALSE(KeyBatches(pane(), {"Enter", false}).can_paste());
  for (const char* text : {"a\tb", "a\nb", "\x1b", "\x7f"})
    CHECK_FALSE(KeyBatches(pane(), {text, false}).can_paste());
  CHECK(KeyBatches(pane(), {"pässwörd $x \\ ~", false}).can_paste());
}
