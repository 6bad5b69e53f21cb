// new_session: which shell is started, and that it lives.
#include <filesystem>
#include <string>
#include <string_view>

#include "support/e2e/live_server.hpp"
#include "support/e2e/shell_end.hpp"

using namespace smcp::test;

namespace {

void configure(const LiveServer& live, const std::string& conf) {
  write_file(live.tmux / ".tmux.conf", conf + "\n");
}

}  // namespace

TEST_CASE("new_session shell: that shell runs, in later windows, too, whatever default-command says") {
  LiveServer live;
  configure(live, "set -g default-command 'exec cat'\nset -g default-shell /bin/sh");
  for (const char* name : {"job", "=x"}) {
    live.ok("new_session", object("name", name, "shell", "/bin/bash", "command",
                                  "echo \"$SHELL ${BASH_VERSION:+is} $((6*7))\""));
    CHECK(live.shows(name, "/bin/bash is 42"));
  }
  live.tmux.must({"new-window", "-t", "=job:"});
  live.tmux.must({"send-keys", "-t", "=job:", "-l", "echo \"later ${BASH_VERSION:+is} $((6*7))\""});
  live.tmux.must({"send-keys", "-t", "=job:", "Enter"});
  CHECK(live.shows("job", "later is 42"));
  CHECK(live.tmux.must({"show-options", "-g", "default-shell"}) == "default-shell /bin/sh");
}

TEST_CASE("new_session shell: what is not in /etc/shells is refused with those that are") {
  LiveServer live;
  for (const char* wrong : {"bash", "/bin/cat", "/no/such", "/bin/bash;", "/bin/bash "}) {
    const std::string error = live.error("new_session", object("name", "a", "shell", wrong));
    INFO(error);
    CHECK(error.starts_with(std::string("shell: \"") + wrong + "\" is not in /etc/shells, which has: "));
    CHECK(error.find("/bin/bash") != std::string::npos);
  }
  CHECK(live.tmux.session_names().empty());
}

TEST_CASE("new_session: a shell that ends at once is an error with its exit code, and no session is left") {
  for (const bool runs_already : {false, true}) {
    LiveServer live;
    configure(live, "set -g default-command 'exit 3'");
    if (runs_already)
      live.tmux.must({"-f", live.tmux / ".tmux.conf", "new-session", "-d", "-s", "other", "sleep 600"});
    for (const char* name : {"job", "=x"}) {
      const std::string error = live.error("new_session", object("name", name));
      INFO(error);
      CHECK(tells_end(live.tmux, error, 3));
      CHECK(error.find("at once") != std::string::npos);
      const std::string typing = live.error("new_session", object("name", name, "command", "echo x"));
      INFO(typing);
      CHECK(tells_end(live.tmux, typing, 3));
      CHECK(typing.find("before it took the command") != std::string::npos);
    }
    const auto left = live.tmux.session_names();
    CHECK(left == (runs_already ? std::vector<std::string>{"other"} : std::vector<std::string>{}));
  }
}

TEST_CASE("new_session: start-up files that exit are an error") {
  LiveServer live;
  write_file(live.tmux / ".bash_profile", "sleep 0.05; exit 7\n");
  const std::string error = live.error("new_session", object("name", "a"));
  INFO(error);
  CHECK(tells_end(live.tmux, error, 7));
  CHECK(live.tmux.session_names().empty());
}

TEST_CASE("new_session: a session is as it was without the look at its shell: it ends with it") {
  LiveServer live;
  for (const char* command : {"", "true"}) {
    live.ok("new_session", object("name", "a", "command", command));
    CHECK(live.tmux.must({"show-options", "-p", "-t", "=a:"}).find("remain-on-exit") == std::string::npos);
    live.ok("send_keys", object("name", "a", "keys", "exit"));
    CHECK(wait_until([&] { return live.tmux.session_names().empty(); }));
  }
}

TEST_CASE("new_session: remain-on-exit of the user's stays") {
  LiveServer live;
  configure(live, "set -g remain-on-exit on");
  live.ok("new_session", object("name", "a", "command", "exit"));
  CHECK(wait_until([&] {
    return live.tmux.must({"display-message", "-p", "-t", "=a:", "#{pane_dead}"}) == "1";
  }));
}

TEST_CASE("new_session: a shell whose start-up files take long is not waited for") {
  LiveServer live;
  const std::string go = live.tmux / "go";
  write_file(live.tmux / ".bash_profile", "PS1='$ '\nuntil [ -e " + go + " ]; do sleep 0.05; done\n");
  live.ok("new_session", object("name", "a"));
  CHECK(live.tmux.session_names() == std::vector<std::string>{"a"});
  write_file(go, "");
}
