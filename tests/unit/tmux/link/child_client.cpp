#include "tmux/link/child_client.hpp"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <optional>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/uv_timer.hpp"
#include "support/catch.hpp"
#include "support/process_figures.hpp"
#include "support/temp_dir.hpp"
#include "support/unit/few_descriptors.hpp"
#include "support/unit/listener.hpp"

using namespace smcp;
using namespace smcp::tmux;
using namespace std::chrono_literals;

namespace {

/// A script in the place of tmux, in a folder of its own.
class FakeTmux {
 public:
  explicit FakeTmux(const std::string& body) {
    std::ofstream(path()) << "#!/bin/sh\n" << body << "\n";
    ::chmod(path().c_str(), 0700);
  }

  [[nodiscard]] std::string path() const { return folder / "tmux"; }
  [[nodiscard]] Endpoint endpoint() const { return {path(), {"-L", "unit"}, "/nowhere"}; }

  test::TempDir folder;
};

struct ChildAnswer {
  std::optional<Result<Reply>> reply;
  std::string output;
  std::size_t bytes = 0;
};

Client::RequestId ask(Client& client, ChildAnswer& answer, Command command,
                      std::chrono::milliseconds allowed = 20s, std::string input = {}) {
  Request request{std::move(command), std::move(input), uv::Clock::now() + allowed, {}};
  request.on_output = [&answer](std::string_view bytes) {
    answer.bytes += bytes.size();
    if (answer.output.size() < 4096) answer.output += bytes;
  };
  return client.run(std::move(request),
                    [&answer](Result<Reply> reply) { answer.reply.emplace(std::move(reply)); });
}

/// One request, and a loop and a client of its own for it; all closed before it returns.
ChildAnswer answer_to(const Endpoint& endpoint, Command command = Command("list-sessions"),
                      std::chrono::milliseconds allowed = 20s, std::string input = {}) {
  ChildAnswer answer;
  uv::Loop loop;
  ChildClient client(loop, endpoint);
  ask(client, answer, std::move(command), allowed, std::move(input));
  loop.run();
  return answer;
}

bool no_child_left() {
  return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD;
}

}  // namespace

TEST_CASE("a request is argv, never a shell's") {
  const FakeTmux fake(R"(printf '%s\n' "$@"; echo oops >&2; exit 3)");
  ChildAnswer answer;
  {
    uv::Loop loop;
    ChildClient client(loop, fake.endpoint());
    Command command("send-keys");
    command.flag("--").arg("$HOME `id` \"'*;");
    ask(client, answer, std::move(command));
    CHECK_FALSE(answer.reply);
    loop.run();
  }
  REQUIRE(answer.reply);
  REQUIRE(answer.reply->ok());
  CHECK(answer.reply->value().exit_status == 3);
  CHECK(answer.reply->value().error_output == "oops");
  CHECK(answer.output == "-u\n-L\nunit\nsend-keys\n--\n$HOME `id` \"'*\\;\n");
  CHECK(no_child_left());
}

TEST_CASE("input reaches the command's standard input whole") {
  const FakeTmux fake("cat");
  const ChildAnswer answer =
      answer_to(fake.endpoint(), Command("load-buffer"), 20s, std::string(1U << 20U, 'x'));
  CHECK(answer.bytes == 1U << 20U);
  CHECK(answer.reply->ok());
}

TEST_CASE("a command need not read its input") {
  const FakeTmux fake("exit 0");
  const ChildAnswer answer =
      answer_to(fake.endpoint(), Command("load-buffer"), 20s, std::string(1U << 20U, 'x'));
  REQUIRE(answer.reply);
  CHECK(answer.reply->ok());
}

TEST_CASE("no program, no child, a clear error") {
  const ChildAnswer answer = answer_to(Endpoint{"/nowhere/tmux", {}, ""});
  REQUIRE(answer.reply);
  CHECK(answer.reply->error().code == Errc::not_installed);
}

