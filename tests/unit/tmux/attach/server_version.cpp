#include "tmux/attach/server_version.hpp"

#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::tmux;

TEST_CASE("server version: every form that tmux has had") {
  const auto is = [](std::string_view text, ServerVersion version) {
    INFO(text);
    CHECK(parse_server_version(text) == version);
  };
  is("2.9a", {2, 9});
  is("3.0", {3, 0});
  is("3.1c", {3, 1});
  is("3.3a", {3, 3});
  is("3.6-rc", {3, 6});
  is("3.0-rc5", {3, 0});
  is("next-3.6", {3, 6});
  is("next-3.8", {3, 8});
  is("3.10", {3, 10});
  is("4.0", {4, 0});
  is("master", {3, 0});
  is("openbsd-6.8", {3, 0});
  is("openbsd-7.6", {3, 2});
  is("openbsd-7.7", {3, 6});
  CHECK(ServerVersion{3, 10} > kNewDescriptorMark);
  CHECK(ServerVersion{3, 1} < kDescribedTerminals);
}

TEST_CASE("server version: what is in no such form is not guessed at") {
  for (const char* text :
       {"", "3", "3.", ".3", "3.3ab", "3.3-a", "3.3A", "-3.3", "3.-3", "3.3a.1", "next-", "next-master",
        "Master", "openbsd-", "openbsd-7", "openbsd-7.6a", "tmux 3.3a", "3.3a\n", "99999999999.1"}) {
    INFO(text);
    CHECK_FALSE(parse_server_version(text));
  }
}
