// Three tmux servers in one folder, and a server of ours that knows all of them: the default one, `b` by the path of its
// socket, and `c` by its name.
#pragma once

#include <csignal>
#include <string>
#include <utility>
#include <vector>

#include "support/deadline.hpp"
#include "support/e2e/live_server.hpp"
#include "support/e2e/patient_calls.hpp"

namespace smcp::test {

struct SeveralServers {
  explicit SeveralServers(const std::vector<std::string>& more = {}, const Environment& variables = {})
      : server({merged(tmux.environment(), variables), with(more)}) {}
  SeveralServers(const SeveralServers&) = delete;
  SeveralServers& operator=(const SeveralServers&) = delete;
  ~SeveralServers() = default;

  /// The options that name `b` and `c`, and these.
  [[nodiscard]] std::vector<std::string> with(const std::vector<std::string>& more) const {
    std::vector<std::string> all = {"--server", "b=" + socket_b(), "--server", "c=local:cc"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  [[nodiscard]] std::string socket_b() const { return tmux / "b.sock"; }

  /// A command of tmux on the server of this name; "" is the default one.
  std::string on(const std::string& name, std::vector<std::string> command) const {
    std::vector<std::string> words;
    if (name == "b") words = {"-S", socket_b()};
    if (name == "d") words = {"-S", tmux / "d.sock"};  // for those who compare
    if (name == "c") words = {"-L", "cc"};
    words.insert(words.end(), command.begin(), command.end());
    return tmux.must(words);
  }
  /// Starts a session with a bash at its prompt.
  void start(const std::string& name, const std::string& session) const {
    on(name, {"new-session", "-d", "-x", "80", "-y", "24", "-n", "main", "-s", session,
              "PS1='ready$ ' exec bash --norc --noprofile"});
    REQUIRE(wait_until([&] {
      return on(name, {"capture-pane", "-p", "-t", "=" + session + ":"}).find("ready$") != std::string::npos;
    }));
  }
  void start_one_each() const {
    start("", "one");
    start("b", "two");
    start("c", "three");
  }
  [[nodiscard]] pid_t pid_of(const std::string& name) const {
    return std::stoi(on(name, {"display-message", "-p", "#{pid}"}));
  }

  Json ok(std::string_view tool, std::string_view arguments = "{}") {
    return call_ok(server, tool, arguments);
  }
  std::string error(std::string_view tool, std::string_view arguments = "{}") {
    return call_error(server, tool, arguments);
  }
  Json about(std::string_view tool, std::string_view arguments = "{}") {
    return call_about(server, tool, arguments);
  }

  PrivateTmux tmux;
  ServerProcess server;
};

}  // namespace smcp::test
