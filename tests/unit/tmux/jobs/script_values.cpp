#include "tmux/jobs/script_values.hpp"

#include "support/catch.hpp"

using namespace smcp::tmux;

TEST_CASE("names in braces are replaced, once, and other braces stay") {
  const ScriptValues values = {{"a", "1"}, {"b", "{a}"}, {"path", ""}};
  CHECK(fill("", values).empty());
  CHECK(fill("{a}{a} {b}", values) == "11 {a}");
  CHECK(fill("x{path}y", values) == "xy");
  CHECK(fill("#{{a}}", values) == "#{1}");
  CHECK(fill("${l#{a}:} { c; } {", values) == "${l#1:} { c; } {");
}
