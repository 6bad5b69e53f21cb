// list_windows: every window of the session named, whatever their names hold.
#include "e2e/live_server.hpp"

using namespace smcp::test;

TEST_CASE("list_windows: index, name, active and panes") {
  LiveServer live;
  live.tmux.start_job("w", "echo one");
  live.tmux.must({"rename-window", "-t", "=w:", "first"});
  live.tmux.must({"new-window", "-t", "=w:5", "-n", "second", "sleep 1000"});
  live.tmux.must({"split-window", "-t", "=w:5", "sleep 1000"});
  const Json list = live.ok("list_windows", object("name", "w"));
  CHECK(list.keys() == std::vector<std::string>{"session", "count", "windows"});
  CHECK(list["session"].string() == "w");
  CHECK(list["count"].integer() == 2);
  REQUIRE(list["windows"].size() == 2);
  CHECK(list["windows"][0] == Json::parse(R"({"index":0,"name":"first","active":false,"panes":1})"));
  CHECK(list["windows"][1] == Json::parse(R"({"index":5,"name":"second","active":true,"panes":2})"));
}

TEST_CASE("list_windows: names with separators, quotes, blanks and scripts come back as they are") {
  LiveServer live;
  live.tmux.start_job("w", "echo one");
  for (const char* name :
       {"a|b", "a\tb c", "a:b.c", "\"quoted\" 'too'", "né日本", "x;y;", "#{x}", ",", "$HOME", "-n"}) {
    INFO(name);
    const CommandResult renamed = live.tmux.run({"rename-window", "-t", "=w:", "--", name});
    // What tmux made of it is the truth: a tab is escaped, or refused (3.8).
    if (renamed.exit != ExitStatus{}) {
      CHECK(std::string_view(name).find('\t') != std::string_view::npos);
      CHECK(renamed.error.find("invalid window name") != std::string::npos);
    }
    const std::string stored = live.tmux.must({"display-message", "-p", "-t", "=w:", "#{window_name}"});
    const Json list = live.ok("list_windows", object("name", "w"));
    REQUIRE(list["windows"].size() == 1);
    CHECK(list["windows"][0]["name"].string() == stored);
    CHECK(list["windows"][0]["panes"].integer() == 1);
  }
}

TEST_CASE("list_windows: an unknown session is an error that says so") {
  LiveServer live;
  live.tmux.start_job("known", "echo one");
  CHECK(live.error("list_windows", object("name", "kno")) == "session \"kno\" does not exist");
}
