// What nearly every end-to-end test begins with: a tmux of its own and a server that uses it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/private_tmux.hpp"
#include "support/server_process.hpp"

namespace smcp::test {

/// In tools/list.
inline constexpr std::size_t kToolCount = 11;

struct LiveServer {
  LiveServer() : LiveServer(std::vector<std::string>{}) {}
  explicit LiveServer(std::vector<std::string> arguments, const Environment& more = {});
  LiveServer(const LiveServer&) = delete;
  LiveServer& operator=(const LiveServer&) = delete;
  /// Ends the server as a client does and checks that it exits well: sanitizers report there.
  ~LiveServer();

  /// A call that must succeed: its structured content, which must be the text as well.
  Json ok(std::string_view tool, std::string_view arguments = "{}");
  /// A call that must fail: its text.
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

/// `base` with `more` over it.
[[nodiscard]] Environment merged(Environment base, const Environment& more);

}  // namespace smcp::test