TEST_CASE("a child that stalls is ended at the deadline, even if it ignores TERM") {
  const auto* const body = GENERATE("exec sleep 1000", "trap '' TERM; exec sleep 1000");
  const FakeTmux fake(body);
  const auto begun = uv::Clock::now();
  const ChildAnswer answer = answer_to(fake.endpoint(), Command("list-sessions"), 100ms);
  REQUIRE(answer.reply);
  CHECK(answer.reply->error().code == Errc::timed_out);
  CHECK(uv::Clock::now() - begun < 10s);
}

TEST_CASE("a child that dies says so") {
  const FakeTmux fake("echo half; kill -SEGV $$");
  const ChildAnswer answer = answer_to(fake.endpoint());
  CHECK(answer.reply->error().code == Errc::io);
  CHECK(answer.reply->error().message.find("signal 11") != std::string::npos);
}

TEST_CASE("a message instead of an answer is a refusal, whatever the exit status") {
  const FakeTmux refusing("echo access not allowed >&2");
  CHECK(answer_to(refusing.endpoint()).reply->value().exit_status == 1);
  CHECK(answer_to(refusing.endpoint()).reply->value().error_output == "access not allowed");
  const FakeTmux warning("echo rows; echo a warning >&2");
  CHECK(answer_to(warning.endpoint()).reply->value().exit_status == 0);
}

TEST_CASE("standard error is kept to its bound, standard output is not held at all") {
  const FakeTmux fake("head -c 3000000 /dev/zero | tr '\\0' e >&2; head -c 30000000 /dev/zero; exit 1");
  const ChildAnswer answer = answer_to(fake.endpoint());
  CHECK(answer.bytes == 30'000'000);
  CHECK(answer.reply->value().error_output.size() == kMaxErrorOutput);
}

TEST_CASE("a grandchild that holds the pipes does not hold the answer") {
  const FakeTmux fake("sleep 30 & echo here");
  const auto begun = uv::Clock::now();
  const ChildAnswer answer = answer_to(fake.endpoint(), Command("list-sessions"), 60s);
  CHECK(answer.output == "here\n");
  CHECK(answer.reply->ok());
  CHECK(uv::Clock::now() - begun < 25s);
}

TEST_CASE("cancelling ends the child and calls nobody back") {
  const FakeTmux fake("exec sleep 1000");
  ChildAnswer answer;
  const auto begun = uv::Clock::now();
  {
    uv::Loop loop;
    ChildClient client(loop, fake.endpoint());
    const auto queued = ask(client, answer, Command("list-sessions"));
    client.cancel(queued);
    const auto running = ask(client, answer, Command("list-sessions"));
    uv::Timer later(loop, [&] { client.cancel(running); });
    later.start(50ms);
    loop.run();
    client.cancel(running);
  }
  CHECK_FALSE(answer.reply);
  CHECK(uv::Clock::now() - begun < 10s);
  CHECK(no_child_left());
}

TEST_CASE("no more than kMaxChildren at once, the rest wait in order, nothing leaks") {
  // Each child makes a file, counts them all, waits for its turn to go on.
  FakeTmux fake("");
  std::ofstream(fake.path()) << "#!/bin/sh\ncd '" << fake.folder.path()
                             << "'; : > run.$$; ls run.* | wc -l; sleep 0.05; rm run.$$\n";
  // libuv opens descriptors for the whole process when it first starts a child, and keeps them.
  REQUIRE(answer_to(fake.endpoint()).reply);
  const std::size_t before = test::open_descriptors(getpid());
  constexpr std::size_t kRequests = 3 * ChildClient::kMaxChildren;
  std::vector<ChildAnswer> answers(kRequests);
  {
    uv::Loop loop;
    ChildClient client(loop, fake.endpoint());
    for (auto& answer : answers) ask(client, answer, Command("list-sessions"));
    loop.run();
  }
  std::size_t most = 0;
  for (const auto& answer : answers) {
    REQUIRE(answer.reply);
    CHECK(answer.reply->ok());
    most = std::max<std::size_t>(most, std::strtoul(answer.output.c_str(), nullptr, 10));
  }
  CHECK(most <= ChildClient::kMaxChildren);
  CHECK(most > 1);
  CHECK(test::open_descriptors(getpid()) == before);
  CHECK(no_child_left());
}

