#include "cli/text_table.hpp"

#include "support/catch.hpp"

using namespace smcp::cli;

TEST_CASE("rows are in columns for people, and by tabs for programs") {
  const std::vector<TextRow> rows = {{"codex", "user", "no", "not installed", "/h/c"},
                                     {"gemini", "project", "/usr/bin/gemini", "/b -L x", "/p/s"}};
  CHECK(plain_rows(rows) ==
        "codex\tuser\tno\tnot installed\t/h/c\ngemini\tproject\t/usr/bin/gemini\t/b -L x\t/p/s\n");
  CHECK(table_of({{"CLIENT", "SCOPE", "FOUND", "SERVER", "FILE"}, rows[0], rows[1]}) ==
        "CLIENT  SCOPE    FOUND            SERVER         FILE\n"
        "codex   user     no               not installed  /h/c\n"
        "gemini  project  /usr/bin/gemini  /b -L x        /p/s\n");
}

TEST_CASE("columns count characters, not bytes") {
  CHECK(table_of({{"NAME", "RUNS"}, {"\u00e9t\u00e9\u00e9\u00e9", "a"}, {"x", ""}}) ==
        "NAME   RUNS\n\u00e9t\u00e9\u00e9\u00e9  a\nx      \n");
}
