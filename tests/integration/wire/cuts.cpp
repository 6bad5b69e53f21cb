// A request that ends at any of its bytes, in whatever way its sender goes, leaves tmux and its sessions
// alone.

#include <csignal>
#include <fcntl.h>
#include <functional>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/catch.hpp"
#include "support/failure.hpp"
#include "support/wire/live_tmux.hpp"
#include "support/wire/raw_client.hpp"
#include "tmux/link/wire.hpp"

using namespace smcp;
using namespace smcp::wire_test;
namespace wire = smcp::tmux::wire;

namespace {

struct Case {
  const char* name;
  std::string bytes;
  std::string input;
};

/// What the server makes no difference of when it is cut: about a thousand bytes each.
std::vector<Case> cases() {
  return {{"a query with an environment", request({"list-sessions", "-F", "#{session_name}"}, 700), ""},
          {"two commands", request({"display-message", "-p", "a", ";", "list-keys"}), ""},
          {"new-session", request({"new-session", "-d", "-s", "made", "exec true"}, 300), ""},
          {"load-buffer", request({"load-buffer", "-b", "loaded", "-"}), std::string(300, 'i')},
          {"send-keys", request({"send-keys", "-t", "=victim:", "-l", "--", "typed"}), ""}};
}

/// Sends `bytes` from a process of its own that is killed with its connection open.
void send_and_be_killed(const RawClient& client, std::string_view bytes) {
  const pid_t sender = fork();
  if (sender < 0) test::fail_errno("fork");
  if (sender == 0) {
    // Only system calls: the child of a program with threads may do no more.
    while (!bytes.empty()) {
      const ssize_t sent = ::send(client.fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent <= 0) break;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    kill(getpid(), SIGKILL);
  }
  int status = 0;
  if (waitpid(sender, &status, 0) != sender || !WIFSIGNALED(status)) test::fail("the sender was not killed");
}

void send_request_and_leave(const LiveTmux& live, std::string_view bytes, Leaving leaving) {
  const RawClient client(live.socket());
  if (leaving == Leaving::killed) return send_and_be_killed(client, bytes);
  client.send(bytes);
  if (leaving == Leaving::half_closes) client.half_close();
}

}  // namespace

TEST_CASE("a request cut at any byte leaves tmux and its sessions alone") {
  const LiveTmux live;
  for (const Leaving leaving : {Leaving::closes, Leaving::half_closes, Leaving::killed}) {
    for (const Case& cut : cases()) {
      INFO(cut.name << ", way " << static_cast<int>(leaving));
      // A process for each byte would take its time; every header is met all the same.
      const std::size_t step = leaving == Leaving::killed ? 5 : 1;
      for (std::size_t size = 0; size < cut.bytes.size(); size += step)
        send_request_and_leave(live, std::string_view(cut.bytes).substr(0, size), leaving);
      REQUIRE(live.serves());
    }
  }
  CHECK(live.tmux().must({"show-buffer", "-b", "loaded"}) == "text");
  CHECK(live.tmux().session_names() == std::vector<std::string>{"victim", "witness"});
  CHECK(live.harm() == "");
}

TEST_CASE("an answer cut at any byte leaves tmux and its sessions alone") {
  const LiveTmux live;
  const std::string load = request({"load-buffer", "-b", "loaded", "-"});
  const std::string list = request({"list-keys"});
  std::string input;
  wire::append_input(input, 3, std::string(200, 'i'));
  std::string ready;
  wire::append_write_ready(ready, 1, 0);
  const auto cut_everywhere = [&](const std::string& asked, const std::string& answer, bool half) {
    for (std::size_t size = 0; size < answer.size(); ++size) {
      const RawClient client(live.socket());
      client.send(asked);
      client.wait_readable();  // the question, which is left unread
      client.send(std::string_view(answer).substr(0, size));
      if (half) client.half_close();
    }
    REQUIRE(live.serves());
  };
  for (const bool half : {false, true}) {
    cut_everywhere(load, input, half);
    cut_everywhere(list, ready, half);
  }
  CHECK(live.tmux().must({"show-buffer", "-b", "loaded"}) != std::string(200, 'i'));
  CHECK(live.harm() == "");
}

TEST_CASE("a sender killed in the middle of a long write leaves tmux and its sessions alone") {
  const LiveTmux live;
  // The server takes nothing until the socket is full, so that the last message is cut wherever that is.
  for (std::size_t start = 900'000; start < 900'016; ++start) {
    const std::string bytes = request({"list-sessions"}, start);
    const test::Stopped stopped(live.server());
    const RawClient client(live.socket());
    send_and_be_killed(client, bytes);
  }
  REQUIRE(live.serves());
  CHECK(live.harm() == "");
}

TEST_CASE("a request that is dropped at any step of its talk leaves tmux and its sessions alone") {
  const LiveTmux live;
  std::vector<Case> dropped = cases();
  dropped.push_back({"a long answer", request({"list-keys", ";", "list-keys", ";", "list-keys"}), ""});
  dropped.push_back(
      {"a long input", request({"load-buffer", "-b", "loaded", "-"}), std::string(200'000, 'i')});
  dropped.push_back({"an error", request({"kill-pane", "-t", "nowhere"}), ""});
  dropped.push_back({"a buffer", request({"save-buffer", "-b", "loaded", "-"}), ""});
  dropped.push_back({"a file", request({"save-buffer", "-b", "loaded", "/nowhere/at/all"}), ""});
  for (const Case& whole : dropped) {
    INFO(whole.name);
    bool finished = false;
    for (std::size_t steps = 0; !finished; ++steps) {
      REQUIRE(steps < 1000);
      const RawClient client(live.socket());
      client.send(whole.bytes);
      finished = client.talk(whole.input, steps).exited;
    }
    REQUIRE(live.serves());
  }
  CHECK(live.harm() == "");
}

TEST_CASE("a connection that says nothing, or not everything, does no harm when it ends") {
  const LiveTmux live;
  std::vector<std::string> identified;
  std::string bytes;
  REQUIRE(wire::append_identity(bytes, {}, {}));
  identified.push_back(bytes);
  wire::append_identity_done(bytes);
  identified.push_back(bytes);
  identified.emplace_back();
  for (int round = 0; round < 50; ++round) {
    for (const std::string& begin : identified) {
      for (const bool half : {false, true}) {
        const RawClient client(live.socket());
        client.send(begin);
        if (half) client.half_close();
      }
    }
  }
  CHECK(live.harm() == "");
}
