// One line of JSON-RPC, taken apart in place: nothing is copied but strings that hold escapes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "json/checked_member.hpp"

namespace smcp::transport {

/// What we read in `params._meta`.
struct Meta {
  CheckedMember self;                 ///< whether `_meta` is an object
  CheckedMember protocol_version;     ///< io.modelcontextprotocol/protocolVersion: a string
  CheckedMember client_capabilities;  ///< io.modelcontextprotocol/clientCapabilities: an object
  CheckedMember progress_token;       ///< a string or 64-bit integer, raw
};

/// What we read in `params`, whatever the method.
struct Params {
  CheckedMember self;  ///< whether `params` is an object
  Meta meta;
  CheckedMember name;              ///< of tools/call: a string
  CheckedMember arguments;         ///< of tools/call: an object, raw and in place
  CheckedMember cursor;            ///< of tools/list: a string
  CheckedMember protocol_version;  ///< of initialize: a string
  CheckedMember request_id;        ///< of notifications/cancelled: a string or 64-bit integer, raw
};

struct Message {
  enum class Kind : std::uint8_t {
    request,
    notification,
    response,  ///< to a request, of which we never send any
    invalid,   ///< JSON, but no JSON-RPC 2.0 message
  };
  Kind kind = Kind::invalid;
  std::string_view problem;  ///< of Kind::invalid: a sentence
  std::string_view id;       ///< exactly as it was written; empty if there is none that can be echoed
  std::string_view method;
  Params params;
};

struct ParsedLine {
  enum class Shape : std::uint8_t { malformed, message, batch };
  Shape shape = Shape::malformed;
  /// One for Shape::message; one for each element of a batch.
  std::vector<Message> messages;
};

/// Parses lines one after the other in the same buffers. The views in what it returns point into the line and
/// into the parser: they hold until the next parse() or give_back_memory().
class MessageParser {
 public:
  /// The walk is recursive; no tool's arguments nest deeper than a handful.
  static constexpr std::size_t kMaxDepth = 128;
  /// As many as there may be calls in flight.
  static constexpr std::size_t kMaxBatch = 1024;
  /// An id or progress token is kept as long as its call runs, and comes back in every message about it.
  static constexpr std::size_t kMaxToken = 4 * 1024;
  /// Buffers that grew for a longer line than this are given back by give_back_memory().
  static constexpr std::size_t kRestingLine = 256 * 1024;

  MessageParser();
  MessageParser(const MessageParser&) = delete;
  MessageParser& operator=(const MessageParser&) = delete;
  ~MessageParser();

  /// `line` must have kLinePadding readable bytes (of any value) behind it. The whole of it is validated, the
  /// parts that nobody asks for as well. Of duplicate keys the last one counts.
  [[nodiscard]] const ParsedLine& parse(std::string_view line);
  /// The last line is done with: gives memory back if it was a large one.
  void give_back_memory();

 private:
  struct Buffers;

  std::unique_ptr<Buffers> buffers_;
  ParsedLine parsed_;
  std::size_t largest_ = 0;
};

}  // namespace smcp::transport
