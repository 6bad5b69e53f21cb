// Names of every kind, in a C locale, beside sessions whose names a careless target would hit instead.
#include "support/e2e/live_server.hpp"

using namespace smcp::test;

namespace {

/// What the name of a bystander would be, were `name` taken for a prefix, a pattern, an id or an exact-match
/// sign.
constexpr const char* kBystander = "bystander";

/// All that one can do to a session, each on exactly the session named.
void go_through(LiveServer& live, const std::string& name) {
  INFO("name: " << name);
  const Json made = live.server.call("new_session", object("name", name, "command", "echo mark-$((6*7))"));
  if (is_error(made)) {
    // tmux cannot store every name as it is (3.3a alters `\` and `$x`); then nothing may be left of it.
    CHECK(text_of(made).find("store") != std::string::npos);
    CHECK(live.tmux.session_names() == std::vector<std::string>{kBystander});
    return;
  }
  CHECK(made["structuredContent"]["name"].string() == name);
  CHECK(live.tmux.session_names().size() == 2);
  CHECK(live.ok("has_session", object("name", name))["exists"].boolean());
  bool listed = false;
  const Json list = live.ok("list_sessions");
  for (const Json& session : list["sessions"].items()) {
    listed = listed || session["name"].string() == name;
  }
  CHECK(listed);
  CHECK(live.ok("list_windows", object("name", name))["session"].string() == name);
  CHECK(live.shows(name, "mark-42"));
  live.ok("send_keys", object("name", name, "keys", "echo again-$((7*8))"));
  CHECK(live.shows(name, "again-56"));
  live.ok("kill_session", object("name", name));
  CHECK_FALSE(live.ok("has_session", object("name", name))["exists"].boolean());
}

void go_through_all(const std::vector<std::string>& names) {
  LiveServer live({}, {{"LC_ALL", "C"}});
  live.tmux.start_job(kBystander, "echo untouched");
  REQUIRE(live.tmux.shows(kBystander, "untouched"));
  const std::string before = live.tmux.fingerprint(kBystander);
  for (const std::string& name : names) go_through(live, name);
  CHECK(live.tmux.fingerprint(kBystander) == before);
  CHECK(live.tmux.session_names() == std::vector<std::string>{kBystander});
}

}  // namespace

TEST_CASE("names: exact-match signs, ids and options") {
  go_through_all({"=bystander", "=", "-", "-t", "--", "-d", "$0", "$1", "@0", "%0", "%1"});
}

TEST_CASE("names: patterns, braces and special targets") {
  go_through_all({"bystande", "b*", "by?tander", "[b]ystander", "{last}", "{", "}", "!", "+", "~", "^"});
}

TEST_CASE("names: quotes, formats and separators") {
  go_through_all(
      {"it's", "\"q\"", "#{session_name}", "#{", "##", "#", "#[fg=red]", "a;", ";", "a,b", "(x)", "`id`"});
}

TEST_CASE("names: scripts, dollars, backslashes and the longest one") {
  go_through_all(
      {"né日本", "🎉", "$HOME", "${HOME}", "a$b", "back\\slash", "%H%M", "100%", std::string(100, 'n')});
}

TEST_CASE("names: a hundred characters count as characters, not bytes") {
  std::string name;
  for (int i = 0; i < 100; ++i) name += "é";
  go_through_all({name});
}

TEST_CASE("names: what no name may be is refused word for word by every tool") {
  LiveServer live;
  live.tmux.start_job(kBystander, "echo untouched");
  const std::string before = live.tmux.fingerprint(kBystander);
  const std::string required = "name is required (non-empty string)";
  const std::string forbidden = "name cannot contain '.', ':', '|', or whitespace";
  for (const char* tool :
       {"has_session", "list_windows", "capture_pane", "new_session", "send_keys", "kill_session"}) {
    INFO(tool);
    const auto refused = [&](std::string_view name) {
      return live.error(tool, std::string_view(tool) == "send_keys" ? object("name", name, "keys", "x")
                                                                    : object("name", name));
    };
    CHECK(refused("") == required);
    CHECK(refused(std::string(101, 'n')) == "name too long (max 100)");
    for (const char* name : {"a.b", "a:b", "a|b", "a b", "a\tb", "a\nb", " ", ":", "bystander:",
                             "bystander:0", "bystander.0", "a\u00a0b", "a\u2003b", "a\u3000b", "a\u2028b"}) {
      INFO(name);
      CHECK(refused(name) == forbidden);
    }
  }
  CHECK(live.error("has_session") == required);
  CHECK(live.tmux.fingerprint(kBystander) == before);
}
