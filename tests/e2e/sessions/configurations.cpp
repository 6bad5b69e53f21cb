// What an agent does with a session, from its start to its end, in a tmux that is set up as people set up theirs.
#include <algorithm>
#include <string>

#include "support/e2e/live_server.hpp"
#include "support/e2e/waited.hpp"

using namespace smcp::test;

namespace {

/// Whether list_windows has the pane, with its command's shell.
bool is_listed(LiveServer& live, const std::string& name, const std::string& pane) {
  const Json windows = live.ok("list_windows", object("name", name))["windows"];
  return std::any_of(windows.items().begin(), windows.items().end(), [&](const Json& window) {
    const auto& panes = window["pane_list"].items();
    return std::any_of(panes.begin(), panes.end(),
                       [&](const Json& one) { return one["id"].string() == pane; });
  });
}

/// Only what names no pane: it must reach the one that new_session has named.
void use(LiveServer& live, const std::string& name) {
  const Json made = live.ok("new_session", object("name", name, "command", "echo mine-$((40 + 2))"));
  CHECK(live.shows(name, "\nmine-42"));
  CHECK(is_listed(live, name, made["pane"].string()));
  CHECK(live.tmux.must({"display-message", "-p", "-t", "=" + name + ":", "#{pane_id}"}) ==
        made["pane"].string());

  live.ok("send_keys", object("name", name, "keys", "echo sent-$((50 + 5))"));
  CHECK(live.shows(name, "\nsent-55"));

  const Waited ran =
      waited(live.server.call("run_command", object("name", name, "command", "echo ran-$((60 + 6)); false")));
  CHECK(ran.text == "ran-66");
  CHECK(ran.about["exit_code"].integer() == 1);

  const Json keys = live.ok("send_keys", object("name", name, "keys", "sleep 0.1; echo late-$((70 + 7))"));
  const Waited late = wait(live, object("name", name, "finished", true, "since", keys["cursor"].string()));
  CHECK(late.text.find("late-77") != std::string::npos);
  CHECK(late.outcome() == "finished");
}

/// In the first session of a server, which reads the configuration, and in a second one.
void check(const std::string& configuration) {
  INFO(configuration);
  LiveServer live;
  write_file(live.tmux / ".tmux.conf", configuration + "\n");
  // A login shell that finds the tmux under test, which run_command needs.
  write_file(live.tmux / ".bash_profile",
             "PS1='$ '\nunset HISTFILE PROMPT_COMMAND\nPATH=" + live.tmux.environment().at("PATH") + "\n");
  use(live, "job");
  use(live, "other");
  CHECK(live.ok("kill_session", object("name", "job"))["killed"].boolean());
  CHECK(live.tmux.session_names() == std::vector<std::string>{"other"});
  CHECK(live.ok("kill_session", object("name", "other"))["killed"].boolean());
  CHECK(wait_until([&] { return live.tmux.session_names().empty(); }));
}

}  // namespace

TEST_CASE("configuration: base-index and pane-base-index 1") {
  check("set -g base-index 1\nset -g pane-base-index 1");
}

TEST_CASE("configuration: renumber-windows") {
  check("set -g renumber-windows on\nset -g base-index 1");
}

TEST_CASE("configuration: automatic-rename") {
  check(
      "set -g automatic-rename on\nset -g automatic-rename-format '#{pane_current_path}'\nset -g "
      "allow-rename on");
}

TEST_CASE("configuration: no automatic-rename") {
  check("set -g automatic-rename off");
}

TEST_CASE("configuration: destroy-unattached") {
  check("set -g destroy-unattached on");
}

TEST_CASE("configuration: remain-on-exit") {
  check("set -g remain-on-exit on");
}

TEST_CASE("configuration: exit-empty off") {
  check("set -s exit-empty off");
}

TEST_CASE("configuration: escape-time 0") {
  check("set -s escape-time 0");
}

TEST_CASE("configuration: no status line") {
  check("set -g status off");
}

TEST_CASE("configuration: mouse") {
  check("set -g mouse on");
}

TEST_CASE("configuration: set-clipboard") {
  check("set -s set-clipboard on");
}

TEST_CASE("configuration: C-a as the prefix") {
  check("set -g prefix C-a\nunbind C-b\nbind C-a send-prefix");
}
