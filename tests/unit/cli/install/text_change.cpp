#include "cli/install/text_change.hpp"

#include "support/catch.hpp"

using namespace smcp::cli;

TEST_CASE("a change is shown with three lines around it") {
  CHECK(change_between("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nnew\n5\n6\n7\n8\n9\n") ==
        "@@ -2,6 +2,7 @@\n 2\n 3\n 4\n+new\n 5\n 6\n 7\n");
  CHECK(change_between("a\nb\nc\n", "a\nB\nc\n") == "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n");
  CHECK(change_between("", "x\n") == "@@ -0,0 +1,1 @@\n+x\n");
  CHECK(change_between("x\n", "") == "@@ -1,1 +0,0 @@\n-x\n");
  CHECK(change_between("x\r\n", "x\r\ny\r\n") == "@@ -1,1 +1,2 @@\n x\n+y\n");
  CHECK(change_between("same", "same").empty());
  // a line that is there twice is not counted twice
  CHECK(change_between("}\n", "}\n}\n") == "@@ -1,1 +1,2 @@\n }\n+}\n");
}

TEST_CASE("a long line is cut, but not inside a character") {
  const std::string longest(kMaxShownLine, 'x');
  CHECK(change_between("", longest).find(longest + "\n") != std::string::npos);
  CHECK(change_between("", longest + "y").find("\n+" + longest + "…\n") != std::string::npos);
  CHECK(change_between("", longest.substr(1) + "é!").find("\n+" + longest.substr(1) + "…\n") !=
        std::string::npos);
}
