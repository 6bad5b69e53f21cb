#include "tmux/new_session.hpp"

#include <array>
#include <optional>
#include <pty.h>
#include <unistd.h>

#include "support/catch.hpp"
#include "support/fake_client.hpp"
#include "tmux/shell_probe.hpp"

using namespace smcp;
using namespace smcp::tmux;
using namespace std::chrono_literals;

namespace {

/// A terminal in the line mode of a shell that waits.
class Terminal {
 public:
  explicit Terminal(LineMode mode) {
    REQUIRE(::openpty(&master_, &slave_, name_.data(), nullptr, nullptr) == 0);
    if (mode == LineMode::canonical) return;
    termios settings{};
    ::tcgetattr(slave_, &settings);
    settings.c_lflag &= ~static_cast<tcflag_t>(ICANON);
    settings.c_cc[VLNEXT] = _POSIX_VDISABLE;
    ::tcsetattr(slave_, TCSANOW, &settings);
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  ~Terminal() {
    ::close(slave_);
    ::close(master_);
  }
  [[nodiscard]] std::string name() const { return name_.data(); }

 private:
  int master_ = -1;
  int slave_ = -1;
  std::array<char, 128> name_{};
};

/// Before all that uses an id: it was another server's, if that is not process 10 from second 20 any more.
const std::string kSameServer = "if-shell -F #{!=:#{pid} #{start_time},10 20} sessions-mcp-other-server ";

struct Creating {
  uv::Loop loop;
  FakeClient client;
  Chain chain = std::make_shared<RequestChain>(client, 5s);
  std::optional<Status> status;

