// new_session: the command arrives whole and once, or is an error that leaves no session behind.
#include <filesystem>

#include "support/e2e/live_server.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

/// Waits until the file holds a line "done" at its end, and gives what stands before it.
std::string written_by(const std::string& path) {
  REQUIRE(wait_until([&] { return read_file(path).ends_with("done\n"); }));
  std::string text = read_file(path);
  return text.substr(0, text.size() - 5);
}

}  // namespace

TEST_CASE("new_session: a command of 20 kB arrives whole in bash") {
  LiveServer live;
  std::string words;
  while (words.size() < 20000) words += "word" + std::to_string(words.size()) + " ";
  words.pop_back();
  const std::string out = live.tmux / "out";
  live.ok("new_session",
          object("name", "job", "command", "echo " + words + " > " + out + "; echo done >> " + out));
  CHECK(written_by(out) == words + "\n");
}

TEST_CASE("new_session: newlines, quotes, scripts and tmux's own signs arrive as they are, once") {
  LiveServer live;
  const std::string out = live.tmux / "out";
  const std::string command =
      "cat >> " + out +
      " <<'END'\nit's \"quoted\" `tick` $HOME \\ back\n\n  né 日本 🎉 #{x} #(y) %1 ;\n-n\nEND\n"
      "echo done >> " +
      out;
  live.ok("new_session", object("name", "job", "command", command));
  CHECK(written_by(out) == "it's \"quoted\" `tick` $HOME \\ back\n\n  né 日本 🎉 #{x} #(y) %1 ;\n-n\n");
}

TEST_CASE("new_session: a command that ends in a semicolon or begins with a dash is that command") {
  LiveServer live;
  const std::string out = live.tmux / "out";
  live.ok("new_session", object("name", "job", "command", "echo done >> " + out + ";"));
  CHECK(written_by(out).empty());
  live.ok("new_session", object("name", "dash", "command", "-no-such-command"));
  CHECK(live.shows("dash", "-no-such-command: command not found"));
}

TEST_CASE("new_session: a command that reads the terminal gets nothing of the command itself") {
  LiveServer live;
  const std::string out = live.tmux / "out";
  live.ok("new_session",
          object("name", "job", "command",
                 "echo mark-$((6*7)); read -r line; echo \"$line\" > " + out + "; echo done >> " + out));
  // Until it runs, the terminal is the line editor's, and a carriage return is not yet the end of a line.
  REQUIRE(live.shows("job", "mark-42"));
  live.ok("send_keys", object("name", "job", "keys", "typed later"));
  CHECK(written_by(out) == "typed later\n");
}

TEST_CASE("new_session: dash takes a command of 4000 bytes") {
  LiveServer live({}, {{"SHELL", "/bin/dash"}});
  const std::string out = live.tmux / "out";
  const std::string words(4000 - 100, 'x');
  live.ok("new_session",
          object("name", "job", "command", "echo " + words + " >" + out + ";echo done >>" + out));
  CHECK(written_by(out) == words + "\n");
}

TEST_CASE("new_session: dash and a line of 5000 bytes is an error, and no session is left") {
  LiveServer live({}, {{"SHELL", "/bin/dash"}});
  live.tmux.start_job("bystander", "echo here");
  live.tmux.must({"set-option", "-g", "default-shell", "/bin/dash"});
  const std::string error =
      live.error("new_session", object("name", "job", "command", "echo " + std::string(5000, 'x')));
  INFO(error);
  CHECK(error.find("4095") != std::string::npos);
  CHECK(wait_until([&] { return live.tmux.session_names() == std::vector<std::string>{"bystander"}; }));
  CHECK_FALSE(live.ok("has_session", object("name", "job"))["exists"].boolean());
}

TEST_CASE("new_session: a shell that starts slowly still gets the whole command") {
  LiveServer live;
  const std::string out = live.tmux / "out";
  const std::string go = live.tmux / "go";
  // The start-up file reads the terminal away, as some do, until it is told to go on.
  write_file(live.tmux / ".bash_profile",
             "PS1='$ '\nwhile [ ! -e " + go + " ]; do read -t 0.05 -n 1000; done\n");
  const std::string id = "1";
  live.server.send(
      stateless_call_request(id, "new_session", object("name", "job", "command", "echo done > " + out)));
  REQUIRE(wait_until([&] { return live.tmux.session_names() == std::vector<std::string>{"job"}; }));
  CHECK_FALSE(std::filesystem::exists(out));
  write_file(go, "");
  CHECK_FALSE(is_error(live.server.reply(id)["result"]));
  CHECK(written_by(out).empty());
}

TEST_CASE("new_session: a shell that never comes is an error at the deadline, and no session is left") {
  LiveServer live({}, {{"SESSIONS_MCP_TIMEOUT", "1"}});
  write_file(live.tmux / ".bash_profile", "sleep 1000\n");
  const std::string error = live.error("new_session", object("name", "job", "command", "echo x"));
  INFO(error);
  CHECK_FALSE(error.empty());
  CHECK(wait_until([&] { return live.tmux.session_names().empty(); }));
}

TEST_CASE("new_session: control characters in a command are keys to a shell, so they are refused") {
  LiveServer live;
  const std::string error = live.error("new_session", object("name", "job", "command", "echo \x03 x"));
  CHECK(error.find("command") != std::string::npos);
  CHECK_FALSE(live.ok("has_session", object("name", "job"))["exists"].boolean());
}
