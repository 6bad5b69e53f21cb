#include "tmux/act/new_pane.hpp"

#include "support/catch.hpp"
#include "support/unit/rows.hpp"

using namespace smcp;
using namespace smcp::tmux;

TEST_CASE("a look at a new pane gives where its cursor stands, unless the pane is dead") {
  const std::string mark = "sessions-mcp-look\t";
  const auto is_look = [&](std::string_view row) { return parse_look(mark + std::string(row)).has_value(); };
  const auto place = parse_look("from a hook\n" + mark + "5\t2\t7\t0\n");
  CHECK(place == CursorPlace{5, 2, 7});
  CHECK(refused_numbers("5\t2\t7\t0", is_look) == std::vector<std::size_t>{0, 1, 2, 3});
  CHECK(fewest_fields("5\t2\t7\t0", is_look) == 4);
  CHECK_FALSE(is_look("5\t2\t7\t1"));
  CHECK_FALSE(parse_look("5\t2\t7\t0\n"));
  CHECK_FALSE(parse_look(""));
  Command batch("show-messages");
  append_look(batch, PaneId{4});
  CHECK(batch.argv().back() == mark + "#{cursor_x}\t#{cursor_y}\t#{history_size}\t#{pane_dead}");
}
