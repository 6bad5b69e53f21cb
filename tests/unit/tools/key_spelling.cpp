#include "tools/key_spelling.hpp"

#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"

using namespace smcp::tools;
using List = std::vector<std::string>;

TEST_CASE("keys that are surely meant") {
  const std::vector<std::pair<const char*, const char*>> keys = {{"Esc", "Escape"},
                                                                 {"Return", "Enter"},
                                                                 {"Backspace", "BSpace"},
                                                                 {"BackSpace", "BSpace"},
                                                                 {"PageDn", "PageDown"},
                                                                 {"Pgup", "PgUp"},
                                                                 {"Del", "Delete"},
                                                                 {"ArrowUp", "Up"},
                                                                 {"Page Down", "PageDown"},
                                                                 {"ctrl+c", "C-c"},
                                                                 {"Ctrl-C", "C-c"},
                                                                 {"CTRL+D", "C-d"},
                                                                 {"Control-x", "C-x"},
                                                                 {"Alt+F4", "M-F4"},
                                                                 {"alt-x", "M-x"},
                                                                 {"Alt+Shift+x", "M-X"},
                                                                 {"ctrl+alt+del", "C-M-Delete"},
                                                                 {"Shift+Tab", "S-Tab"},
                                                                 {"ctrl+Left", "C-Left"},
                                                                 {"ctrl+esc", "C-Escape"},
                                                                 {"ctrl+[", "C-["},
                                                                 {"<C-c>", "C-c"},
                                                                 {"<Esc>", "Escape"},
                                                                 {"<CR>", "Enter"},
                                                                 {"C-c", "C-c"},
                                                                 {"Enter", "Enter"},
                                                                 {"ctrl+shift+c", "C-S-c"}};
  for (const auto& [text, key] : keys) {
    INFO(text);
    REQUIRE(meant_key(text));
    CHECK(*meant_key(text) == key);
    CHECK(meant_keys(text).empty());
  }
}

TEST_CASE("a key's name is not typed as text, and the hint says how to press the key") {
  const std::vector<std::pair<const char*, const char*>> texts = {{"end", "\"End\""},
                                                                  {"enter", "\"Enter\""},
                                                                  {"esc", "\"Escape\""},
                                                                  {"return", "\"Enter\""},
                                                                  {"ENTER", "\"Enter\""},
                                                                  {"DELETE", "\"Delete\""},
                                                                  {"f5", "\"F5\""},
                                                                  {"c-c", "\"C-c\""},
                                                                  {"<end>", "\"End\""},
                                                                  {"Enter ", "\"Enter\""},
                                                                  {" Up", "\"Up\""},
                                                                  {"ctrl c", "\"C-c\""},
                                                                  {"Up Down", "[\"Up\",\"Down\"]"},
                                                                  {"hello Enter", "[\"TEXT\",\"Enter\"]"}};
  for (const auto& [text, keys] : texts) {
    INFO(text);
    CHECK_FALSE(meant_key(text));
    CHECK(meant_keys(text).empty());
    CHECK(hint_for(text).find(keys) != std::string::npos);
    CHECK(hint_for(text).find("typed as text") != std::string::npos);
  }
}

TEST_CASE("ordinary text gets no hint") {
  for (const char* text : {"echo hi",
                           "y",
                           "C++",
                           "a-b",
                           "-rf",
                           "--",
                           "option-1",
                           "meta-data",
                           "shift-left-pad",
                           "C-",
                           "<b>bold</b>",
                           "<>",
                           "<html>",
                           "x = 1 - 2",
                           "",
                           " ",
                           "git commit -m 'press Enter now'",
                           "make -C src",
                           "Home sweet home",
                           "enter the name\nEnter",
                           "control-plane",
                           "0x41",
                           "Any",
                           "User1",
                           "5",
                           "^5"}) {
    INFO(text);
    CHECK_FALSE(meant_key(text));
    CHECK(meant_keys(text).empty());
    CHECK(hint_for(text).empty());
  }
}

TEST_CASE("a text of nothing but keys is these keys") {
  CHECK(meant_keys("C-x C-s") == List{"C-x", "C-s"});
  CHECK(meant_keys("ctrl+x, ctrl+s") == List{"C-x", "C-s"});
  CHECK(meant_keys("Down Down Enter") == List{"Down", "Down", "Enter"});
  CHECK(meant_keys("Escape Escape") == List{"Escape", "Escape"});
  CHECK(meant_keys("PgDn End") == List{"PgDn", "End"});
  CHECK(meant_keys("C-x  C-s").empty());
  CHECK(meant_keys("C-x save").empty());
  std::string many = "Up";
  for (int i = 0; i < 100; ++i) many += " Up";
  CHECK(meant_keys(many).empty());
}
