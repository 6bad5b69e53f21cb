// A StdioServer on a loop of its own, and the client at the other ends of its descriptors. The client never
// blocks.
#pragma once

#include <array>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <functional>
#include <optional>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

#include "io/uv_timer.hpp"
#include "support/catch.hpp"
#include "support/deadline.hpp"
#include "transport/stdio_server.hpp"
#include "unit/transport/dispatcher_fixture.hpp"

namespace smcp::test {

enum class Wire { pipe, socket };

/// One direction: the server's end, which it takes over, and the client's, which does not block.
struct Line {
  int server = -1;
  int client = -1;
};

inline Line open_line(Wire wire, bool to_server) {
  std::array<int, 2> fds{};
  if (wire == Wire::pipe)
    REQUIRE(::pipe2(fds.data(), O_CLOEXEC) == 0);
  else
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) == 0);
  const Line line = to_server ? Line{fds[0], fds[1]} : Line{fds[1], fds[0]};
  REQUIRE(::fcntl(line.client, F_SETFL, O_NONBLOCK) == 0);
  return line;
}

class StdioFixture {
 public:
  explicit StdioFixture(Wire wire = Wire::pipe,
                        std::chrono::milliseconds give_up = transport::StdioServer::kGiveUp)
      : to_(open_line(wire, true)), from_(open_line(wire, false)) {
    server.emplace(loop, transport::ServerIdentity{"n", "t", "1", ""}, tools.host(),
                   transport::StdioServer::Options{to_.server, from_.server, give_up});
    server->on_backlog([this](bool full) { backlog.push_back(full); });
    server->on_done([this](int status) { done = status; });
    REQUIRE(server->start().ok());
    watch_.start(std::chrono::milliseconds{1}, std::chrono::milliseconds{1});
  }
  StdioFixture(const StdioFixture&) = delete;
  StdioFixture& operator=(const StdioFixture&) = delete;
  ~StdioFixture() {
    hang_up_writing();
    hang_up_reading();
  }

  /// To be written as the server takes it.
  void write(std::string_view bytes) { to_send_ += bytes; }
  [[nodiscard]] std::size_t unsent() const { return to_send_.size() - sent_; }
  void end_input() { end_when_sent_ = true; }
  void hang_up_writing() { close(to_.client); }
  void hang_up_reading() { close(from_.client); }

  /// Turns the loop, writing and (if `reads`) reading what can be, until the condition holds.
  void run_until(const std::function<bool()>& condition) {
    const auto deadline = deadline_in(std::chrono::seconds{60});
    while (!condition()) {
      REQUIRE(Clock::now() < deadline);
      push();
      if (reads) pull();
      loop.run_once();
    }
  }
  void run_until_done() {
    run_until([this] { return done.has_value(); });
    if (reads) pull();
  }
  /// Turns the loop until nothing moves any more: `still` turns in which neither side got a byte across.
  void run_until_stuck() {
    int still = 0;
    run_until([&, last = std::size_t{0}]() mutable {
      const auto moved = unsent() + received.size();
      still = moved == last ? still + 1 : 0;
      last = moved;
      return still > 50;
    });
  }

  uv::Loop loop;
  FakeTools tools;
  std::optional<transport::StdioServer> server;
  std::string received;
  bool reads = true;
  std::vector<bool> backlog;
  std::optional<int> done;

 private:
  static void close(int& fd) {
    if (fd >= 0) ::close(std::exchange(fd, -1));
  }
  void push() {
    while (unsent() > 0 && to_.client >= 0) {
      const auto count = ::write(to_.client, to_send_.data() + sent_, unsent());
      if (count < 0) break;
      sent_ += static_cast<std::size_t>(count);
    }
    if (unsent() == 0 && end_when_sent_) hang_up_writing();
  }
  void pull() {
    std::array<char, 65536> buffer;
    while (from_.client >= 0) {
      const auto count = ::read(from_.client, buffer.data(), buffer.size());
      if (count <= 0) break;
      received.append(buffer.data(), static_cast<std::size_t>(count));
    }
  }

  Line to_;
  Line from_;
  std::string to_send_;
  std::size_t sent_ = 0;
  bool end_when_sent_ = false;
  uv::Timer watch_{loop, [] {}};  ///< keeps the loop turning while the client waits
};

/// A line that calls the tool `a`.
inline std::string stateless_call(std::size_t id) {
  return stateless(std::to_string(id), "tools/call", R"("name":"a")") + "\n";
}

inline std::size_t lines_in(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace smcp::test
