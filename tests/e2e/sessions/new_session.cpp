// new_session: what it makes, and that what goes wrong leaves nothing behind.
#include <filesystem>
#include <sys/stat.h>

#include "support/e2e/live_server.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

std::string already_exists(const std::string& name) {
  return "session \"" + name + "\" already exists. Use kill_session first or pick a different name. It ";
}

int history_limit(const PrivateTmux& tmux, const std::string& name) {
  return std::stoi(tmux.must({"display-message", "-p", "-t", "=" + name + ":", "#{history_limit}"}));
}

}  // namespace

TEST_CASE("new_session: a shell, a command typed into it, and a hint") {
  LiveServer live;
  const Json made =
      live.ok("new_session", object("name", "job", "command", "echo $((40 + 2))", "cwd", "/usr"));
  CHECK(made.keys() ==
        std::vector<std::string>{"name", "cwd", "command", "status", "pane", "cursor", "hint"});
  CHECK(made["name"].string() == "job");
  CHECK(made["cwd"].string() == "/usr");
  CHECK(made["command"].string() == "echo $((40 + 2))");
  CHECK(made["status"].string() == "running");
  CHECK(made["pane"].string() == live.tmux.must({"display-message", "-p", "-t", "=job:", "#{pane_id}"}));
  CHECK(made["hint"].string() == "Next, wait_for; a person can watch with: tmux attach -t job");
  CHECK(live.shows("job", "\n42"));
  CHECK(live.tmux.must({"display-message", "-p", "-t", "=job:", "#{pane_current_path}"}) == "/usr");
  CHECK(live.tmux.must({"display-message", "-p", "-t", "=job:", "#{session_windows} #{window_panes}"}) ==
        "1 1");
  // It is a shell: when the command is over, the next can be typed.
  live.ok("send_keys", object("name", "job", "keys", "echo $((50 + 5))"));
  CHECK(live.shows("job", "\n55"));
}

TEST_CASE("new_session: without a command there is just a shell") {
  LiveServer live;
  const Json made = live.ok("new_session", object("name", "plain"));
  CHECK(made["status"].string() == "running");
  CHECK(made["hint"].string() ==
        "Next, run_command or send_keys; a person can watch with: tmux attach -t plain");
  CHECK(live.shows("plain", "$"));
  const std::string screen = live.capture("plain", 100);  // a prompt, which is everyone's own
  CHECK(screen.find('\n') == std::string::npos);
  CHECK(screen.ends_with('$'));
}

TEST_CASE("new_session: keeps 50 000 lines, and the user's global option as it is") {
  LiveServer live;
  live.tmux.start_job("bystander", "echo here");
  live.ok("new_session", object("name", "job", "command", "seq 60000"));
  CHECK(history_limit(live.tmux, "job") >= 50000);
  CHECK(live.tmux.must({"show-options", "-gv", "history-limit"}) == "2000");
  CHECK(history_limit(live.tmux, "bystander") == 2000);
  CHECK(wait_until([&] { return live.capture("job", 2).starts_with("60000\n"); }));
  CHECK(live.capture("job", 10000).starts_with("50002\n50003\n"));
}

TEST_CASE("new_session: a larger history of the user's stays") {
  LiveServer live;
  live.tmux.start_job("bystander", "echo here");
  live.tmux.must({"set-option", "-g", "history-limit", "123456"});
  live.ok("new_session", object("name", "job"));
  CHECK(history_limit(live.tmux, "job") == 123456);
  CHECK(live.tmux.must({"show-options", "-gv", "history-limit"}) == "123456");
}

TEST_CASE("new_session: the first session of a server is as good as the others") {
  LiveServer live;
  live.ok("new_session", object("name", "first"));
  CHECK(history_limit(live.tmux, "first") >= 50000);
  CHECK(live.tmux.must({"show-options", "-gv", "history-limit"}) == "2000");
  CHECK(live.tmux.must({"list-windows", "-t", "=first:", "-F", "#{window_index}"}) == "0");
}

TEST_CASE("new_session: a name that is taken is refused and its session left alone") {
  LiveServer live;
  live.tmux.start_job("taken", "echo mine; exec cat");
  REQUIRE(live.tmux.shows("taken", "mine"));
  const std::string before = live.tmux.fingerprint("taken");
  CHECK(live.error("new_session", object("name", "taken", "command", "rm x")) ==
        already_exists("taken") +
            "is running cat and may not be yours: kill only what you started. Otherwise use it, or pick a "
            "name such as "
            "\"taken-2\".");
  CHECK(live.tmux.fingerprint("taken") == before);
}

