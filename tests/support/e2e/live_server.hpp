// The start of nearly every end-to-end test: a private tmux, and a server that uses it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/private_tmux.hpp"
#include "support/server_process.hpp"

namespace smcp::test {

/// In tools/list.
inline constexpr std::size_t kToolCount = 15;

struct LiveServer {
  LiveServer() : LiveServer(std::vector<std::string>{}) {}
  explicit LiveServer(std::vector<std::string> arguments, const Environment& more = {});
  LiveServer(const LiveServer&) = delete;
  LiveServer& operator=(const LiveServer&) = delete;
  /// Ends the server as a client does, and checks its exit status, by which sanitizers report errors.
  ~LiveServer();

  /// Makes a call that must succeed, and returns its structured content, which must equal the text.
  Json ok(std::string_view tool, std::string_view arguments = "{}");
  /// Makes a call that must fail, and returns its text.
  std::string error(std::string_view tool, std::string_view arguments = "{}");
  /// The text block of capture_pane.
  std::string capture(std::string_view name, int lines);
  /// Polls capture_pane, as an agent does, until the text holds `text`.
  bool shows(std::string_view name, std::string_view text);

  PrivateTmux tmux;
  ServerProcess server;
};

/// The text of content block `index`.
[[nodiscard]] std::string text_of(const Json& result, std::size_t index = 0);

[[nodiscard]] bool is_error(const Json& result);

/// The id of the pane that tmux takes `target` for.
[[nodiscard]] std::string pane_of(const PrivateTmux& tmux, const std::string& target);

/// `base`, overridden by `more`.
[[nodiscard]] Environment merged(Environment base, const Environment& more);

}  // namespace smcp::test
