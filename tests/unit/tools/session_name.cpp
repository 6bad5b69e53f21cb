#include "tools/session_name.hpp"

#include <string>

#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::tools;

TEST_CASE("a name that is free counts on from the one that is taken") {
  CHECK(free_name("web", {"web"}) == "web-2");
  CHECK(free_name("web", {"web", "web-2", "web-3"}) == "web-4");
  CHECK(free_name("train-1", {"train-1"}) == "train-2");
  CHECK(free_name("a-b", {"a-b"}) == "a-b-2");
  CHECK(free_name("a-", {"a-"}) == "a--2");
  CHECK(free_name("-7", {"-7"}) == "-7-2");
  CHECK(free_name("x-99999999999", {"x-99999999999"}) == "x-99999999999-2");
  CHECK_FALSE(free_name(std::string(kMaxSessionName, 'x'), {}));
}

TEST_CASE("a new name for what has one: what some tmux would change is refused, and the argument is named") {
  CHECK(check_new_name("a-B_2é#{x}", "to").ok());
  for (const char* name : {"a$x", "a\\b", "$"}) {
    CHECK(check_new_name(name, "to").error().message.starts_with("to cannot contain '\\' or '$'"));
  }
  CHECK(check_new_name("", "to").error().message == "to is required (non-empty string)");
  CHECK(check_new_name("a b", "window").error().message ==
        "window cannot contain '.', ':', '|', or whitespace");
}