TEST_CASE("new_session: of 20 with one name at once exactly one wins") {
  LiveServer live;
  live.tmux.start_job("bystander", "echo here");
  std::string requests;
  for (int i = 0; i < 20; ++i) {
    requests += stateless_call_request(std::to_string(i), "new_session",
                                       object("name", "one", "command", "echo here")) +
                "\n";
  }
  live.server.send_bytes(requests);
  int won = 0;
  for (int i = 0; i < 20; ++i) {
    const Json result = live.server.reply(std::to_string(i), kPatience * 3)["result"];
    if (is_error(result)) {
      CHECK(text_of(result).starts_with(already_exists("one")));
    } else {
      ++won;
    }
  }
  CHECK(won == 1);
  CHECK(live.tmux.session_names() == std::vector<std::string>{"bystander", "one"});
  CHECK(live.shows("one", "\nhere"));
}

TEST_CASE("new_session: of 4 servers that race for one name exactly one wins") {
  const PrivateTmux tmux;
  std::vector<std::unique_ptr<ServerProcess>> servers;
  for (int i = 0; i < 4; ++i) {
    servers.push_back(std::make_unique<ServerProcess>(ServerOptions{tmux.environment(), {}}));
  }
  for (const auto& server : servers)
    server->send(stateless_call_request("1", "new_session", object("name", "one")));
  int won = 0;
  for (const auto& server : servers) {
    const Json result = server->reply("1", kPatience * 2)["result"];
    if (is_error(result)) {
      CHECK(text_of(result).starts_with(already_exists("one")));
    } else {
      ++won;
    }
  }
  CHECK(won == 1);
  CHECK(tmux.session_names() == std::vector<std::string>{"one"});
}

TEST_CASE("new_session: right after the last session was killed, while tmux's server is on its way out") {
  LiveServer live;
  std::string requests;
  constexpr int kRounds = 20;
  for (int i = 0; i < kRounds; ++i) {
    requests += stateless_call_request(std::to_string(2 * i), "new_session", object("name", "last")) + "\n";
    requests +=
        stateless_call_request(std::to_string(2 * i + 1), "kill_session", object("name", "last")) + "\n";
  }
  live.server.send_bytes(requests);
  for (int i = 0; i < 2 * kRounds; ++i) {
    const Json result = live.server.reply(std::to_string(i), kPatience * 2)["result"];
    INFO(i << ": " << text_of(result));
    CHECK_FALSE(is_error(result));
  }
}

TEST_CASE("new_session: a cwd that is not a directory is an error that names it, and no session is left") {
  LiveServer live;
  write_file(live.tmux / "file", "x");
  for (const std::string& cwd : {live.tmux / "missing", live.tmux / "file", std::string("/dev/null")}) {
    const std::string error = live.error("new_session", object("name", "job", "cwd", cwd));
    INFO(error);
    CHECK(error.find("cwd") != std::string::npos);
    CHECK(error.find(cwd) != std::string::npos);
    CHECK(error.find("expanded") == std::string::npos);
    CHECK_FALSE(live.ok("has_session", object("name", "job"))["exists"].boolean());
  }
  for (const char* cwd : {"~/missing", "$HOME/missing"}) {
    INFO(cwd);
    CHECK(live.error("new_session", object("name", "job", "cwd", cwd))
              .ends_with("; ~ and $VAR are not expanded: give an absolute path"));
  }
}

TEST_CASE("new_session: a cwd with blanks, formats and any script is that directory") {
  LiveServer live;
  for (const char* name : {"a b", "#{session_name}", "#(touch ran)", "né日本", "x;", "-d", "'\"$HOME`"}) {
    INFO(name);
    const std::string cwd = live.tmux / name;
    REQUIRE(mkdir(cwd.c_str(), 0700) == 0);
    give_to(far_user(), cwd);
    const Json made = live.ok("new_session", object("name", "job", "cwd", cwd, "command", "touch here"));
    CHECK(made["cwd"].string() == cwd);
    CHECK(wait_until([&] { return std::filesystem::exists(cwd + "/here"); }));
    live.ok("kill_session", object("name", "job"));
  }
}

TEST_CASE("new_session: nothing in name, cwd or command is run by tmux") {
  LiveServer live;
  live.tmux.start_job("bystander", "echo here");
  const std::string mark = live.tmux / "ran";
  const std::string evil = "#(touch${IFS}" + mark + ")";
  // Whatever becomes of the calls (the name holds no blank, so it is a name): the mark must not appear.
  (void)live.server.call("new_session", object("name", evil));
  (void)live.server.call("new_session", object("name", "a", "cwd", "/tmp/#(touch " + mark + ")"));
  live.ok("new_session", object("name", "b", "command", "echo '#(touch " + mark + ")' '#{session_name}'"));
  CHECK(live.shows("b", "\n#(touch " + mark + ") #{session_name}"));
  (void)live.ok("list_sessions");
  CHECK_FALSE(std::filesystem::exists(mark));
}
