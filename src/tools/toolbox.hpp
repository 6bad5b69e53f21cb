// What all calls share.
#pragma once

#include <chrono>
#include <memory>
#include <string_view>
#include <vector>

#include "tools/audit/audit_log.hpp"
#include "tools/confirm/confirmation.hpp"
#include "tools/long_calls.hpp"
#include "tools/server.hpp"
#include "tools/servers/joint_tokens.hpp"

namespace smcp::tools {

struct Toolbox {
  Toolbox(uv::Loop& loop, tmux::Client& client, std::chrono::milliseconds call_timeout)
      : server(loop, client, call_timeout) {}

  /// The default server and those with names, in the order in which they were given.
  [[nodiscard]] std::vector<Server*> servers();
  /// Null if none has this name.
  [[nodiscard]] Server* named(std::string_view name);

  Server server;  ///< the default one
  std::vector<std::unique_ptr<Server>> others;
  JointTokens joint_tokens;         ///< of session_status on several servers
  std::shared_ptr<AuditLog> audit;  ///< where calls are recorded; null: nowhere
  Confirmation confirmation{};
  bool serves = true;    ///< it stays after a call has been answered; a single call at a shell does not
  LongCalls long_calls;  ///< last: they go first, and with them who uses the rest
};

}  // namespace smcp::tools
