// new_session with `log`: everything that the pane prints, raw, from the first byte on.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

#include "support/deadline.hpp"
#include "support/e2e/live_server.hpp"
#include "support/fd.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

bool comes_to_hold(const std::string& path, const std::string& text) {
  return wait_until([&] { return read(path).find(text) != std::string::npos; });
}

unsigned mode_of(const std::string& path) {
  struct stat found {};
  REQUIRE(::stat(path.c_str(), &found) == 0);
  return found.st_mode & 0777U;
}

/// A configuration whose sessions run this instead of a shell.
void use_program(const LiveServer& live, const std::string& script) {
  write_file(live.tmux / "program", "#!/bin/sh\n" + script);
  std::filesystem::permissions(live.tmux / "program", std::filesystem::perms::owner_all);
  give_to(far_user(), live.tmux / "program");
  write_file(live.tmux / ".tmux.conf", "set -g default-command " + (live.tmux / "program") + "\n");
}

std::string status(LiveServer& live) {
  return text_of(live.server.call("session_status", "{}"));
}

Json listed_pane(LiveServer& live, const std::string& name) {
  return live.ok("list_windows", object("name", name))["windows"][0]["pane_list"][0];
}

}  // namespace

TEST_CASE("log: all that a pane prints, raw, and the file is its owner's alone") {
  LiveServer live;
  const std::string log = live.tmux / "job.log";
  const Json made = live.ok(
      "new_session", object("name", "job", "log", log, "command", "printf '\\033[31mre%s\\033[0m\\n' d"));
  CHECK(made["log"].string() == log);
  REQUIRE(comes_to_hold(log, "\033[31mred\033[0m\r\n"));
  CHECK(mode_of(log) == 0600);
  CHECK(listed_pane(live, "job")["log"].string() == log);
  CHECK(status(live).find("log ended") == std::string::npos);
  live.ok("send_keys", object("name", "job", "keys", "echo mo''re"));
  REQUIRE(comes_to_hold(log, "more\r\n"));
  // What stands there is kept.
  live.ok("kill_session", object("name", "job"));
  const std::string before = read(log);
  live.ok("new_session", object("name", "again", "log", log, "command", "echo ag''ain"));
  REQUIRE(comes_to_hold(log, "again\r\n"));
  CHECK(read(log).starts_with(before));
  CHECK(listed_pane(live, "again")["log"].string() == log);
}

TEST_CASE("log: from the first byte on") {
  LiveServer live;
  use_program(live, "printf FIRST\nseq 500\nexec cat\n");
  std::string all;
  for (int i = 1; i <= 500; ++i) all += std::to_string(i) + "\r\n";
  for (const std::string name : {"plain", "\xc3\xa9t\xc3\xa9"}) {
    for (int i = 0; i < 10; ++i) {
      const std::string session = name + std::to_string(i);
      const std::string log = live.tmux / session;
      live.ok("new_session", object("name", session, "log", log));
      REQUIRE(comes_to_hold(log, "\r\n500\r\n"));
      CHECK(read(log) == "FIRST" + all);
    }
  }
}

TEST_CASE("log: without one there is none") {
  LiveServer live;
  const Json made = live.ok("new_session", object("name", "job"));
  CHECK_FALSE(made["log"].exists());
  CHECK(listed_pane(live, "job")["log"].kind() == Json::Kind::null);
  CHECK(live.tmux.must({"display-message", "-p", "-t", "=job:", "#{pane_pipe}"}) == "0");
  CHECK(status(live).find("log") == std::string::npos);
}

TEST_CASE("log: a path of any characters is the file's name") {
  LiveServer live;
  use_program(live, "printf FIRST\nexec cat\n");
  int number = 0;
  for (const std::string name :
       {"a b",   "it's",  "q\"x", "$HOME",    "`id`",      "$(id)",       "#{pane_id}", "#S",  "##", "#(id)",
        "#[x]",  "##[x]", "%H%M", "100%",     "%%",        "back\\slash", "\\",         "a;b", ";",  "-n",
        "*?[a]", "{a,b}", "~",    "\xc3\xa9", "new\nline", "tab\there",   "#",          "!x"}) {
    INFO(name);
    const std::string log = live.tmux / name;
    const std::string session = "job" + std::to_string(++number);
    live.ok("new_session", object("name", session, "log", log));
    REQUIRE(comes_to_hold(log, "FIRST"));
    CHECK(listed_pane(live, session)["log"].string() == log);
    live.ok("kill_session", object("name", session));
  }
}

