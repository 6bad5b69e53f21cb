// The messages that we send, as text: results in the form of each revision, errors, progress. Everything is
// appended to `out`, without the newline that ends a message.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "transport/question.hpp"
#include "transport/revision.hpp"
#include "transport/server_identity.hpp"
#include "transport/tool_result.hpp"

namespace smcp::transport {

/// Error codes of JSON-RPC 2.0 and of MCP.
enum class RpcError : int {
  parse_error = -32700,
  invalid_request = -32600,
  method_not_found = -32601,
  invalid_params = -32602,
  missing_capability = -32021,
  unsupported_version = -32022,
};

class Replies {
 public:
  /// How long a client may cache what we say about ourselves, in milliseconds; it changes only with the
  /// program.
  static constexpr std::int64_t kTtlMs = 60 * 60 * 1000;

  explicit Replies(ServerIdentity identity);

  /// `id` is raw JSON; if it is empty, the reply has no `id`.
  static void error(std::string& out, std::string_view id, RpcError code, std::string_view message);
  /// Error -32022 with the revisions that we serve, the newest first.
  static void unsupported_version(std::string& out, std::string_view id, std::string_view requested);
  /// The result `{}`, for revisions with a handshake.
  static void empty(std::string& out, std::string_view id);
  /// The answer to `initialize`.
  void initialize(std::string& out, std::string_view id, Revision revision) const;
  /// The answer to `server/discover`.
  void discover(std::string& out, std::string_view id) const;
  /// `tools` is a JSON array.
  void tools_list(std::string& out, std::string_view id, Revision revision, std::string_view tools) const;
  /// Of a question, which only a stateless revision has, the result says that input is required. There, a fault that is not
  /// the call's is no result but an error.
  void tool_result(std::string& out, std::string_view id, Revision revision, const ToolResult& result) const;
  /// A request of ours: elicitation/create, for a handshake revision that has it.
  static void question(std::string& out, std::uint64_t id, Revision revision, const Question& question);
  /// The notification that we do not want an answer to that request any more.
  static void withdrawn(std::string& out, std::uint64_t id);
  /// A notification; `token` is raw JSON.
  static void progress(std::string& out, std::string_view token, Revision revision, std::uint64_t count,
                       std::string_view message);

 private:
  ServerIdentity identity_;
  std::string stateless_meta_;  ///< `_meta` of every stateless result
};

}  // namespace smcp::transport
