// The server's side of the protocol (wire.hpp): splits a stream of bytes into frames and parses them. Nothing
// that a peer sends is trusted: lengths are checked before they are used, and no view reaches outside its
// message.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "tmux/link/wire_types.hpp"

namespace smcp::tmux::wire {

/// Valid only during the call that passes it.
struct Message {
  Type type{};  ///< may be a value that has no name here
  std::uint32_t protocol_version = 0;
  std::string_view payload;
};

/// Cuts the stream into messages. Accepts both forms of the header: in either, a length over kMaxMessageBytes
/// is an error, once the bit that marks a descriptor is masked out.
class Decoder {
 public:
  /// Appends `bytes` to the unfinished frame of earlier calls and passes each whole message to `sink`, which
  /// returns whether to go on. If not, the rest is dropped, and `sink` may have destroyed the decoder.
  /// Returns false if the bytes are not tmux frames, and then in every later call, too.
  template <typename Sink>
  [[nodiscard]] bool feed(std::string_view bytes, Sink&& sink) {
    while (!broken_ && !bytes.empty()) {
      const auto frame = next_frame(bytes);
      if (!frame) break;
      if (!sink(message_of(*frame))) return true;
    }
    return !broken_;
  }

  /// Whether the stream may end here, that is, not within a message.
  [[nodiscard]] bool between_messages() const { return partial_.size() == partial_used_; }
  /// Starts anew for the next stream; keeps its memory.
  void reset();

 private:
  /// Takes one frame from the front of `bytes`, or keeps all of it if it holds no whole frame yet.
  std::optional<std::string_view> next_frame(std::string_view& bytes);
  /// The length of the frame with this beginning, 0 while its header is incomplete. May set broken_.
  std::size_t frame_length(std::string_view begin);
  static Message message_of(std::string_view frame);

  std::string partial_;           ///< the beginning of a frame, or a frame assembled here
  std::size_t partial_used_ = 0;  ///< how much of partial_ has been handed out
  bool broken_ = false;
};

/// The contents of messages. The parsers give nothing if the payload does not have the measured form.

struct Exit {
  std::int32_t status = 0;
  std::string_view message;  ///< why the server refused to serve, such as "access not allowed"
};
[[nodiscard]] std::optional<Exit> parse_exit(std::string_view payload);

struct Open {
  std::int32_t stream = 0;      ///< how later messages refer to it
  std::int32_t descriptor = 0;  ///< 0, 1 or 2; -1 if the client is to open a file
};
/// For read_open and write_open. Their path and flags are ignored, since we open no files.
[[nodiscard]] std::optional<Open> parse_read_open(std::string_view payload);
[[nodiscard]] std::optional<Open> parse_write_open(std::string_view payload);

struct Data {
  std::int32_t stream = 0;
  std::string_view bytes;
};
[[nodiscard]] std::optional<Data> parse_write(std::string_view payload);

/// The bytes of an old_stdout or old_stderr message.
[[nodiscard]] std::optional<std::string_view> parse_old_output(std::string_view payload);

}  // namespace smcp::tmux::wire
