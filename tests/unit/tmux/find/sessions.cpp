#include "tmux/find/sessions.hpp"

#include <optional>

#include "support/catch.hpp"
#include "support/unit/asking.hpp"
#include "support/unit/rows.hpp"
#include "tmux/link/errors.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

/// Whether a list of sessions may consist of this line.
bool is_session(std::string_view line) {
  Asking<std::vector<Session>> asking;
  list_sessions(asking.chain, asking.take());
  asking.client.answer(std::string(line) + "\n");
  return asking.result->ok();
}
bool is_found_session(std::string_view line) {
  Asking<std::optional<SessionId>> asking;
  find_session(asking.chain, "=x", asking.take());
  asking.client.answer(std::string(line) + "\n");
  return asking.result->ok();
}

}  // namespace

TEST_CASE("sessions are read row by row, names last") {
  Asking<std::vector<Session>> asking;
  list_sessions(asking.chain, asking.take());
  asking.client.answer(
      "$0\t2\t1700000000\t1700000005\t2\tclaude-code 2.1.0\ta=b#{x}\n$3\t1\t1\t2\t0\t\té日本\n");
  REQUIRE(asking.result);
  REQUIRE(asking.result->ok());
  const auto& sessions = asking.result->value();
  REQUIRE(sessions.size() == 2);
  CHECK(sessions[0].id == SessionId{0});
  CHECK(sessions[0].windows == 2);
  CHECK(sessions[0].activity == 1700000005);
  CHECK(sessions[0].attached == 2);
  CHECK(sessions[0].made_by == "claude-code 2.1.0");
  CHECK_FALSE(sessions[1].made_by);
  CHECK(sessions[0].name == "a=b#{x}");
  CHECK(sessions[1].name == "é日本");
}

TEST_CASE("the last activity of a session is the newest of its own and its windows'") {
  Asking<std::vector<Session>> asking;
  list_sessions(asking.chain, asking.take());
  asking.client.answer("$0\t2\t5\t7 9 8\t0\t\ta\n$1\t1\t5\t9 7\t0\t\tb\n");
  REQUIRE(asking.result);
  REQUIRE(asking.result->ok());
  CHECK(asking.result->value()[0].activity == 9);
  CHECK(asking.result->value()[1].activity == 9);
  for (const char* wrong : {"", "7  8", "7 x", "7 -8", "x 7"}) {
    INFO(wrong);
    CHECK_FALSE(is_session("$0\t2\t5\t" + std::string(wrong) + "\t0\t\ta"));
  }
}

TEST_CASE("rows of sessions: too few fields, words for numbers, separators in names") {
  constexpr std::string_view kSession = "$0\t2\t1700000000\t1700000005\t2\t\ta\tb#{x}";
  CHECK(is_session(kSession));
  CHECK(refused_numbers(kSession, is_session) == std::vector<std::size_t>{0, 1, 2, 3, 4});
  CHECK(fewest_fields(kSession, is_session) == 7);
  Asking<std::vector<Session>> asking;
  list_sessions(asking.chain, asking.take());
  asking.client.answer(std::string(kSession) + "\nc\n" + std::string(kSession) + "\n");
  REQUIRE(asking.result->value().size() == 2);
  CHECK(asking.result->value()[0].name == "a\tb#{x}\nc");
  CHECK(asking.result->value()[1].name == "a\tb#{x}");
}

TEST_CASE("rows by which a session is found: too few fields, no id, separators in names") {
  CHECK(refused_numbers("$0\tjob", is_found_session) == std::vector<std::size_t>{0});
  CHECK(fewest_fields("$0\tjob", is_found_session) == 2);
  Asking<std::optional<SessionId>> asking;
  find_session(asking.chain, "=a\tb#{x}", asking.take());
  asking.client.answer("$0\t=a\n$4\t=a\tb#{x}\n");
  CHECK(asking.result->value() == SessionId{4});
}

TEST_CASE("without a server there is no session, and garbage is an error") {
  Asking<std::vector<Session>> asking;
  list_sessions(asking.chain, asking.take());
  SECTION("no socket") {
    asking.client.answer("", 1, "error connecting to /tmp/tmux-0/default (No such file or directory)");
    CHECK(asking.result->value().empty());
  }
  SECTION("stale socket") {
    asking.client.answer("", 1, "no server running on /tmp/tmux-0/default");
    CHECK(asking.result->value().empty());
  }
  SECTION("refused") {
    asking.client.answer("", 1, "error connecting to /tmp/tmux-0/default (Permission denied)");
    CHECK(asking.result->error().code == Errc::refused);
  }
  SECTION("garbage") {
    asking.client.answer("hello\n");
    CHECK(asking.result->error().code == Errc::io);
  }
  SECTION("more than any list of sessions") {
    asking.client.answer(std::string(RequestChain::kMaxAnswer + 1, 'x'));
    CHECK(asking.result->error().code == Errc::too_large);
  }
}

