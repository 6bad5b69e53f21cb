// What single commands are told.
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/unit/parsed_options.hpp"

using namespace smcp;
using namespace smcp::cli;
using namespace std::chrono_literals;

TEST_CASE("an option belongs to its commands") {
  CHECK(error_of({"--pattern", "x", "tools"})
            .starts_with("--pattern can only be used with wait, not with tools."));
  CHECK(error_of({"--finished"}).starts_with("--finished can only be used with wait, not with the server."));
  CHECK(error_of({"call", "x", "--idle=3"})
            .starts_with("--idle can only be used with wait or sessions, not with call."));
}

TEST_CASE("wait is told for what, and for how long") {
  const auto wait = parse({"wait", "a", "--pattern=x", "--fail-pattern", "y", "--idle=3", "--timeout", "7",
                           "--lines=2", "--since=c", "--pane=%3", "--finished"})
                        .value();
  CHECK(wait.mode == Mode::wait);
  CHECK(wait.session == "a");
  CHECK(wait.wait.pattern == "x");
  CHECK(wait.wait.fail_pattern == "y");
  CHECK(wait.wait.idle == 3);
  CHECK(wait.wait.seconds == 7);
  CHECK(wait.timeout == 10s);  // the limit for a call is another one
  CHECK(wait.wait.lines == 2);
  CHECK(wait.wait.since == "c");
  CHECK(wait.wait.pane == "%3");
  CHECK(wait.wait.finished);
  CHECK_FALSE(parse({"wait", "a"}).value().wait.seconds);
  CHECK(parse({"wait", "--job=%3-x"}).value().wait.job == "%3-x");
  CHECK(parse({"wait", "a", "--job=%3-x"}).value().session == "a");
  CHECK(error_of({"wait"}).starts_with("wait needs the name of one session;"));
  CHECK(error_of({"wait", "a", "b", "--job=%3-x"}).starts_with("wait needs the name of one session;"));
  for (const char* other :
       {"--pattern=x", "--fail-pattern=x", "--finished", "--idle=1", "--since=x", "--pane=x"}) {
    INFO(other);
    CHECK(error_of({"wait", "--job=%3-x", other}).starts_with("--job cannot be combined with --"));
  }
}

TEST_CASE("run takes the words behind -- as they are, options of others included") {
  const auto run =
      parse({"run", "--timeout=5", "a", "--pane", "%3", "--", "make", "-j8", "--pattern", "--"}).value();
  CHECK(run.mode == Mode::run);
  CHECK(run.session == "a");
  CHECK(run.command == std::vector<std::string>{"make", "-j8", "--pattern", "--"});
  CHECK(run.wait.seconds == 5);
  CHECK(run.wait.pane == "%3");
  CHECK_FALSE(run.wait.nested);
  CHECK(run.timeout == 10s);
  CHECK(parse({"run", "a", "--nested", "--", "ls"}).value().wait.nested);
  CHECK(error_of({"run", "a", "--idle=3", "--", "ls"})
            .starts_with("--idle can only be used with wait or sessions, not with run."));
  CHECK(
      error_of({"wait", "a", "--nested"}).starts_with("--nested can only be used with run, not with wait."));
  CHECK(error_of({"tools", "--pane=x"})
            .starts_with("--pane can only be used with run or wait, not with tools."));
  CHECK(error_of({"run", "a", "make", "-j8"}).find("Put -- before a command that has options.") !=
        std::string::npos);
  CHECK(error_of({"wait", "a", "-j8"}).find("Put --") == std::string::npos);
  for (const std::vector<std::string>& wrong : {std::vector<std::string>{"run"},
                                                {"run", "a"},
                                                {"run", "a", "ls"},
                                                {"run", "a", "--"},
                                                {"run", "", "--", "ls"}})
    CHECK(error_of(wrong).starts_with("run needs the name of a session, -- and the command:"));
}

