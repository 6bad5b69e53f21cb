// A SocketClient between a fake server and a fake fallback, for its tests.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "support/catch.hpp"
#include "support/deadline.hpp"
#include "support/unit/fake_client.hpp"
#include "support/unit/fake_server.hpp"
#include "tmux/link/socket_client.hpp"

namespace smcp::test {

using tmux::Client;
using tmux::Command;
using tmux::Endpoint;
using tmux::FakeClient;
using tmux::Reply;
using tmux::Request;
using tmux::SocketClient;
using namespace std::chrono_literals;

struct Answer {
  std::optional<Result<Reply>> reply;
  std::string output;
  [[nodiscard]] bool good() const { return reply && reply->ok() && reply->value().exit_status == 0; }
  [[nodiscard]] Errc code() const { return reply->error().code; }
  [[nodiscard]] std::string words() const {
    return reply->ok() ? reply->value().error_output : reply->error().message;
  }
};

inline Request request_for(Command command, Answer& answer, std::chrono::milliseconds allowed = 20s) {
  Request request{std::move(command), {}, uv::Clock::now() + allowed, {}};
  request.on_output = [&answer](std::string_view bytes) { answer.output += bytes; };
  return request;
}

inline Client::Done into(Answer& answer) {
  return [&answer](Result<Reply> reply) {
    REQUIRE_FALSE(answer.reply);
    answer.reply.emplace(std::move(reply));
  };
}

inline Client::RequestId ask(Client& client, Answer& answer, Command command = Command("list-sessions"),
                             std::chrono::milliseconds allowed = 20s) {
  const auto id = client.run(request_for(std::move(command), answer, allowed), into(answer));
  CHECK_FALSE(answer.reply);  // it must never be called before run() has returned
  return id;
}

inline Endpoint at(const std::string& path, const std::string& binary = "/bin/true") {
  Endpoint endpoint;
  endpoint.binary = binary;
  endpoint.socket_path = path;
  return endpoint;
}

/// A client with a fallback that the test answers for, and a scripted server.
struct Set {
  explicit Set(FakeServer::Script script) : server(loop, std::move(script)) {}

  uv::Loop loop;
  FakeServer server;
  FakeClient fallback;
  SocketClient client{loop, at(server.path()), &fallback};
};

/// A server that reads everything and says nothing.
inline const FakeServer::Script kStalls = {};

}  // namespace smcp::test
