#include "tmux/keys.hpp"

#include <algorithm>

#include "support/catch.hpp"
#include "support/fake_client.hpp"

using namespace smcp;
using namespace smcp::tmux;

TEST_CASE("key names are those of the manual, spelt as it spells them") {
  for (const auto* name :
       {"C-c",   "C-d", "M-x",     "S-Up",     "C-M-x", "C-S-Left", "Enter", "Escape", "Up",
        "F1",    "F12", "PgUp",    "PageDown", "NPage", "BSpace",   "BTab",  "DC",     "IC",
        "Space", "Tab", "C-Space", "^C",       "C-;",   "C--",      "M-é",   "C-@",    "^["}) {
    INFO(name);
    CHECK(is_key_name(name));
  }
  for (const auto* text :
       {"",         "a",        "end",    "up",     "enter", "0x41", "c-c", "C-",    "C-cc",
        "F13",      "F0",       "Enter ", " Enter", "C-c ",  "^",    "^CC", "-",     "-rf",
        "echo hi;", "C-Enterx", "M-",     "Any",    "User0", "é",    "C- ", "C-\x01"}) {
    INFO(text);
    CHECK_FALSE(is_key_name(text));
  }
}

namespace {

/// Before each piece: the same server, and a pane that takes keys.
const std::string kGuards =
    "if-shell -F #{!=:#{pid} #{start_time},10 20} sessions-mcp-other-server ; if-shell -F -t %4 "
    "#{||:#{pane_dead},#{pane_in_mode}} sessions-mcp-takes-no-keys ; ";

/// What is typed, and what stands behind it.
std::vector<std::string> typed_words(const FakeClient::Asked& asked) {
  const auto dashes = std::find(asked.argv.begin(), asked.argv.end(), "--");
  REQUIRE(dashes != asked.argv.end());
  return {dashes + 1, asked.argv.end()};
}

struct Typed {
  FakeClient client;
  Chain chain = std::make_shared<RequestChain>(client, std::chrono::seconds(10));
  int answers = 0;
  std::optional<Error> error;

  void type(Keys keys) {
    send_keys(chain, Pane{SessionId{1}, PaneId{4}, "", false, {10, 20}}, std::move(keys),
              [this](Status status) {
                ++answers;
                if (!status) error = status.error();
              });
  }
};

}  // namespace

TEST_CASE("a key is sent by name, text literally, Enter in the same request") {
  Typed typed;
  typed.type({"C-c", false});
  typed.type({"echo hi;", true});
  CHECK(joined(typed.client.asked[0].argv) == kGuards + "send-keys -t %4 -- C-c");
  CHECK(joined(typed.client.asked[1].argv) ==
        kGuards + "send-keys -t %4 -l -- echo hi\\; ; send-keys -t %4 Enter");
  typed.client.answer("");
  typed.client.answer("");
  CHECK(typed.answers == 2);
  CHECK_FALSE(typed.error);
}

TEST_CASE("a mode is left in the same request, before every piece") {
  Typed typed;
  typed.type({"C-c", false, true});
  const auto at = kGuards.find("if-shell -F -t");
  const std::string guards = kGuards.substr(0, at) + "copy-mode -q -t %4 ; " + kGuards.substr(at);
  CHECK(joined(typed.client.asked[0].argv) == guards + "send-keys -t %4 -- C-c");
  typed.client.answer("");
  typed.type({std::string(kMaxTypedPiece + 1, 'x'), true, true});
  typed.client.answer("");
  REQUIRE(typed.client.asked.size() == 3);
  CHECK(joined(typed.client.asked[1].argv).starts_with(guards + "send-keys -t %4 -l -- xx"));
  CHECK(joined(typed.client.asked[2].argv) == guards + "send-keys -t %4 -l -- x ; send-keys -t %4 Enter");
  typed.client.answer("", 1, "can't find pane: %4");
  CHECK(typed.answers == 2);
  CHECK(typed.error);
}

TEST_CASE("long text goes in pieces that no character is cut by") {
  std::string text(kMaxTypedPiece - 1, 'x');
  text += "é";
  text += std::string(kMaxTypedPiece, 'y');
  Typed typed;
  typed.type({text, true});
  std::string sent;
  while (typed.client.open() > 0) {
    const std::string piece = typed_words(typed.client.asked.back()).front();
    CHECK(piece.size() <= kMaxTypedPiece);
    CHECK(joined(typed.client.asked.back().argv).starts_with(kGuards));
    sent += piece;
    typed.client.answer("");
  }
  CHECK(sent == text);
  CHECK(typed.client.asked.size() == 3);
  CHECK(typed.client.asked[0].argv.back().size() == kMaxTypedPiece - 1);
  CHECK(typed_words(typed.client.asked[0]).size() == 1);
  CHECK(typed.client.asked[2].argv.back() == "Enter");
  CHECK(typed.answers == 1);
}

TEST_CASE("text of exactly one piece needs one request") {
  Typed typed;
  typed.type({std::string(kMaxTypedPiece, 'x'), false});
  typed.client.answer("");
  CHECK(typed.client.asked.size() == 1);
  CHECK(typed.answers == 1);
}

TEST_CASE("a pane that goes half-way is told with how much was typed") {
  Typed typed;
  typed.type({std::string(kMaxTypedPiece + 10, 'x'), false});
  typed.client.answer("");
  typed.client.answer("", 1, "can't find pane: %4");
  REQUIRE(typed.error);
  CHECK(typed.error->code == Errc::not_found);
  CHECK(typed.error->message.find("the first 8192 of 8202 bytes") != std::string::npos);
}
