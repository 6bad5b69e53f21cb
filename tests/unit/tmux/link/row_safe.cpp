#include "tmux/link/row_safe.hpp"

#include <string>

#include "support/catch.hpp"

using namespace smcp::tmux;

TEST_CASE("a text is one field of a row, whatever it holds, and comes back as it was") {
  CHECK(row_safe("/var/log/job.log") == "/var/log/job.log");
  CHECK(row_safe("/a b/\t\n%é#[fg]") == "/a b/%09%0A%25é%23[fg]");
  std::string all;
  for (int c = 0; c < 256; ++c) all.push_back(static_cast<char>(c));
  CHECK(from_row_safe(row_safe(all)) == all);
  CHECK(row_safe(all).find_first_of("\t\n\r\x7f\x1b#") == std::string::npos);
  CHECK(row_safe("\n").size() == kRowSafeSize);
}

TEST_CASE("a value that somebody else has set stays as it is where it is not of that form") {
  CHECK(from_row_safe("").empty());
  CHECK(from_row_safe("/a%") == "/a%");
  CHECK(from_row_safe("/a%4") == "/a%4");
  CHECK(from_row_safe("/a%xyb%41") == "/a%xybA");
}
