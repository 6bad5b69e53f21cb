// The interface between the transport and the tools, as the transport sees it.
#pragma once

#include <string_view>

#include "base/unique_function.hpp"
#include "transport/client_info.hpp"
#include "transport/question.hpp"
#include "transport/revision.hpp"
#include "transport/tool_reply.hpp"

namespace smcp::transport {

/// One `tools/call`. The views are valid only while the call is being started: decode them, and keep what you
/// need.
struct ToolCall {
  std::string_view name;
  /// A valid JSON object, followed by at least SIMDJSON_PADDING readable bytes.
  std::string_view arguments;
  ClientInfo client{};
  Person person{};
};

/// Stops the work of a cancelled call and drops its reply. May be empty if the call is already done.
using CancelHook = UniqueFunction<void()>;

/// The tools as seen by the dispatcher.
struct ToolHost {
  /// The `tools` array of tools/list for a revision, as JSON. The text must stay valid.
  UniqueFunction<std::string_view(Revision)> list;
  UniqueFunction<bool(std::string_view name)> has;
  /// Starts a call, which may answer before this returns. The hook alone must not keep the call's state
  /// alive.
  UniqueFunction<CancelHook(ToolCall, ToolReply)> call;
  /// Takes note of a call of a tool that it does not have. Gives why that is unknown; "" if there is nothing to say. May
  /// be empty.
  UniqueFunction<std::string_view(std::string_view name, const ClientInfo&)> refuse{};
};

}  // namespace smcp::transport
