#include "tmux/link/log_option.hpp"

#include <string>

#include "support/catch.hpp"

using namespace smcp::tmux;

TEST_CASE("the path of a log is remembered in one line, whatever it holds") {
  CHECK(log_value("/var/log/job.log") == "/var/log/job.log");
  CHECK(log_value("/a b/\t\n%é") == "/a b/%09%0A%25é");
  std::string all = "/";
  for (int c = 1; c < 256; ++c) all.push_back(static_cast<char>(c));
  CHECK(log_path(log_value(all)) == all);
  CHECK(log_value(all).find_first_of("\t\n\r\x7f\x1b") == std::string::npos);
}

TEST_CASE("no log, and a value that somebody else has set") {
  CHECK_FALSE(log_path(""));
  CHECK(log_path("/a%") == "/a%");
  CHECK(log_path("/a%4") == "/a%4");
  CHECK(log_path("/a%xyb%41") == "/a%xybA");
}
