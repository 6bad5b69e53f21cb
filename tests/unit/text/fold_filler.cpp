#include "text/fold_filler.hpp"

#include "support/catch.hpp"

using namespace smcp::tools;

TEST_CASE("runs of rows that only fill a screen are one line each, and everything else stays") {
  CHECK(fold_filler("text\n~\n~\n~\n~\n\"f\" 1L") == "text\n… 4 rows of ~ …\n\"f\" 1L");
  CHECK(fold_filler("a\n\n \n\t\n\nb") == "a\n… 4 blank rows …\nb");
  CHECK(fold_filler("\n\n\n\n~\n~\n~\n~\n~") == "… 4 blank rows …\n… 5 rows of ~ …");
}

TEST_CASE("a run that is too short, rows that are alike but say something, and blanks within a row stay") {
  for (const char* screen : {"", "a", "\n", "\n\n", "~\n~\n~", "a\n~ \n~\n\n\n \nb ", "x\nx\nx\nx\nx\nx",
                             "~a\n~a\n~a\n~a", "~\n\n~\n\n~\n\n~\n"}) {
    INFO(screen);
    CHECK(fold_filler(screen) == screen);
  }
}
