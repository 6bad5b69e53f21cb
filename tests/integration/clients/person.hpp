// A tmux::TerminalClient and what it takes to run one: a person at a terminal, of whom the test sees and
// decides all.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "support/catch.hpp"
#include "support/private_tmux.hpp"
#include "tmux/attach/server_version.hpp"
#include "tmux/attach/terminal_client.hpp"
#include "tmux/link/socket_client.hpp"

namespace smcp::test {

inline tmux::SessionId session_id(const PrivateTmux& server, const std::string& name) {
  const auto id =
      tmux::SessionId::parse(server.must({"display-message", "-p", "-t", "=" + name + ":", "#{session_id}"}));
  REQUIRE(id);
  return *id;
}

inline tmux::ServerVersion version_of(const PrivateTmux& server) {
  const auto version = tmux::parse_server_version(server.must({"display-message", "-p", "#{version}"}));
  REQUIRE(version);
  return *version;
}

class Person {
 public:
  /// Does not attach yet.
  Person(const PrivateTmux& server, tmux::TerminalClientOptions options)
      : client_(loop_, {"tmux", {}, server.socket()}, nullptr) {
    tmux::TerminalClient::Events events;
    events.on_attached = [this] { attached = true; };
    events.on_screen = [this](std::string_view bytes) {
      screen.append(bytes);
      if (when_shown) when_shown();
    };
    events.on_end = [this](Result<tmux::Departure> result) {
      ++ends;
      end.emplace(std::move(result));
    };
    terminal.emplace(loop_, client_, server.socket(), std::move(options), std::move(events));
  }

  /// Attaches and waits for it.
  void attach() {
    terminal->attach(kPatience);
    REQUIRE(until([this] { return attached || end.has_value(); }));
    INFO((end && !*end ? end->error().message : ""));
    REQUIRE(attached);
  }

  /// Lets the loop turn until `condition` holds.
  template <typename Condition>
  [[nodiscard]] bool until(Condition condition, milliseconds time = kPatience) {
    return wait_until(
        [&] {
          uv_run(loop_.raw(), UV_RUN_NOWAIT);
          return condition();
        },
        time);
  }
  [[nodiscard]] bool sees(const std::string& text) {
    return until([&] { return screen.find(text) != std::string::npos; });
  }
  /// Waits for the end; the reason.
  [[nodiscard]] tmux::Departure departure() {
    REQUIRE(until([this] { return end.has_value(); }));
    INFO((*end ? "" : end->error().message));
    REQUIRE(*end);
    return **end;
  }

  bool attached = false;
  std::string screen;
  std::optional<Result<tmux::Departure>> end;
  int ends = 0;  ///< one of them is right
  std::function<void()> when_shown;

 private:
  uv::Loop loop_;
  tmux::SocketClient client_;

 public:
  std::optional<tmux::TerminalClient> terminal;
};

}  // namespace smcp::test
