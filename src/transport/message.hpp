// One line of JSON-RPC, parsed in place: only strings with escapes are copied.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "json/checked_member.hpp"

namespace smcp::transport {

/// The members of `clientInfo` that we use.
struct ClientMembers {
  CheckedMember name;     ///< a string
  CheckedMember version;  ///< a string
};

/// The members of `params._meta` that we use.
struct Meta {
  CheckedMember self;                 ///< whether `_meta` is an object
  CheckedMember protocol_version;     ///< io.modelcontextprotocol/protocolVersion: a string
  CheckedMember client_capabilities;  ///< io.modelcontextprotocol/clientCapabilities: an object
  CheckedMember progress_token;       ///< a string or 64-bit integer, raw
  ClientMembers client;               ///< io.modelcontextprotocol/clientInfo
};

/// The members of `params` that we use, for all methods.
struct Params {
  CheckedMember self;  ///< whether `params` is an object
  Meta meta;
  CheckedMember name;              ///< of tools/call: a string
  CheckedMember arguments;         ///< of tools/call: an object, raw and in place
  CheckedMember cursor;            ///< of tools/list: a string
  CheckedMember protocol_version;  ///< of initialize: a string
  ClientMembers client;            ///< `clientInfo` of initialize
  CheckedMember request_id;        ///< of notifications/cancelled: a string or 64-bit integer, raw
};

struct Message {
  enum class Kind : std::uint8_t {
    request,
    notification,
    response,  ///< to a request of ours; but we never send any
    invalid,   ///< JSON, but not a JSON-RPC 2.0 message
  };
  Kind kind = Kind::invalid;
  std::string_view problem;  ///< of Kind::invalid: a sentence
  std::string_view id;       ///< exactly as it was written; empty if there is no valid id
  std::string_view method;
  Params params;
};

struct ParsedLine {
  enum class Shape : std::uint8_t { malformed, message, batch };
  Shape shape = Shape::malformed;
  /// One for Shape::message; one for each element of a batch.
  std::vector<Message> messages;
};

/// Parses lines one after the other, reusing its buffers. The views in its result point into the line and
/// into the parser, and are valid until the next parse() or give_back_memory().
class MessageParser {
 public:
  /// Maximum nesting, since the walk is recursive; tools' arguments nest only a few levels deep.
  static constexpr std::size_t kMaxDepth = 128;
  /// Maximum number of messages in a batch: as many as there may be calls in flight.
  static constexpr std::size_t kMaxBatch = 1024;
  /// Maximum size of an id or progress token, in bytes: it is kept while its call runs, and repeated in every
  /// message about the call.
  static constexpr std::size_t kMaxToken = 4 * 1024;
  /// give_back_memory() frees buffers that have grown for a longer line than this, in bytes.
  static constexpr std::size_t kRestingLine = 256 * 1024;

  MessageParser();
  MessageParser(const MessageParser&) = delete;
  MessageParser& operator=(const MessageParser&) = delete;
  ~MessageParser();

  /// `line` must be followed by kLinePadding readable bytes (of any value). All of it is validated, including
  /// the parts that are not used. Of duplicate keys, the last one counts.
  [[nodiscard]] const ParsedLine& parse(std::string_view line);
  /// To be called when the last line is no longer needed: frees memory if that line was a large one.
  void give_back_memory();

 private:
  struct Buffers;

  std::unique_ptr<Buffers> buffers_;
  ParsedLine parsed_;
  std::size_t largest_ = 0;
};

}  // namespace smcp::transport