TEST_CASE("the numbers of wait have bounds") {
  for (const auto& [option, most] : {std::pair("--timeout", "100000000"), std::pair("--lines", "1000")}) {
    CHECK(parse({"wait", "a", option, "1"}));
    CHECK(parse({"wait", "a", option, most}));
    for (const std::string& bad :
         {std::string("0"), std::string("-1"), std::string("1.5"), std::string("1s"), std::string(),
          std::to_string(std::stoll(most) + 1), std::string(30, '9')}) {
      INFO(option << " " << bad);
      CHECK(error_of({"wait", "a", option, bad})
                .starts_with(std::string(option) + " must be a whole number from 1 to " + most + ", not \"" +
                             bad));
    }
  }
  ::setenv("SESSIONS_MCP_TIMEOUT", "7", 1);
  CHECK(parse({"wait", "a", "--timeout=3"}).value().timeout == 7s);
  CHECK_FALSE(parse({"wait", "a"}).value().wait.seconds);
  ::unsetenv("SESSIONS_MCP_TIMEOUT");
}

TEST_CASE("an idle time may have a unit, for wait and sessions") {
  CHECK(parse({"wait", "a", "--idle=2m"}).value().wait.idle == 120);
  CHECK(parse({"wait", "a", "--idle=100000000"}));
  for (const char* bad : {"0", "", "soon", "100000001", "1158d"}) {
    INFO(bad);
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"wait", "a", "--idle", bad}, {"sessions", "--idle", bad}})
      CHECK(error_of(words).starts_with(
          "--idle must be a time such as 90, 30m, 12h or 3d, at most 100000000 seconds, not \"" +
          std::string(bad)));
  }
}

TEST_CASE("sessions is told which, and what becomes of them") {
  const auto all = parse({"sessions"}).value();
  CHECK(all.mode == Mode::sessions);
  CHECK_FALSE(all.sessions.filter.own);
  CHECK_FALSE(all.sessions.filter.idle);
  CHECK_FALSE(all.sessions.kill);
  const auto some =
      parse({"sessions", "--own", "--idle", "3d", "--kill", "--yes", "--force"}).value().sessions;
  CHECK(some.filter.own);
  CHECK(some.filter.idle == 259'200);
  CHECK(some.kill);
  CHECK(some.yes);
  CHECK(some.force);
  CHECK(error_of({"sessions", "--yes"}).starts_with("sessions takes --yes only with --kill."));
  CHECK(error_of({"sessions", "--own", "--force"}).starts_with("sessions takes --force only with --kill."));
  CHECK(error_of({"sessions", "a"}).starts_with("sessions takes no arguments."));
  CHECK(error_of({"list", "--kill"}).starts_with("--kill can only be used with sessions, not with list."));
}

TEST_CASE("help is about a tool, a command, or all") {
  CHECK(parse({"help"}).value().topic.empty());
  CHECK(parse({"help", "send_keys"}).value().topic == "send_keys");
  CHECK(parse({"wait", "--help"}).value().topic == "wait");
  CHECK(parse({"call", "send_keys", "-h"}).value().topic == "send_keys");
  CHECK(parse({"call", "nonsense", "-h"}).value().topic == "call");
  CHECK(parse({"nonsense", "-h"}).value().topic.empty());
  CHECK(error_of({"help", "a", "b"}).starts_with("help takes the name of one tool or command."));
}

TEST_CASE("what is a person's own takes no limits, and says so") {
  for (const char* command : {"sessions", "watch"}) {
    for (const std::vector<std::string>& limit : std::vector<std::vector<std::string>>{
             {"--read-only"}, {"--allow", "a*"}, {"--deny", "a*"}, {"--confirm", "changes"}}) {
      std::vector<std::string> words = limit;
      words.emplace_back(command);
      if (words.back() == "watch") words.emplace_back("job");
      INFO(words.front());
      CHECK(error_of(words).find("cannot be used with sessions and watch") != std::string::npos);
    }
  }
  CHECK(parse({"sessions", "--own"}));
  CHECK_FALSE(parse({"watch", "job", "--own"}));
}