  void create(NewSession session) {
    create_session(loop, chain, std::move(session), {}, [this](Status s) { status.emplace(std::move(s)); });
  }
  [[nodiscard]] std::string last() const { return joined(client.asked.back().argv); }
  /// The session that failed is killed before the failure is told.
  void expect_kill(const std::string& id) {
    CHECK_FALSE(status);
    REQUIRE(last() == kSameServer + "; kill-session -t " + id);
    client.answer("");
    REQUIRE(status);
  }
  /// Runs the loop until the next request has come or the creation is over.
  void until_asked() {
    const auto seen = client.asked.size();
    while (client.asked.size() == seen && !status) loop.run_once();
  }
  [[nodiscard]] bool killed(const std::string& id) const {
    for (const auto& asked : client.asked) {
      if (joined(asked.argv) == kSameServer + "; kill-session -t " + id) return true;
    }
    return false;
  }
};

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

TEST_CASE("a server that is on its way out is waited for, and not for ever") {
  Creating c;
  c.create({"job", "", ""});
  SECTION("a new one comes up") {
    c.client.answer("", 1, "server exited unexpectedly");
    CHECK_FALSE(c.status);
    c.until_asked();
    CHECK(c.last().starts_with("new-session"));
    c.client.answer("$0\t10\t20\tjob\n%0\t1\t/dev/null\n");
    CHECK(c.status->ok());
  }
  SECTION("it exits each time") {
    while (!c.status) {
      c.client.answer("", 1, "server exited unexpectedly");
      if (!c.status) c.until_asked();
    }
    CHECK(c.status->error().code == Errc::no_server);
    CHECK(c.client.asked.size() == 20);
  }
  SECTION("the call is cancelled meanwhile") {
    c.client.answer("", 1, "server exited unexpectedly");
    c.chain->cancel();
    c.loop.run();
    CHECK(c.client.asked.size() == 1);
    CHECK_FALSE(c.status);
  }
}

TEST_CASE("failures leave no session behind") {
  Creating c;
  SECTION("the name is taken") {
    c.create({"job", "", ""});
    c.client.answer("", 1, "duplicate session: job");
    CHECK(c.status->error().message ==
          "session \"job\" already exists. Use kill_session first or pick a different name.");
    CHECK(c.client.asked.size() == 1);
  }
  SECTION("the name would be stored as another, which is taken") {
    c.create({"a$x", "", ""});
    c.client.answer("", 1, "duplicate session: a\\$x");
    CHECK(c.status->error().code == Errc::refused);
  }
  SECTION("the name is stored as another") {
    c.create({"a$x", "", ""});
    c.client.answer("$4\t10\t20\ta\\$x\n");
    c.expect_kill("$4");
    CHECK(c.status->error().code == Errc::refused);
  }
  SECTION("the window cannot be made") {
    c.create({"job", "", ""});
    c.client.answer("$4\t10\t20\tjob\n", 1, "create window failed");
    c.expect_kill("$4");
    CHECK(c.status->error().code == Errc::refused);
  }
  SECTION("the window cannot be made, and tmux does not answer any more") {
    c.create({"job", "", ""});
    c.client.answer("$4\t10\t20\tjob\n", 1, "create window failed");
    c.client.answer(Error{Errc::timed_out, "tmux did not answer in time"});
    REQUIRE(c.status);
    CHECK(c.status->error().message ==
          "tmux: create window failed (and the session could not be removed: tmux did not answer in time)");
  }
  SECTION("the session was gone before its shell came") {
    c.create({"job", "", ""});
    c.client.answer("$4\t10\t20\tjob\n", 1, "can't find session: job");
    c.expect_kill("$4");
    CHECK(c.status->error().message.find("ended the new session at once") != std::string::npos);
  }
  SECTION("the window cannot be made for a name that takes two requests") {
    c.create({"=x", "", ""});
    c.client.answer("$4\t10\t20\t=x\n");
    c.client.answer("", 1, "create window failed");
    c.expect_kill("$4");
    CHECK(c.status->error().code == Errc::refused);
  }
  SECTION("the answer is not tmux's") {
    c.create({"job", "", ""});
    c.client.answer("hello\n");
    CHECK(c.status->error().code == Errc::io);
    CHECK(c.client.asked.size() == 1);
  }
  SECTION("the shell ends at once") {
    const Terminal terminal(LineMode::editing);
    c.create({"job", "", "x"});
    c.client.answer("$4\t10\t20\tjob\n%9\t1\t" + terminal.name() + "\n");
    c.until_asked();
    c.client.answer("\t\t\t\n");
    c.expect_kill("$4");
    CHECK(c.status->error().code == Errc::refused);
  }
  SECTION("another server runs in the place of the one that made it") {
    const Terminal terminal(LineMode::editing);
    c.create({"job", "", "x"});
    c.client.answer("$4\t10\t20\tjob\n%9\t1\t" + terminal.name() + "\n");
    c.until_asked();
    c.client.answer("", 1, "unknown command: sessions-mcp-other-server");
    CHECK(c.last() == kSameServer + "; kill-session -t $4");
    c.client.answer("", 1, "unknown command: sessions-mcp-other-server");
    REQUIRE(c.status);
    CHECK(c.status->error().code == Errc::no_server);
    CHECK(c.status->error().message.find("the tmux server ended meanwhile") == 0);
    CHECK(c.status->error().message.find("could not be removed") == std::string::npos);
  }
  SECTION("cwd is no directory") {
    c.create({"job", "/etc/passwd", ""});
    while (!c.status) c.loop.run_once();
    CHECK(c.status->error().code == Errc::invalid_argument);
    CHECK(c.status->error().message.starts_with("cwd is not a directory"));
    CHECK(c.client.asked.empty());
  }
}

TEST_CASE("a shell that never waits is given up at the deadline") {
  const Terminal terminal(LineMode::canonical);
  Creating c;
  c.chain = std::make_shared<RequestChain>(c.client, 400ms);
  c.create({"job", "", "x"});
  c.client.answer("$4\t10\t20\tjob\n%9\t-1\t" + terminal.name() + "\n");
  unsigned row = 0;
  while (!c.killed("$4")) {
    if (c.client.open() > 0)
      c.client.answer("0\t" + std::to_string(++row) + "\t0\t0\n");  // it prints and prints
    if (c.client.open() == 0) c.loop.run_once();
  }
  c.expect_kill("$4");
  CHECK(c.status->error().code == Errc::timed_out);
}

TEST_CASE("cancelling undoes what was made") {
  Creating c;
  c.create({"job", "", ""});
  SECTION("while it is being made: the request is let finish") {
    c.chain->cancel();
    CHECK(c.client.cancelled.empty());
    c.client.answer("$4\t10\t20\tjob\n%9\t1\t/dev/null\n");
    CHECK(c.killed("$4"));
  }
  SECTION("between the two requests that some names take") {
    Creating other;
    other.create({"=x", "", ""});
    other.client.answer("$4\t10\t20\t=x\n");
    other.chain->cancel();
    CHECK(other.client.cancelled.size() == 1);
    CHECK(other.killed("$4"));
    CHECK_FALSE(other.status);
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
