// Errors of the commands: one line that says what is wrong and what to do, and nothing on standard output.
#include "e2e/command/at_shell.hpp"

using namespace smcp::test;

namespace {

struct Wrong {
  std::vector<std::string> words;
  int status = 2;
  std::string error;
  Environment more{};
};

const std::string kHelp = " See sessions-mcp --help.";

const std::vector<Wrong> kWrong = {
    {{"docter"}, 2, "unknown command \"docter\". Did you mean doctor?" + kHelp},
    {{"capture_pane"}, 2, "unknown command \"capture_pane\". Did you mean call capture_pane?" + kHelp},
    {{"--hlep"}, 2, "unknown option --hlep. Did you mean --help?" + kHelp},
    {{"-S"}, 2, "option -S needs a value." + kHelp},
    {{"-L", "a", "-S", "b"}, 2, "give either --socket-name or --socket-path, not both." + kHelp},
    {{"-L", ""}, 2, "--socket-name must not be empty." + kHelp},
    {{"--engine=steam"}, 2, "--engine must be auto, socket or child, not \"steam\"." + kHelp},
    {{"list"},
     2,
     "SESSIONS_MCP_ENGINE must be auto, socket or child, not \"steam\"." + kHelp,
     {{"SESSIONS_MCP_ENGINE", "steam"}}},
    {{"list"},
     2,
     "SESSIONS_MCP_TIMEOUT must be a number of seconds from 0.001 to 3600, not \"soon\"." + kHelp,
     {{"SESSIONS_MCP_TIMEOUT", "soon"}}},
    {{"list"},
     2,
     "SESSIONS_MCP_ALLOW_SELF must be 1 or 0, not \"yes\"." + kHelp,
     {{"SESSIONS_MCP_ALLOW_SELF", "yes"}}},
    {{"list", "x"}, 2, "list takes no arguments." + kHelp},
    {{"watch"}, 2, "watch needs the name of one session; sessions-mcp list lists them." + kHelp},
    {{"wait"}, 2, "wait needs the name of one session; sessions-mcp list lists them." + kHelp},
    {{"wait", "x", "--idle", "soon"},
     2,
     "--idle must be a time such as 90, 30m, 12h or 3d, at most 100000000 seconds, not \"soon\"." + kHelp},
    {{"wait", "--job=%1-x", "--finished"},
     2,
     "--job cannot be combined with --finished, only with --lines and --timeout." + kHelp},
    {{"tools", "--pane=x"}, 2, "--pane can only be used with run or wait, not with tools." + kHelp},
    {{"run", "x", "ls"},
     2,
     "run needs the name of a session, -- and the command: sessions-mcp run NAME -- COMMAND." + kHelp},
    {{"help", "serch"},
     2,
     "there is no tool or command \"serch\". sessions-mcp tools lists the tools, sessions-mcp --help the "
     "commands."},
    {{"help", "wacth"},
     2,
     "there is no tool or command \"wacth\". Did you mean watch? sessions-mcp tools lists the tools, "
     "sessions-mcp --help the commands."},
    {{"call"}, 2, "call needs the name of a tool; sessions-mcp tools lists them." + kHelp},
    {{"call", "x", "a=b", "--json={}"}, 2, "give either KEY=VALUE or --json, not both." + kHelp},
    {{"call", "send_kyes"},
     1,
     "unknown tool \"send_kyes\". Did you mean send_keys? sessions-mcp tools lists them."},
    {{"call", "send_keys", "name"},
     1,
     "\"name\" is not KEY=VALUE. sessions-mcp help send_keys shows the arguments."},
    {{"call", "send_keys", R"({"name":"a"})"},
     1,
     R"("{"name":"a"}" is not KEY=VALUE. To give the arguments as JSON, put --json before them.)"},
    {{"call", "has_session", "name=a", "name=b"},
     1,
     "name was given twice. Give it once; only a list takes several values."},
    {{"call", "has_session", "--json={"},
     1,
     "--json is not valid JSON. It has to be one object, such as {\"name\":\"build\"}."},
};

}  // namespace

TEST_CASE("errors: each is one line with what is wrong and what to do") {
  const PrivateTmux tmux;
  for (const Wrong& wrong : kWrong) {
    std::vector<std::string> words = wrong.words;
    words.insert(words.begin(), server_binary());
    Environment environment = tmux.environment();
    environment.erase("SESSIONS_MCP_ENGINE");  // the harness may hand it on
    const CommandResult result = run_command(words, merged(environment, wrong.more), {}, kPatience * 2);
    CHECK(result.error == "sessions-mcp: " + wrong.error + "\n");
    CHECK(result.exit == ExitStatus{wrong.status, 0});
    CHECK(result.output.empty());
  }
}

TEST_CASE("errors: what is advised names the server that was meant") {
  const AtShell shell;
  const auto other = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"-L", "the other"});
    return shell.run(words);
  };
  shell.tmux.must(
      {"-L", "the other", "new-session", "-d", "-s", "job", "PS1='ready$ ' exec bash --norc --noprofile"});
  const std::string me = "sessions-mcp -L 'the other' ";
  const CommandResult run = other({"run", "job", "--timeout=1", "--", "echo begun; read x"});
  CHECK(run.exit == ExitStatus{124, 0});
  CHECK(holds(run.error, ". To wait for it: " + me + "wait --job %"));
  CHECK(holds(run.error, "; to stop it: " + me + "call send_keys name=job keys=C-c\n"));
  CHECK(holds(other({"wait", "job"}).error, "To answer it: " + me + "call send_keys name=job keys=ANSWER\n"));
  CHECK(other({"call", "send_keys", "name=job", "keys=x", "wait_seconds=20"}).exit == ExitStatus{});
  const CommandResult called =
      other({"call", "run_command", "name=job", "command=sleep 1000", "timeout_seconds=1"});
  CHECK(holds(called.error, ". To wait for it: " + me + "wait --job %"));
}
