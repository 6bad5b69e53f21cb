// What would not arrive is refused before anything is typed.
#include "support/e2e/job_shells.hpp"

using namespace smcp::test;

TEST_CASE("send_keys: a pane whose input is switched off is an error") {
  LiveServer live;
  live.tmux.start_job("w", "exec cat");
  live.tmux.must({"select-pane", "-d", "-t", "=w:"});
  const std::string error = live.error("send_keys", object("name", "w", "keys", "hello"));
  CHECK(error.find("takes no input: it was switched off (select-pane -d)") != std::string::npos);
  CHECK(live.error("run_command", object("name", "w", "command", "true")).find("takes no input") !=
        std::string::npos);
  live.tmux.must({"select-pane", "-e", "-t", "=w:"});
  live.ok("send_keys", object("name", "w", "keys", "again"));
  CHECK(live.shows("w", "again\nagain"));
  CHECK(live.capture("w", 24).find("hello") == std::string::npos);
}

TEST_CASE(
    "send_keys: a line that is longer than a terminal holds is refused where lines are read, and nowhere "
    "else") {
  LiveServer live;
  const std::string file = live.tmux / "out";
  const std::string line(5000, 'x');
  SECTION("canonical mode") {
    live.tmux.start_job("w", "echo started; exec cat > " + file);
    REQUIRE(live.tmux.shows("w", "started"));
    const std::string error = live.error("send_keys", object("name", "w", "keys", line));
    CHECK(error.find("at most 4095 bytes; these keys have a line of 5000 bytes. Nothing was typed.") !=
          std::string::npos);
    const std::string most(4095, 'y');
    live.ok("send_keys", object("name", "w", "keys", most));
    CHECK(wait_until([&] { return read_file(file) == most + "\n"; }));
    live.ok("send_keys", object("name", "w", "keys", most + "\n" + most));
    CHECK(wait_until([&] { return read_file(file).size() == 3 * 4096; }));
  }
  SECTION("single keys") {
    live.tmux.start_job("w", "stty raw -echo; echo started; exec cat > " + file);
    REQUIRE(live.tmux.shows("w", "started"));
    live.ok("send_keys", object("name", "w", "keys", line, "enter", false));
    CHECK(wait_until([&] { return read_file(file) == line; }));
  }
}

TEST_CASE("send_keys: tabs in a text arrive at the prompt of a shell, or are refused") {
  const std::string name = GENERATE("bash", "zsh", "dash", "fish", "mksh", "bash without pastes");
  LiveServer live;
  const bool pastes = name.find("without") == std::string::npos;
  write_file(live.tmux / ".inputrc",
             std::string("set enable-bracketed-paste ") + (pastes ? "on" : "off") + "\n");
  const auto shell = shell_here(live.tmux, name.substr(0, name.find(' ')));
  if (!shell) return;
  INFO(name);
  ShellSession session(live, *shell);
  REQUIRE(session.run("true").exit_code() == 0);
  // A tab that is typed ahead is completed once the shell reads it.
  const auto has_prompt = [&] { return session.format("#{cursor_x}") != "0"; };
  REQUIRE(wait_until(has_prompt));
  const std::string file = live.tmux / "Makefile";
  const std::string makefile = "all: prog\n\tcc -o prog main.c\n\techo built\n";
  const std::string typed =
      object("name", session.name(), "keys", "cat > " + file + " <<'EOF'\n" + makefile + "EOF");
  if (name == "fish" || name == "mksh") {
    const std::string error = live.error("send_keys", typed);
    CHECK(error.find("would take the tabs in this text for the Tab key. Nothing was typed.") !=
          std::string::npos);
    return;
  }
  live.ok("send_keys", typed);
  CHECK(wait_until([&] { return read_file(file) == makefile; }));
  REQUIRE_FALSE(is_error(live.server.call("wait_for", object("name", session.name(), "finished", true))));
  live.ok("send_keys", object("name", session.name(), "keys", "printf 'a\tb' > " + file));
  CHECK(wait_until([&] { return read_file(file) == "a\tb"; }));
}
