// What differs between versions of tmux for those who use the tools, as docs/tmux-versions.md has it;
// scripts/test-matrix runs this against each.
#include <algorithm>

#include "support/e2e/live_server.hpp"

using namespace smcp::test;

namespace {

std::vector<std::string> listed(LiveServer& live) {
  const Json list = live.ok("list_sessions");
  std::vector<std::string> names;
  for (const Json& session : list["sessions"].items()) names.push_back(session["name"].string());
  return names;
}

/// What list_sessions calls a session that another program has started as `name`; empty if tmux refuses the
/// name.
std::string name_made_outside(LiveServer& live, const std::string& name) {
  const std::vector<std::string> before = listed(live);
  if (live.tmux.run({"new-session", "-d", "-s", name, "sleep 1000"}).exit != ExitStatus{}) {
    CHECK(listed(live) == before);
    return {};
  }
  for (const std::string& found : listed(live)) {
    if (std::find(before.begin(), before.end(), found) == before.end()) return found;
  }
  FAIL("the session is not listed: " << name);
  return {};
}

}  // namespace

TEST_CASE("versions: tabs come back as the spaces that were seen, from 3.6 on as tabs") {
  LiveServer live;
  live.tmux.start_job("job", "printf 'a\\tb\\t\\tc\\n\\td'");
  REQUIRE(live.tmux.shows("job", "d"));
  const bool kept = live.tmux.version() >= TmuxVersion{3, 6};
  CHECK(live.capture("job", 10) == (kept ? "a\tb\t\tc\n\td" : "a       b               c\n        d"));
}

TEST_CASE("versions: spaces and tabs on the right are cut, lines of nothing else at the end are blank") {
  LiveServer live;
  live.tmux.start_job("job", "printf 'a\\t\\nb \\t \\n\\t\\n  last  \\t\\n\\t\\n  \\n'");
  REQUIRE(live.tmux.shows("job", "last"));
  CHECK(live.capture("job", 10) == "a\nb\n\n  last");
  CHECK(live.capture("job", 1) == "  last");
}

TEST_CASE("versions: tmux drops bytes that are not UTF-8, and from 3.6 on shows them as U+FFFD") {
  LiveServer live;
  live.tmux.start_job("job", "printf 'x\\377y\\300z end'");
  REQUIRE(live.tmux.shows("job", "end"));
  const bool kept = live.tmux.version() >= TmuxVersion{3, 6};
  CHECK(live.capture("job", 10) == (kept ? "x\xEF\xBF\xBDy\xEF\xBF\xBDz end" : "xyz end"));
}

TEST_CASE("versions: a screen that ends in a wrapped line is whole") {
  LiveServer live;
  live.tmux.start_job("job", "seq 30; printf '%0200d' 7");
  REQUIRE(live.tmux.shows("job", "7"));
  CHECK(live.capture("job", 2) == "30\n" + std::string(199, '0') + "7");
}

TEST_CASE("versions: names made outside with '.' or ':' are refused by 3.1, altered up to 3.5, kept by 3.7") {
  LiveServer live;
  live.tmux.start_job("job", "echo here");
  const TmuxVersion version = live.tmux.version();
  for (const std::string name : {"dot.ted", "co:lon"}) {
    std::string altered = name;
    std::replace_if(
        altered.begin(), altered.end(), [](char c) { return c == '.' || c == ':'; }, '_');
    const bool refused = version < TmuxVersion{3, 2};
    CHECK(name_made_outside(live, name) == (refused ? "" : version < TmuxVersion{3, 7} ? altered : name));
    // It is listed; before a tool can name it, a user has to rename it.
    CHECK(live.error("has_session", object("name", name)) ==
          "name cannot contain '.', ':', '|', or whitespace");
  }
}

TEST_CASE("versions: other names made outside are listed as tmux stores them") {
  LiveServer live;
  live.tmux.start_job("job", "echo here");
  const TmuxVersion version = live.tmux.version();
  const bool as_is = version < TmuxVersion{3, 2};
  CHECK(name_made_outside(live, "two words") == "two words");
  CHECK(name_made_outside(live, "a|b") == "a|b");
  CHECK(name_made_outside(live, "back\\slash") == (as_is ? "back\\slash" : "back\\\\slash"));
  CHECK(name_made_outside(live, "do$x") == (as_is || version >= TmuxVersion{3, 5} ? "do$x" : "do\\$x"));
  const char* const escaped = version < TmuxVersion{3, 7} ? "ta\\tb" : "";
  CHECK(name_made_outside(live, "ta\tb") == (as_is ? "ta\tb" : escaped));
}

TEST_CASE("versions: a line break in a name made outside spoils no tool (3.1 stores it as it is)") {
  LiveServer live;
  live.tmux.start_job("job", "echo here");
  const std::string found = name_made_outside(live, "new\nline");
  const TmuxVersion version = live.tmux.version();
  const char* const escaped = version < TmuxVersion{3, 7} ? "new\\nline" : "";
  CHECK(found == (version < TmuxVersion{3, 2} ? "new\nline" : escaped));
  CHECK(live.ok("has_session", object("name", "job"))["exists"].boolean());
  CHECK_FALSE(live.ok("has_session", object("name", "line"))["exists"].boolean());
  CHECK_FALSE(live.ok("has_session", object("name", "$9"))["exists"].boolean());  // looked up in the list
  CHECK(live.capture("job", 1) == "here");
}
