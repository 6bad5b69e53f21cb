// How many cells text takes.
#include "text/cells.hpp"

#include "support/catch.hpp"

using namespace smcp;

TEST_CASE("cells: of characters that take one everywhere") {
  CHECK(cells_of("") == 0U);
  CHECK(cells_of("$ make") == 6U);
  CHECK(cells_of("né ❯ →") == 6U);
  CHECK(takes_one_cell(U'~'));
  CHECK(takes_one_cell(U'\u276f'));
}

TEST_CASE("cells: nothing where terminals differ, or characters are wide or none") {
  for (const char* text : {"漢", "a🙂", "a\tb", "\x1b[m", "\xff", "e\u0301"}) {
    CAPTURE(text);
    CHECK_FALSE(cells_of(text));
  }
  CHECK_FALSE(takes_one_cell(0x7f));
}

TEST_CASE("cells: what most terminals give to a character") {
  CHECK(likely_cells(U'a') == 1);
  CHECK(likely_cells(U'\u2500') == 1);
  CHECK(likely_cells(U'漢') == 2);
  CHECK(likely_cells(U'🙂') == 2);
  CHECK(likely_cells(0x301) == 0);
}
