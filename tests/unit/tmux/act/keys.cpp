#include "tmux/act/keys.hpp"

#include <string>

#include "support/catch.hpp"

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

TEST_CASE("long text goes in pieces that no character is cut by") {
  std::string text(kMaxTypedPiece - 1, 'x');
  text += "é";
  text += std::string(kMaxTypedPiece, 'y');
  CHECK(typed_piece_end(text, 0) == kMaxTypedPiece - 1);
  CHECK(typed_piece_end(text, kMaxTypedPiece - 1) == 2 * kMaxTypedPiece - 1);
  CHECK(typed_piece_end(text, 2 * kMaxTypedPiece - 1) == text.size());
  CHECK(typed_piece_end(std::string(kMaxTypedPiece, 'x'), 0) == kMaxTypedPiece);
  CHECK(typed_piece_end("", 0) == 0);
}