TEST_CASE("log: what cannot be one is refused, and nothing is started") {
  LiveServer live;
  REQUIRE(::mkfifo((live.tmux / "fifo").c_str(), 0600) == 0);
  give_to(far_user(), live.tmux / "fifo");
  std::filesystem::create_symlink("/dev/null", live.tmux / "device");
  const auto refused = [&](const std::string& log) {
    const std::string error = live.error("new_session", object("name", "job", "log", log));
    CHECK(live.ok("list_sessions")["count"].integer() == 0);
    return error;
  };
  const std::string begin = "log cannot be written, and nothing was started: ";
  CHECK(refused(live.tmux / "fifo") == begin + (live.tmux / "fifo") + " (not a regular file)");
  CHECK(refused(live.tmux / "device") == begin + (live.tmux / "device") + " (not a regular file)");
  CHECK(refused("/dev/null") == begin + "/dev/null (not a regular file)");
  CHECK(refused("/tmp") == begin + "/tmp (illegal operation on a directory)");
  CHECK(refused(live.tmux / "none/log") == begin + (live.tmux / "none/log") + " (no such file or directory)");
  CHECK(refused("job.log") ==
        "log must be an absolute path, and nothing was started; ~ and $VAR are not expanded: job.log");
  CHECK(refused("~/job.log").starts_with("log must be an absolute path"));
}

TEST_CASE("log: one that ends early is told, and one that ends with its pane is not") {
  LiveServer live;
  const std::string log = live.tmux / "job.log";
  live.ok("new_session", object("name", "job", "log", log, "command", "echo st''arted"));
  REQUIRE(comes_to_hold(log, "started"));
  CHECK(status(live).find("log ended") == std::string::npos);
  SECTION("a person pipes the pane elsewhere") {
    live.tmux.must({"pipe-pane", "-t", "=job:", "cat >" + (live.tmux / "other")});
  }
  SECTION("a person ends the pipe") {
    live.tmux.must({"pipe-pane", "-t", "=job:"});
  }
  SECTION("the writer is killed") {
    const std::string server = live.tmux.must({"display-message", "-p", "#{pid}"});
    const CommandResult found =
        run_command({"pgrep", "-P", server, "-f", "umask 077"}, live.tmux.environment());
    REQUIRE_FALSE(found.output.empty());
    const CommandResult cat = run_command({"pgrep", "-P", found.output.substr(0, found.output.find('\n'))},
                                          live.tmux.environment());
    REQUIRE_FALSE(cat.output.empty());
    REQUIRE(::kill(std::stoi(cat.output), SIGTERM) == 0);
  }
  CHECK(wait_until([&] { return status(live).find(" · log ended · ") != std::string::npos; }));
  CHECK(listed_pane(live, "job")["log"].string() == log);
}

TEST_CASE("log: where no more can be written, as on a full disk, that is told") {
  LiveServer live;
  live.tmux.start_job("base", "true");
  // What the server starts from now on can make no larger files.
  constexpr std::size_t kMost = 4096;
  const std::vector<std::string> limit{"prlimit", "--pid=" + std::to_string(live.tmux.server_pid()),
                                       "--fsize=" + std::to_string(kMost)};
  REQUIRE(run_command(run_as(far_user(), limit), live.tmux.environment()).exit == ExitStatus{});
  const std::string log = live.tmux / "job.log";
  live.ok("new_session", object("name", "job", "log", log, "command", "seq 3000"));
  CHECK(wait_until([&] { return status(live).find(" · log ended · ") != std::string::npos; }));
  CHECK(read(log).size() == kMost);
  CHECK(live.shows("job", "3000"));
}

TEST_CASE("log: a hook that takes the pane's place is found out, and nothing stays") {
  LiveServer live;
  write_file(live.tmux / ".tmux.conf", "set-hook -g after-new-window 'split-window'\n");
  const std::string log = live.tmux / "job.log";
  const Json result = live.server.call("new_session", object("name", "job", "log", log));
  if (is_error(result)) {
    CHECK(text_of(result).starts_with("tmux did not write the log of the new pane"));
    CHECK(live.ok("list_sessions")["count"].integer() == 0);
  } else {
    const std::string pane = Json::parse(text_of(result))["pane"].string();
    CHECK(live.tmux.must({"display-message", "-p", "-t", pane, "#{pane_pipe}"}) == "1");
  }
}
