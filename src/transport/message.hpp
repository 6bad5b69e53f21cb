// One line of JSON-RPC, parsed in place: only strings with escapes are copied.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "transport/message_members.hpp"

namespace smcp::transport {

struct Message {
  enum class Kind : std::uint8_t {
    request,
    notification,
    response,  ///< to a request of ours
    invalid,   ///< JSON, but not a JSON-RPC 2.0 message
  };
  Kind kind = Kind::invalid;
  std::string_view problem;  ///< of Kind::invalid: a sentence
  std::string_view id;       ///< exactly as it was written; empty if there is no valid id
  std::string_view method;
  Params params;
  ResponseMembers response;
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
