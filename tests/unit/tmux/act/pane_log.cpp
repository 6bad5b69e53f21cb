#include "tmux/act/pane_log.hpp"

#include <string>

#include "support/catch.hpp"

using namespace smcp::tmux;

TEST_CASE(
    "the command of a log's pipe holds the path as one word, with nothing that tmux or sh would expand") {
  const auto word = [](const std::string& path) {
    const std::string command = log_command(path);
    const std::string begin = "umask 077; cat >>";
    REQUIRE(command.starts_with(begin));
    const auto end = command.rfind("; t=/proc/$PPID/exe;");
    return command.substr(begin.size(), end - begin.size());
  };
  CHECK(word("/tmp/job.log") == "'/tmp/job.log'");
  CHECK(word("/a b;c$d`e\"\\") == "'/a b;c$d`e\"\\'");
  CHECK(word("/it's") == "'/it'\\''s'");
  CHECK(word("/#{pane_id}#(x)##") == "'/##''{pane_id}##''(x)##''##'''");
  CHECK(word("/#[x]") == "'/##''[x]'");
  CHECK(word("/%H") == "'/%%H'");
}

TEST_CASE("a log is opened and remembered behind what makes the pane") {
  Command command("new-window");
  append_log(command, "/tmp/a%b");
  const auto& argv = command.argv();
  // Without a target: tmux applies it to the pane that the batch has just made.
  CHECK(argv == std::vector<std::string>{"new-window", ";", "pipe-pane", log_command("/tmp/a%b"), ";",
                                         "set-option", "-p", "@smcp-log", "/tmp/a%25b"});
}
