#include "tmux/link/row_table.hpp"

#include "support/catch.hpp"
#include "support/unit/rows.hpp"
#include "tmux/link/ids.hpp"

using namespace smcp::tmux;

namespace {

struct Size {
  std::uint32_t width = 0;
  std::uint64_t rows = 0;
};

struct Row {
  PaneId id;
  bool active = false;
  Size size;
  std::optional<std::int64_t> pid;
  std::uint32_t index = 7;
  std::string session;  ///< the one that the row has to be about
  std::string name;
};

const RowTable<Row>& table() {
  static const RowTable<Row> table{
      field<&Row::id>("#{pane_id}"),
      field<&Row::active>("#{pane_active}"),
      field<&Row::size, &Size::width>("#{pane_width}"),
      field_by<take_rows, &Row::size, &Size::rows>("#{history_size}"),
      field<&Row::pid>("#{pane_pid}"),
      field_by<take_if_any<std::uint32_t>, &Row::index>(""),
      {"#{session_name}", [](std::string_view printed, Row& row) { return printed == row.session; }},
      field<&Row::name>("#{window_name}"),
  };
  return table;
}

Row about(const std::string& session) {
  Row row;
  row.session = session;
  return row;
}

constexpr std::string_view kLine = "%5\t1\t80\t2000\t77\t\ts\tname";

}  // namespace

TEST_CASE("a table of fields gives the format, and the parser of what it prints") {
  CHECK(table().format() ==
        "#{pane_id}\t#{pane_active}\t#{pane_width}\t#{history_size}\t#{pane_pid}\t\t#{session_name}\t#{"
        "window_name}");
  const auto row = table().parse("%5\t1\t80\t2000\t77\t\ts\ta#{x}\tb", about("s"));
  REQUIRE(row);
  CHECK(row->id == PaneId{5});
  CHECK(row->active);
  CHECK(row->size.width == 80);
  CHECK(row->size.rows == 2000);
  CHECK(row->pid == 77);
  CHECK(row->index == 7);
  CHECK(row->name == "a#{x}\tb");
  const auto other = table().parse("%5\t0\t80\t2000\t\t3\t\t");
  REQUIRE(other);
  CHECK_FALSE(other->active);
  CHECK_FALSE(other->pid);
  CHECK(other->index == 3);
  CHECK(other->name.empty());
}

TEST_CASE("a line with too few fields, or with one of another type, is not a row") {
  const auto parse = [](std::string_view line) { return table().parse(line, about("s")).has_value(); };
  CHECK(refused_numbers(kLine, parse) == std::vector<std::size_t>{0, 2, 3, 4, 5, 6});
  CHECK(fewest_fields(kLine, parse) == 8);
  CHECK_FALSE(parse("%5\t1\t80\t99999999999999999\t77\t\ts\tname"));  // more rows than kMaxRows
  CHECK_FALSE(parse("%5\t1\t-1\t2000\t77\t\ts\tname"));
  CHECK_FALSE(table().parse(kLine, about("t")));
}

TEST_CASE("all rows of an answer, or none") {
  const std::string line(kLine);
  const Row known = about("s");
  CHECK(table().parse_all("", known)->empty());
  CHECK(table().parse_all(line + "\n" + line + "\n", known)->size() == 2);
  CHECK_FALSE(table().parse_all(line + "\nhello\n", known));
}

TEST_CASE("a line that is not a row continues the name of the one before") {
  const RowTable<Row> named{field<&Row::id>("#{session_id}"), field<&Row::name>("#{session_name}")};
  const auto rows = named.parse_named<&Row::name>("%1\ta\nb\n\n%2\tc\n");
  REQUIRE(rows);
  REQUIRE(rows->size() == 2);
  CHECK(rows->front().name == "a\nb\n");
  CHECK(rows->back().name == "c");
  CHECK_FALSE(named.parse_named<&Row::name>("b\n%1\ta\n"));
}

TEST_CASE("a marked row is found among lines that are not ours") {
  const RowTable<Row> two{field<&Row::id>("#{pane_id}"), field<&Row::name>("#{window_name}")};
  CHECK(two.marked_format("mark") == "mark\t#{pane_id}\t#{window_name}");
  const auto name = [&](std::string_view text) {
    const auto row = two.parse_marked(text, "mark");
    return row ? std::optional(row->name) : std::nullopt;
  };
  CHECK(name("mark\t%1\ta") == "a");
  CHECK(name("hi\nmarked\t%3\tb\nmark\nmark\t%1\ta\nmark\t%5\tc\n") == "a");
  CHECK(name("mark\t%1\t\n") == "");
  CHECK_FALSE(name("mark\t\t\n"));
  CHECK_FALSE(name("hi\n x mark\t%1\ta\n"));
  CHECK_FALSE(name(""));
}
