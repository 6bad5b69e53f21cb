#include "tmux/act/new_pane.hpp"

#include "support/catch.hpp"
#include "support/unit/rows.hpp"

using namespace smcp;
using namespace smcp::tmux;

TEST_CASE("a look at a new pane gives where its cursor stands, unless the pane is dead") {
  const std::string mark = "sessions-mcp-look\t";
  const auto is_look = [&](std::string_view row) { return parse_look(mark + std::string(row)).has_value(); };
  const auto place = parse_look("from a hook\n" + mark + "5\t2\t7\t0\t\t\n");
  CHECK(place == CursorPlace{5, 2, 7});
  CHECK(refused_numbers("5\t2\t7\t0\t\t", is_look) == std::vector<std::size_t>{0, 1, 2});
  CHECK(fewest_fields("5\t2\t7\t0\t\t", is_look) == 6);
  CHECK_FALSE(is_look("5\t2\t7\t1\t0\t"));
  // Of a pane that is gone, tmux prints nothing.
  CHECK_FALSE(is_look("\t\t\t\t\t"));
  CHECK_FALSE(parse_look("5\t2\t7\t0\n"));
  CHECK_FALSE(parse_look(""));
  Command batch("show-messages");
  append_look(batch, PaneId{4});
  CHECK(batch.argv().back() == mark +
                                   "#{cursor_x}\t#{cursor_y}\t#{history_size}\t#{pane_dead}\t"
                                   "#{pane_dead_status}\t#{pane_dead_signal}");
}

TEST_CASE("the error for a shell that has ended tells how, where tmux does") {
  const NewPane pane{{PaneId{4}, 1, "/dev/pts/4"}, {10, 20}, "window"};
  const std::string row = "sessions-mcp-look\t0\t0\t0\t1\t";
  CHECK(shell_ended(pane, "at once").message == "the shell of the new window ended at once");
  CHECK(shell_ended(pane, "at once", "").message == "the shell of the new window ended at once");
  CHECK(shell_ended(pane, "at once", row + "\t\n").message == "the shell of the new window ended at once");
  CHECK(shell_ended(pane, "at once", row + "127\t\n").message ==
        "the shell of the new window ended with exit code 127 at once");
  CHECK(shell_ended(pane, "at once", row + "\t9\n").message ==
        "the shell of the new window ended, killed by signal 9, at once");
}
