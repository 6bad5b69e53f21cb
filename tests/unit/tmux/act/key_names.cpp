#include "tmux/act/key_names.hpp"

#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"

using namespace smcp::tmux;
using namespace std::string_literals;

TEST_CASE("key names are those of the manual, spelt as it spells them") {
  for (const auto* name :
       {"C-c",   "C-d", "M-x",     "S-Up",     "C-M-x", "C-S-Left", "Enter", "Escape", "Up",
        "F1",    "F12", "PgUp",    "PageDown", "NPage", "BSpace",   "BTab",  "DC",     "IC",
        "Space", "Tab", "C-Space", "^C",       "C-;",   "C--",      "M-é",   "C-@",    "^["}) {
    INFO(name);
    CHECK(is_key_name(name));
  }
  for (const auto* text :
       {"",   "a",      "end",    "up",   "enter", "0x41",   "c-c", "C-",  "C-cc",     "F13",
        "F0", "Enter ", " Enter", "C-c ", "^",     "^CC",    "-",   "-rf", "echo hi;", "C-Enterx",
        "M-", "Any",    "User0",  "é",    "C- ",   "C-\x01", "^5",  "^é"}) {
    INFO(text);
    CHECK_FALSE(is_key_name(text));
  }
}

TEST_CASE("control characters are sent as they are, Alt as an Escape before the key") {
  const std::vector<std::pair<const char*, std::string>> keys = {
      {"C-c", "\x03"},         {"C-C", "\x03"},       {"^c", "\x03"},           {"C-@", "\0"s},
      {"C-Space", "\0"s},      {"C-[", "\x1b"},       {"C-\\", "\x1c"},         {"C-]", "\x1d"},
      {"C-^", "\x1e"},         {"C-_", "\x1f"},       {"C-/", "\x1f"},          {"C--", "\x1f"},
      {"C-?", "\x7f"},         {"C-2", "\0"s},        {"C-3", "\x1b"},          {"C-6", "\x1e"},
      {"C-8", "\x7f"},         {"M-x", "\x1bx"},      {"M-X", "\x1bX"},         {"M-é", "\x1bé"},
      {"M-;", "\x1b;"},        {"C-M-x", "\x1b\x18"}, {"M-C-x", "\x1b\x18"},    {"BTab", "\x1b[Z"},
      {"S-Tab", "\x1b[Z"},     {"S-BTab", "\x1b[Z"},  {"M-BTab", "\x1b\x1b[Z"}, {"M-S-Tab", "\x1b\x1b[Z"},
      {"C-M-Space", "\x1b\0"s}};
  for (const auto& [name, bytes] : keys) {
    INFO(name);
    const auto key = find_key(name);
    REQUIRE(key);
    REQUIRE(key->press);
    CHECK(key->press->bytes == bytes);
    CHECK(key->press->name.empty());
  }
}

TEST_CASE("keys whose bytes depend on the program's modes are left to tmux") {
  for (const auto* name :
       {"Up", "C-Up", "C-M-S-F12", "S-C-Left", "Enter", "Space", "Escape", "S-DC", "M-PgUp"}) {
    INFO(name);
    const auto key = find_key(name);
    REQUIRE(key);
    REQUIRE(key->press);
    CHECK(key->press->bytes.empty());
    CHECK(key->press->name == name);
  }
  const auto key = find_key("M-BSpace");
  REQUIRE(key);
  CHECK(key->press->bytes == "\x1b");
  CHECK(key->press->name == "BSpace");
}

TEST_CASE("a key that terminals have no code for is a key, and cannot be pressed") {
  for (const auto* name :
       {"C-Tab", "S-Enter", "C-Enter", "C-Escape", "C-BSpace",  "S-BSpace", "S-Escape", "S-Space",
        "S-a",   "S-A",     "C-S-a",   "M-S-a",    "C-;",       "C-0",      "C-1",      "C-9",
        "C-é",   "C-!",     "C-BTab",  "C-S-Tab",  "C-M-Enter", "C-S-Space"}) {
    INFO(name);
    const auto key = find_key(name);
    REQUIRE(key);
    CHECK_FALSE(key->press);
  }
}

TEST_CASE("modifiers and special keys are found in names") {
  for (const auto* name : {"C-x", "^C", "S-Up", "M-Enter"}) CHECK(has_modifier(name));
  for (const auto* name : {"Up", "x", "C-", "^", "Ctrl-x"}) CHECK_FALSE(has_modifier(name));
  CHECK(find_special_key("pgdn") == "PgDn");
  CHECK(find_special_key("F5") == "F5");
  CHECK_FALSE(find_special_key("C-Up"));
  CHECK_FALSE(find_special_key("F"));
}