TEST_CASE(
    "an urgent request skips the queue and ignores the bound, and shorten_deadlines() brings "
    "deadlines "
    "forward") {
  FakeTmux fake("");
  std::ofstream(fake.path()) << "#!/bin/sh\n[ \"$4\" = kill-session ] && exit 0\nexec sleep 1000\n";
  std::vector<ChildAnswer> stuck(ChildClient::kMaxChildren + 5);
  ChildAnswer urgent;
  const auto begun = uv::Clock::now();
  {
    uv::Loop loop;
    ChildClient client(loop, fake.endpoint());
    for (auto& answer : stuck) ask(client, answer, Command("list-sessions"), 60s);
    uv::Timer later(loop, [&] {
      Request request{Command("kill-session"), {}, uv::Clock::now() + 20s, {}, true};
      client.run(std::move(request), [&](Result<Reply> reply) {
        urgent.reply.emplace(std::move(reply));
        client.shorten_deadlines(10ms);
      });
    });
    later.start(20ms);
    loop.run();
  }
  REQUIRE(urgent.reply);
  CHECK(urgent.reply->ok());
  for (const auto& answer : stuck) CHECK(answer.reply->error().code == Errc::timed_out);
  CHECK(uv::Clock::now() - begun < 20s);
}

TEST_CASE("destroying the client ends its children, calls nobody back, and leaves no zombie") {
  const FakeTmux fake("exec sleep 1000");
  ChildAnswer answer;
  {
    uv::Loop loop;
    {
      ChildClient client(loop, fake.endpoint());
      ask(client, answer, Command("list-sessions"));
      ask(client, answer, Command("list-sessions"));
      uv::Timer enough(loop, [&loop] { loop.stop(); });
      enough.start(50ms);
      loop.run();
    }
    loop.run();
  }
  CHECK_FALSE(answer.reply);
  CHECK(no_child_left());
}

#if !defined(SESSIONS_MCP_SANITIZED)  // UBSan opens a pipe to look at a vptr, and takes none for a bad one
TEST_CASE("while descriptors are short, requests wait with their input, and a deadline says why") {
  const FakeTmux fake("cat");
  uv::Loop loop;
  ChildClient client(loop, fake.endpoint());
  ChildAnswer answer;
  ChildAnswer impatient;
  std::optional<test::FewDescriptors> few(std::in_place);
  ask(client, impatient, Command("list-sessions"), 30ms);
  ask(client, answer, Command("load-buffer"), 20s, "input");
  uv::Timer until_impatient_is_told(loop, [&] {
    if (!impatient.reply) return;
    few.reset();
    until_impatient_is_told.stop();
  });
  until_impatient_is_told.start(1ms, 1ms);
  loop.run();
  CHECK(impatient.reply->error().code == Errc::timed_out);
  CHECK(impatient.reply->error().message.find("too many open files") != std::string::npos);
  REQUIRE(answer.reply->ok());
  CHECK(answer.output == "input");
}
#endif

TEST_CASE("a connection that is lost to a server which may live on is an error, not the end of a server") {
  const FakeTmux fake("echo server exited unexpectedly >&2; exit 1");
  const auto* const name = GENERATE("list-sessions", "new-session");
  test::Listener listener;
  Endpoint endpoint = fake.endpoint();
  endpoint.socket_path = listener.path();
  CHECK(answer_to(endpoint, Command(name)).reply->error().code == Errc::io);
  listener.stop();
  CHECK(answer_to(endpoint, Command(name)).reply->value().error_output == "server exited unexpectedly");
}

TEST_CASE(
    "a server that took the place of the one which exited is another: what starts one may be tried again") {
  test::Listener old;
  const test::Listener fresh;
  const FakeTmux fake("mv '" + fresh.path() + "' '" + old.path() +
                      "'; echo server exited unexpectedly >&2; exit 1");
  Endpoint endpoint = fake.endpoint();
  endpoint.socket_path = old.path();
  const ChildAnswer answer = answer_to(endpoint, Command("new-session"));
  REQUIRE(answer.reply->ok());
  CHECK(answer.reply->value().error_output == "server exited unexpectedly");
}
