#include "tmux/act/first_command.hpp"

#include <string>

#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::tmux;

TEST_CASE("control characters are keys to a shell, not text") {
  CHECK(check_typable("a\tb\nc é日本 \"'$`\\;#{x}").ok());
  CHECK(check_typable("").ok());
  for (const char c : {'\x01', '\x03', '\x1b', '\r', '\x7f', '\0'}) {
    const Status status = check_typable(std::string("ab") + c);
    REQUIRE_FALSE(status.ok());
    CHECK(status.error().message.find("at byte 2") != std::string::npos);
  }
}
