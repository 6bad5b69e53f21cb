// What commands print on a terminal, and elsewhere: colours and tables are for people alone.
#include "e2e/command/at_shell.hpp"

using namespace smcp::test;

namespace {

struct OnTerminal {
  OnTerminal() { shell.start_shell(); }

  /// What a command line prints there, with its colours.
  [[nodiscard]] std::string shown(const std::string& line) const {
    type("clear");
    REQUIRE(wait_until([&] {
      const std::string screen = shell.tmux.must({"capture-pane", "-p", "-t", "=job:"});
      return screen.substr(0, screen.find_last_not_of(" \n") + 1) == "ready$";
    }));
    shell.tmux.must({"clear-history", "-t", "=job:"});
    const std::string mark = "end" + std::to_string(++lines_);
    type(line + "; echo ''" + mark);
    REQUIRE(shell.tmux.shows("job", "\n" + mark));
    std::string text = shell.tmux.must({"capture-pane", "-p", "-e", "-J", "-t", "=job:", "-S", "-"});
    for (auto at = text.find(" \n"); at != std::string::npos; at = text.find(" \n"))
      text.erase(at, 1);  // -J keeps them
    // What stands below the typed line; if that ends exactly at the margin, it reads as one with the next.
    const std::string below = text.substr(text.find("''" + mark) + 2 + mark.size());
    return below.substr(below.starts_with('\n') ? 1 : 0);
  }

  AtShell shell;

 private:
  void type(const std::string& line) const {
    shell.tmux.must({"send-keys", "-t", "=job:", "-l", line});
    shell.tmux.must({"send-keys", "-t", "=job:", "Enter"});
  }

  mutable int lines_ = 0;
};

}  // namespace

TEST_CASE("terminal: doctor is in colours only on a terminal, and not where nobody wants them") {
  const OnTerminal terminal;
  const std::string doctor = server_binary() + " doctor";
  CHECK(holds(terminal.shown(doctor), "\033[32mok"));
  for (const std::string& line :
       {"NO_COLOR=1 " + doctor, "TERM=dumb " + doctor, "env -u TERM " + doctor, doctor + " | cat"}) {
    INFO(line);
    const std::string shown = terminal.shown(line);
    CHECK(shown.starts_with("ok    sessions-mcp"));
    CHECK_FALSE(holds(shown, "\033["));
  }
  CHECK(holds(terminal.shown("NO_COLOR= " + doctor), "\033[32mok"));
  CHECK_FALSE(holds(terminal.shell.run({"doctor"}).output, "\033["));
}

TEST_CASE("terminal: list is names alone, and sessions a table there") {
  const OnTerminal terminal;
  terminal.shell.tmux.start_job("a-longer-name", "exec sleep 100000");
  CHECK(terminal.shell.run({"list"}).output == "a-longer-name\njob\n");
  CHECK(terminal.shell.run({"list"}).error.empty());
  CHECK(terminal.shown(server_binary() + " list").starts_with("a-longer-name\njob\n"));
  const std::string table = terminal.shown("NO_COLOR=1 " + server_binary() + " sessions");
  CHECK(holds(table, "NAME           MADE BY  AGE"));
  CHECK(holds(table, "\na-longer-name  -        "));
  CHECK(holds(terminal.shown(server_binary() + " sessions"), "\033[1mNAME"));
  CHECK(holds(terminal.shown(server_binary() + " -L nobody sessions"),
              "There are no sessions; sessions-mcp call new_session name=NAME starts one."));
  CHECK(holds(terminal.shown(server_binary() + " sessions --own"), "No session is of that kind."));
  const CommandResult none = terminal.shell.run({"-L", "nobody", "list"});
  CHECK(none.exit == ExitStatus{});
  CHECK(none.output.empty());
}

TEST_CASE("terminal: tools fit its width, and are lines of their own elsewhere") {
  const OnTerminal terminal;
  const std::string shown = terminal.shown("NO_COLOR=1 " + server_binary() + " tools");
  CHECK(holds(shown, "wait_for: Wait for a session\n\nReturns when"));
  CHECK(holds(terminal.shell.run({"tools"}).output, "\nwait_for: Returns when"));
}