TEST_CASE("one session is found without a list of all, where tmux answers exactly") {
  Asking<std::optional<SessionId>> asking;
  const auto find = [&](const std::string& name) {
    find_session(asking.chain, name, asking.take());
    CHECK(joined(asking.client.asked.back().argv) ==
          "display-message -p -t =" + name + ": #{session_id}\t#{session_name}\t#{!=:1,}");
  };
  SECTION("it is there") {
    find("job");
    asking.client.answer("$3\tjob\t1\n");
    CHECK(asking.result->value() == SessionId{3});
  }
  SECTION("it is not: blanks, or the session that a person sees, or that of a client of this name") {
    find("job");
    asking.client.answer(GENERATE("\t\t1\n", "$0\tother\t1\n"));
    REQUIRE(asking.result->ok());
    CHECK_FALSE(asking.result->value());
  }
  SECTION("it is not, as tmux says") {
    find("job");
    asking.client.answer("", 1, GENERATE("can't find session: job", "no server running on /tmp/x"));
    REQUIRE(asking.result->ok());
    CHECK_FALSE(asking.result->value());
  }
  SECTION("tmux has no time, or a hook of theirs prints something: the list tells") {
    find("job");
    asking.client.answer(
        GENERATE("", "\n", "\t\t0\n", "$3\tjob\t0\n", "$3\t\t1\nhook\n", "hook\n\t\t1\n", "$3 job\t1\n"));
    CHECK_FALSE(asking.result);
    CHECK(asking.client.asked.back().argv.front() == "list-sessions");
    asking.client.answer("$0\tother\n$3\tjob\n");
    CHECK(asking.result->value() == SessionId{3});
  }
  SECTION("tmux refuses") {
    find("job");
    asking.client.answer("", 1, "error connecting to /tmp/tmux-0/default (Permission denied)");
    CHECK(asking.result->error().code == Errc::refused);
  }
  CHECK(asking.client.open() == 0);
}

TEST_CASE("a name that a target cannot express is looked up in the list") {
  for (const std::string name : {"$0", "@1", "%2", "=a", "-x", "{last}", "a:b", "/dev/pts/1", "~", "!"}) {
    INFO(name);
    Asking<std::optional<SessionId>> asking;
    find_session(asking.chain, name, asking.take());
    CHECK(asking.client.asked.back().argv.front() == "list-sessions");
    asking.client.answer("$0\ta\n$7\t" + name + "\n");
    CHECK(asking.result->value() == SessionId{7});
  }
}

TEST_CASE("what tmux says becomes a category and a sentence") {
  const auto code = [](const std::string& text) { return error_of(Reply{1, text}).code; };
  CHECK(code("can't find session: x") == Errc::not_found);
  CHECK(code("can't find pane: %9") == Errc::not_found);
  CHECK(code("no such session: =x") == Errc::not_found);
  CHECK(code("duplicate session: x") == Errc::already_exists);
  CHECK(error_of(Reply{1, "duplicate session: a b"}).message == "a b");
  CHECK(code("lost server") == Errc::no_server);
  CHECK(code("server exited unexpectedly") == Errc::no_server);
  CHECK(code("server version is too old for client") == Errc::refused);
  CHECK(error_of(Reply{1, "access not allowed"}).message.find("server-access") != std::string::npos);
  CHECK(code("access not allowed") == Errc::refused);
  CHECK(error_of(Reply{1, "command too long"}).message == "tmux: command too long");
  CHECK(error_of(Reply{3, ""}).message.find("exit status 3") != std::string::npos);
}

TEST_CASE("a cancelled chain ends its request and calls nobody back") {
  Asking<std::vector<Session>> asking;
  list_sessions(asking.chain, asking.take());
  asking.chain->cancel();
  CHECK(asking.client.cancelled.size() == 1);
  CHECK(asking.client.open() == 0);
  list_sessions(asking.chain, asking.take());
  CHECK(asking.client.asked.size() == 1);
  CHECK_FALSE(asking.result);
}
