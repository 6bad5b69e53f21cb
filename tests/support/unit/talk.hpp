// An Exchange with a fake server, for its tests.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "support/catch.hpp"
#include "support/unit/fake_server.hpp"
#include "tmux/link/exchange.hpp"
#include "tmux/link/wire.hpp"

namespace smcp::test {

using tmux::Exchange;
namespace wire = tmux::wire;

inline std::string whole_request(std::size_t environment = 0) {
  std::string bytes;
  std::vector<std::string> variables(environment / 1000, "V=" + std::string(981, 'v'));
  REQUIRE(wire::append_identity(bytes, {}, variables));
  wire::append_identity_done(bytes);
  REQUIRE(wire::append_command(bytes, {"list-sessions"}));
  return bytes;
}

/// One exchange, with a server and a loop of its own.
struct Talk {
  explicit Talk(FakeServer::Script script) : server(loop, std::move(script)) {}

  void run(const std::string& input = {}, std::size_t environment = 0) {
    text = input;
    REQUIRE(exchange.begin(server.path(), whole_request(environment), text) == 0);
    loop.run();
    CHECK(server.open_connections() == 0);
    CHECK(server.peers.size() == 1);
  }
  [[nodiscard]] int status() const { return ending->result.value().exit_status; }
  [[nodiscard]] std::string error_output() const { return ending->result.value().error_output; }
  [[nodiscard]] std::string error() const {
    return ending->result.ok() ? "" : ending->result.error().message;
  }

  uv::Loop loop;
  FakeServer server;
  std::string text;
  std::string output;
  std::optional<Exchange::Ending> ending;
  int endings = 0;
  Exchange exchange{loop, [this](std::string_view bytes) { output += bytes; },
                    [this](Exchange::Ending end) {
                      ++endings;
                      ending.emplace(std::move(end));
                    }};
};

/// The server sends its whole side at once when the command has arrived.
inline FakeServer::Script says(std::string bytes, bool then_close = false) {
  return [bytes = std::move(bytes), then_close](FakeServer::Peer& peer, const Frame& message) {
    if (message.type != 200) return;
    peer.send(bytes);
    if (then_close) peer.close();
  };
}

inline bool has(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

}  // namespace smcp::test
