#include "tmux/attach/terminal_description.hpp"

#include <algorithm>
#include <set>

#include "support/catch.hpp"
#include "tmux/link/wire.hpp"

using namespace smcp::tmux;

namespace {

bool has(std::string_view name) {
  const auto all = terminal_description();
  return std::any_of(all.begin(), all.end(), [name](std::string_view capability) {
    return capability.substr(0, capability.find('=')) == name;
  });
}

}  // namespace

TEST_CASE("terminal description: each capability once, as a message can hold it") {
  std::set<std::string_view> names;
  std::string message;
  for (const auto capability : terminal_description()) {
    INFO(capability);
    const auto equals = capability.find('=');
    REQUIRE(equals != std::string_view::npos);
    CHECK(equals > 0);
    CHECK(equals + 1 < capability.size());
    CHECK(names.insert(capability.substr(0, equals)).second);
    CHECK(wire::append_terminfo(message, capability).ok());
  }
}

TEST_CASE("terminal description: what tmux requires, and nothing that makes it ask or take the mouse") {
  CHECK(has("clear"));
  CHECK(has("cup"));
  for (const char* name : {"XT", "kmous", "smcup", "rmcup", "bce"}) CHECK_FALSE(has(name));
  for (const auto capability : terminal_description()) CHECK_FALSE(capability.starts_with("clear=\033["));
}
