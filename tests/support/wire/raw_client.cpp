#include "support/wire/raw_client.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

#include "support/deadline.hpp"
#include "support/failure.hpp"
#include "support/wire/frame_rules.hpp"
#include "tmux/link/wire.hpp"
#include "tmux/link/wire_decoder.hpp"

namespace smcp::wire_test {
namespace {

using tmux::wire::Message;
using tmux::wire::Type;

/// The state of a dialogue between messages.
struct Talker {
  Talk talk;
  std::string answer;
  std::string_view input;
  std::size_t steps;

  bool step() { return ++talk.steps < steps; }

  bool take(const Message& message) {
    namespace wire = tmux::wire;
    if (message.type == Type::exit) {
      const auto exit = wire::parse_exit(message.payload);
      talk.exited = exit.has_value();
      if (exit) talk.status = exit->status;
      ++talk.steps;
      return false;
    }
    if (message.type == Type::write_open) {
      const auto open = wire::parse_write_open(message.payload);
      if (open) wire::append_write_ready(answer, open->stream, open->descriptor < 0 ? EBADF : 0);
    } else if (message.type == Type::read_open) {
      const auto open = wire::parse_read_open(message.payload);
      if (open) wire::append_input(answer, open->stream, input);
    } else if (message.type == Type::old_stdin) {
      wire::append_old_input(answer, input);
    } else if (message.type == Type::write) {
      if (const auto data = wire::parse_write(message.payload)) talk.output.append(data->bytes);
    } else if (message.type == Type::old_stdout) {
      if (const auto bytes = wire::parse_old_output(message.payload)) talk.output.append(*bytes);
    }
    return step();
  }
};

}  // namespace

RawClient::RawClient(const std::string& socket) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (socket.size() >= sizeof address.sun_path) test::fail("socket path too long: " + socket);
  std::memcpy(address.sun_path, socket.c_str(), socket.size() + 1);
  fd_ = test::Fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!fd_ || ::connect(fd_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    test::fail_errno("connect " + socket);
}

pid_t RawClient::server() const {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (getsockopt(fd_.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) test::fail_errno("SO_PEERCRED");
  return peer.pid;
}

void RawClient::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void RawClient::wait_readable() const {
  pollfd ready{fd_.get(), POLLIN, 0};
  const auto patience = test::milliseconds(test::kPatience) * test::slowness();
  if (::poll(&ready, 1, static_cast<int>(patience.count())) != 1) test::fail("tmux does not answer");
}

Talk RawClient::talk(std::string_view input, std::size_t steps) const {
  Talker talker{{}, {}, input, steps};
  tmux::wire::Decoder decoder;
  std::array<char, 65536> chunk;
  bool going_on = steps != 0;
  while (going_on) {
    wait_readable();
    const ssize_t size = ::recv(fd_.get(), chunk.data(), chunk.size(), 0);
    if (size <= 0) break;
    const bool good =
        decoder.feed({chunk.data(), static_cast<std::size_t>(size)},
                     [&](const Message& message) { return going_on = going_on && talker.take(message); });
    talker.talk.bad_bytes = !good;
    if (!good || talker.answer.empty()) continue;
    talker.talk.fault_in_answer += fault_in_answers(talker.answer);
    if (!going_on) break;
    send(std::exchange(talker.answer, {}));
    going_on = talker.step();
  }
  return talker.talk;
}

void RawClient::half_close() const {
  ::shutdown(fd_.get(), SHUT_WR);
  std::array<char, 65536> chunk;
  do {
    wait_readable();
  } while (::recv(fd_.get(), chunk.data(), chunk.size(), 0) > 0);
}

std::string request(const std::vector<std::string>& argv, std::size_t environment) {
  tmux::wire::Identity identity;
  identity.directory = "/tmp";
  identity.process = getpid();
  std::vector<std::string> variables;
  for (std::size_t i = 0; i * 1000 < environment; ++i)
    variables.push_back("V" + std::to_string(i) + "=" +
                        std::string(std::min<std::size_t>(environment, 980), 'v'));
  std::string bytes;
  const bool made = append_identity(bytes, identity, variables).ok();
  tmux::wire::append_identity_done(bytes);
  if (!made || !tmux::wire::append_command(bytes, argv)) test::fail("cannot encode " + argv.front());
  return bytes;
}

}  // namespace smcp::wire_test
