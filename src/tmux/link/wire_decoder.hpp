// The server's side of the protocol (wire.hpp): frames out of a stream of bytes, and what is in them. Nothing
// a peer sends is trusted: lengths are checked before they are used, and a view never leaves its message.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "tmux/link/wire.hpp"

namespace smcp::tmux::wire {

/// Valid during the call that hands it out.
struct Message {
  Type type{};  ///< also values that have no name here
  std::uint32_t protocol_version = 0;
  std::string_view payload;
};

/// Cuts the stream into messages. Takes both forms of the header: a length over kMaxMessageBytes is an error
/// in either, once the bit that marks a descriptor is gone.
class Decoder {
 public:
  /// Hands each whole message in `bytes`, joined with what was kept of earlier ones, to `sink`, which returns
  /// whether to go on; the rest is forgotten if not, and the decoder (with its owner) may be gone by then.
  /// False if the bytes are no frames of tmux's: every later call says so, too.
  template <typename Sink>
  [[nodiscard]] bool feed(std::string_view bytes, Sink&& sink) {
    while (!broken_ && !bytes.empty()) {
      const auto frame = next_frame(bytes);
      if (!frame) break;
      if (!sink(message_of(*frame))) return true;
    }
    return !broken_;
  }

  /// Whether the stream may end here: not within a message.
  [[nodiscard]] bool between_messages() const { return partial_.size() == partial_used_; }
  /// For the next stream; keeps its memory.
  void reset();

 private:
  /// Takes one frame from the front of `bytes`, or keeps all of it if that is no whole one yet.
  std::optional<std::string_view> next_frame(std::string_view& bytes);
  /// The length of the frame that begins so, 0 while its header is not complete; sets broken_.
  std::size_t frame_length(std::string_view begin);
  static Message message_of(std::string_view frame);

  std::string partial_;           ///< the beginning of a frame, or a frame that was put together here
  std::size_t partial_used_ = 0;  ///< of partial_: handed out already
  bool broken_ = false;
};

/// What the messages say. Nothing if the payload is not in the measured form.

struct Exit {
  std::int32_t status = 0;
  std::string_view message;  ///< why the server would not serve, such as "access not allowed"
};
[[nodiscard]] std::optional<Exit> parse_exit(std::string_view payload);

struct Open {
  std::int32_t stream = 0;      ///< how later messages name it
  std::int32_t descriptor = 0;  ///< 0, 1 or 2; -1: the client is to open a file
};
/// read_open and write_open (whose path and flags mean nothing to a client that opens no files).
[[nodiscard]] std::optional<Open> parse_read_open(std::string_view payload);
[[nodiscard]] std::optional<Open> parse_write_open(std::string_view payload);

struct Data {
  std::int32_t stream = 0;
  std::string_view bytes;
};
[[nodiscard]] std::optional<Data> parse_write(std::string_view payload);

/// The bytes of old_stdout and old_stderr.
[[nodiscard]] std::optional<std::string_view> parse_old_output(std::string_view payload);

}  // namespace smcp::tmux::wire
