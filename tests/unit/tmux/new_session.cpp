#include "tmux/new_session.hpp"

#include <string>

#include "support/catch.hpp"
#include "unit/support/creating.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

/// What follows new-session in its batch, or a request of its own.
std::string shell_commands(const std::string& session) {
  return "; if-shell -F -t " + session +
         ": #{==:#{||:#{m:[5-9]????,#{history_limit}},#{m:??????*,#{history_limit}}},0} set-option -t '" +
         session + ":' history-limit 50000 ; new-window -k -t " + session +
         ":^ -P -F #{pane_id}\t#{pane_pid}\t#{pane_tty}";
}

}  // namespace

TEST_CASE("a session is born with a placeholder, gets its history and its shell, in one batch") {
  const auto* const name = GENERATE("job", "7", "a_B-2", "_");
  Creating c;
  c.create({name, "", ""});
  CHECK(c.last() ==
        std::string("new-session -d -P -F #{session_id}\t#{pid}\t#{start_time}\t#{session_name} -s ") + name +
            " -- sleep 60 " + shell_commands(std::string("=") + name));
  c.client.answer(std::string("$4\t10\t20\t") + name + "\n%9\t1\t/dev/null\n");
  REQUIRE(c.status);
  CHECK(c.status->ok());
  CHECK(c.client.asked.size() == 1);
}

TEST_CASE("names that may mean something else to tmux take a second request, by the session's id") {
  const auto* const name =
      GENERATE("job#{x};", "-job", "$1", "=x", "a'b", "\u00e9t\u00e9", "a$x", "{last}", "a;b");
  Creating c;
  c.create({name, "", ""});
  CHECK(c.last().starts_with("new-session -d -P"));
  CHECK(c.last().ends_with(" -- sleep 60"));
  c.client.answer(std::string("$4\t10\t20\t") + name + "\n");
  CHECK(c.last() == kSameServer + shell_commands("$4"));
  c.client.answer("%9\t1\t/dev/null\n");
  REQUIRE(c.status);
  CHECK(c.status->ok());
  CHECK_FALSE(c.killed("$4"));
}

TEST_CASE("a command is loaded, pasted and entered in one request when the shell is ready") {
  const Terminal terminal(LineMode::editing);
  Creating c;
  c.create({"job", "", "echo 'a\nb';"});
  c.client.answer("$4\t10\t20\tjob\n%9\t1\t" + terminal.name() + "\n");
  while (!c.status) {
    if (c.client.open() == 0) {
      c.until_asked();
      continue;
    }
    if (!c.last().starts_with(kSameServer + "; display-message -p -t %9")) break;
    c.client.answer("2\t0\t0\t0\n");
  }
  REQUIRE_FALSE(c.status);
  const auto& asked = c.client.asked.back();
  CHECK(joined(asked.argv).starts_with(kSameServer + "; load-buffer -b sessions-mcp-"));
  CHECK(asked.input == "echo 'a\nb';");
  CHECK(joined(asked.argv).find("; paste-buffer -p -d -b sessions-mcp-") != std::string::npos);
  CHECK(joined(asked.argv).ends_with("; send-keys -t %9 Enter"));
  c.client.answer("");
  CHECK(c.status->ok());
  CHECK_FALSE(c.killed("$4"));
}

TEST_CASE("a line that the kernel would cut is refused, and one byte less is not") {
  const std::size_t over = GENERATE(std::size_t{0}, std::size_t{1});
  const Terminal terminal(LineMode::canonical);
  Creating c;
  c.create({"job", "", std::string(kMaxCanonicalLine + over, 'x')});
  c.client.answer("$4\t10\t20\tjob\n%9\t-1\t" + terminal.name() +
                  "\n");  // no such process: nothing is known of the shell
  while (!c.status) {
    if (c.client.open() == 0) {
      c.until_asked();
      continue;
    }
    if (!c.last().starts_with(kSameServer + "; display-message")) break;
    c.client.answer("2\t0\t0\t0\n");
  }
  if (over == 0) {
    CHECK(c.last().starts_with(kSameServer + "; load-buffer"));
    c.client.answer("");
    CHECK(c.status->ok());
  } else {
    c.expect_kill("$4");
    CHECK(c.status->error().code == Errc::refused);
    CHECK(c.status->error().message.find("4096") != std::string::npos);
  }
}

TEST_CASE("control characters are keys to a shell, not text") {
  CHECK(check_typable("a\tb\nc é日本 \"'$`\\;#{x}").ok());
  CHECK(check_typable("").ok());
  for (const char c : {'\x01', '\x03', '\x1b', '\r', '\x7f', '\0'}) {
    const Status status = check_typable(std::string("ab") + c);
    REQUIRE_FALSE(status.ok());
    CHECK(status.error().message.find("at byte 2") != std::string::npos);
  }
}
