// What all calls share.
#pragma once

#include <chrono>
#include <memory>

#include "tools/audit/audit_log.hpp"
#include "tools/confirm/confirmation.hpp"
#include "tools/long_calls.hpp"
#include "tools/server.hpp"

namespace smcp::tools {

struct Toolbox {
  Toolbox(uv::Loop& loop, tmux::Client& client, std::chrono::milliseconds call_timeout)
      : server(loop, client, call_timeout) {}

  Server server;
  std::shared_ptr<AuditLog> audit;  ///< where calls are recorded; null: nowhere
  Confirmation confirmation{};
  bool serves = true;    ///< it stays after a call has been answered; a single call at a shell does not
  LongCalls long_calls;  ///< last: they go first, and with them who uses the rest
};

}  // namespace smcp::tools
