#include "tools/read_keys.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::tools;

namespace {

/// The strokes in short: keys in brackets.
std::string strokes_of(const ReadKeys& keys) {
  std::string text;
  for (const auto& stroke : keys.strokes) {
    const std::string press = stroke.press.bytes + stroke.press.name;
    text += stroke.is_key ? "[" + press + "]" : press;
  }
  return text;
}

}  // namespace

TEST_CASE("keys as tmux spells them are pressed without a word, others with one") {
  const auto exact = read_keys({"Up", "x", "C-a"});
  REQUIRE(exact);
  CHECK(strokes_of(*exact) == "[Up]x[\x01]");
  CHECK(exact->pressed.empty());
  CHECK(exact->hint.empty());
  CHECK(exact->has_text());
  const auto meant = read_keys({"Esc", ":wq", "Return"});
  REQUIRE(meant);
  CHECK(strokes_of(*meant) == "[Escape]:wq[Enter]");
  CHECK(meant->pressed == "Escape Enter");
  CHECK_FALSE(meant->sequence);
  const auto sequence = read_keys({"C-x C-s"});
  REQUIRE(sequence);
  CHECK(strokes_of(*sequence) == "[\x18][\x13]");
  CHECK(sequence->pressed == "C-x C-s");
  CHECK(sequence->sequence);
  CHECK_FALSE(sequence->has_text());
}

TEST_CASE("a key spelt with ^ is said to be pressed, alone and in a list") {
  const auto alone = read_keys({"^C"});
  REQUIRE(alone);
  CHECK(strokes_of(*alone) == "[\x03]");
  CHECK(alone->pressed == "C-c");
  const auto list = read_keys({"x", "^c", "^[", "^\\", "^M", "^", "^5", "^C "});
  REQUIRE(list);
  CHECK(strokes_of(*list) == "x[\x03][\x1b][\x1c][\x0d]^^5^C ");
  CHECK(list->pressed == "C-c C-[ C-\\ C-m");
}

TEST_CASE("a line break or a tab alone is its key") {
  for (const char* text : {"\n", "\r", "\r\n"}) CHECK(read_keys({text})->pressed == "Enter");
  CHECK(read_keys({"\t"})->pressed == "Tab");
  CHECK(strokes_of(*read_keys({"a\n"})) == "a\n");
}

TEST_CASE("the first doubtful text has a hint") {
  const auto keys = read_keys({"end", "home"});
  REQUIRE(keys);
  CHECK(strokes_of(*keys) == "endhome");
  CHECK(keys->hint == "\"end\" was typed as text. If keys were meant, pass keys=\"End\".");
}

TEST_CASE("nothing is read of what no terminal can send") {
  for (const char* key : {"C-Enter", "S-a", "C-;", "ctrl+tab", "C-x C-;"}) {
    INFO(key);
    const auto keys = read_keys({"x", key});
    REQUIRE_FALSE(keys);
    CHECK(keys.error().code == Errc::invalid_argument);
    CHECK(keys.error().message.starts_with("there is no key "));
    CHECK(keys.error().message.find("Nothing was typed.") != std::string::npos);
  }
  CHECK(read_keys({std::string(1, '\0')}).error().message ==
        "keys cannot contain U+0000; C-Space is the key that sends it");
}
