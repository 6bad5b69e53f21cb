// What the server under test remembers of tmux may be another server's by the time it acts: then nothing is
// done.
#include "support/e2e/live_server.hpp"
#include "support/fake_tmux.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

constexpr const char* kReplaceServer = R"("$REAL_TMUX" kill-server
while "$REAL_TMUX" list-sessions >/dev/null 2>&1; do :; done
until "$REAL_TMUX" -f /dev/null new-session -d -s precious -- sleep 100000 2>/dev/null; do :; done
)";

/// Another server in the place of the one that runs: ids begin again in it. `panes` shells wait in its
/// session.
void replace_server(const PrivateTmux& tmux, int panes) {
  tmux.must({"kill-server"});
  REQUIRE(wait_until([&] { return tmux.server_pid() == 0; }));
  tmux.must({"new-session", "-d", "-s", "precious"});
  for (int i = 1; i < panes; ++i) tmux.must({"split-window", "-t", "=precious:"});
  for (int i = 0; i < panes; ++i) {
    REQUIRE(wait_until([&] {
      return tmux.must({"capture-pane", "-p", "-t", "%" + std::to_string(i)}).find('$') != std::string::npos;
    }));
  }
}

}  // namespace

TEST_CASE("right session: a command is not typed into another server that came while its shell started") {
  const int panes = GENERATE(1, 2);  // the shell was %1, the session $0: with one pane there is just a $0
  LiveServer live;
  const std::string out = live.tmux / "out";
  const std::string go = live.tmux / "go";
  write_file(live.tmux / ".bash_profile",
             "PS1='$ '\nwhile [ ! -e " + go + " ]; do read -t 0.05 -n 1000; done\n");
  live.server.send(
      stateless_call_request("1", "new_session", object("name", "job", "command", "echo typed > " + out)));
  REQUIRE(wait_until([&] { return live.tmux.session_names() == std::vector<std::string>{"job"}; }));
  write_file(live.tmux / ".bash_profile", "PS1='$ '\n");
  replace_server(live.tmux, panes);
  const std::string before = live.tmux.fingerprint("precious");
  const Json result = live.server.reply("1")["result"];
  CHECK(is_error(result));
  INFO(text_of(result));
  CHECK(text_of(result).find("server") != std::string::npos);
  REQUIRE(live.tmux.session_names() == std::vector<std::string>{"precious"});
  CHECK(live.tmux.fingerprint("precious") == before);
  CHECK(read_file(out).empty());
}

TEST_CASE("right session: kill_session kills nothing of a server that came before it could act") {
  const PrivateTmux tmux;
  const std::string name = GENERATE("job", "=job", "-job");
  const FakeTmux fake("kill-session", std::string(kReplaceServer) + "exec \"$REAL_TMUX\" \"$@\"");
  ServerProcess server({fake.environment(tmux.environment()), {}});
  tmux.must({"new-session", "-d", "-s", name, "--", "sleep", "100000"});
  const Json result = server.call("kill_session", object("name", name));
  CHECK(is_error(result));
  CHECK(text_of(result).starts_with("session \"" + name + "\" does not exist;"));
  CHECK(tmux.session_names() == std::vector<std::string>{"precious"});
  CHECK(server.finish() == ExitStatus{});
}

TEST_CASE("right session: kill_session kills the one whose name it is, not the one that had it") {
  const PrivateTmux tmux;
  const FakeTmux fake("kill-session", R"("$REAL_TMUX" rename-session -t =job: job2
exec "$REAL_TMUX" "$@")");
  ServerProcess server({fake.environment(tmux.environment()), {}});
  tmux.must({"new-session", "-d", "-s", "job", "--", "sleep", "100000"});
  CHECK(text_of(server.call("kill_session", object("name", "job")))
            .starts_with("session \"job\" does not exist;"));
  CHECK(tmux.session_names() == std::vector<std::string>{"job2"});
  CHECK(server.finish() == ExitStatus{});
}

TEST_CASE("right session: a name that looks like a row of tmux's answer leads to no other session") {
  LiveServer live;
  live.tmux.start_job("bystander", "echo here");
  // tmux 3.1 stores and prints the line break as it is, later ones escape it, 3.8 refuses it.
  (void)live.tmux.run({"new-session", "-d", "-s", "x\n$0\t=job\n$0\tjob", "--", "sleep", "100000"});
  for (const char* name : {"job", "=job"}) {
    CHECK(live.error("kill_session", object("name", name))
              .starts_with("session \"" + std::string(name) + "\" does not exist;"));
  }
  CHECK(live.tmux.must({"has-session", "-t", "$0"}).empty());
}

TEST_CASE("right session: nothing is typed into a server that came between the look and the typing") {
  const PrivateTmux tmux;
  const FakeTmux fake("send-keys", std::string(kReplaceServer) + "exec \"$REAL_TMUX\" \"$@\"");
  ServerProcess server({fake.environment(tmux.environment()), {}});
  tmux.must({"new-session", "-d", "-s", "job", "--", "sleep", "100000"});
  const std::string arguments =
      GENERATE(R"({"name":"job","keys":"wrong"})", R"({"name":"job","keys":"wrong","cancel_mode":true})",
               R"({"name":"job","keys":"wrong","pane":"0"})");
  const Json result = server.call("send_keys", arguments);
  CHECK(is_error(result));
  CHECK(text_of(result).find("the tmux server ended meanwhile") != std::string::npos);
  CHECK(tmux.session_names() == std::vector<std::string>{"precious"});
  // sleep reads nothing: what was typed would be echoed.
  CHECK(tmux.must({"capture-pane", "-p", "-t", "=precious:"}).find("wrong") == std::string::npos);
  CHECK(server.finish() == ExitStatus{});
}

TEST_CASE("right session: keys do not go to a mode that a pane entered between the look and the typing") {
  const PrivateTmux tmux;
  const FakeTmux fake("send-keys", "\"$REAL_TMUX\" copy-mode -t =job:\nexec \"$REAL_TMUX\" \"$@\"");
  ServerProcess server({fake.environment(tmux.environment()), {}});
  tmux.start_job("job", "echo here");
  REQUIRE(tmux.shows("job", "here"));
  const Json result = server.call("send_keys", object("name", "job", "keys", "q"));
  CHECK(is_error(result));
  CHECK(text_of(result).find("a mode") != std::string::npos);
  CHECK(tmux.must({"display-message", "-p", "-t", "=job:", "#{pane_in_mode}"}) == "1");
  CHECK_FALSE(is_error(server.call("send_keys", R"({"name":"job","keys":"typed","cancel_mode":true})")));
  CHECK(tmux.shows("job", "typed"));
  CHECK(server.finish() == ExitStatus{});
}
