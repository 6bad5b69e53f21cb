#include "tmux/link/wire_decoder.hpp"

#include <algorithm>

namespace smcp::tmux::wire {
namespace {

/// The length without the bit which, in the newer form of the header, marks a frame that carries a
/// descriptor.
constexpr std::uint32_t kLengthBits = 0x7fff'ffff;
/// struct msg_stdout_data of tmux up to 3.0a consists of a ssize_t and BUFSIZ bytes.
constexpr std::size_t kOldOutputBytes = 8192;

template <typename Number>
Number number_at(std::string_view bytes, std::size_t at) {
  Number number;
  std::memcpy(&number, bytes.data() + at, sizeof number);
  return number;
}

}  // namespace

std::size_t Decoder::frame_length(std::string_view begin) {
  if (begin.size() < kHeaderBytes) return 0;
  const std::size_t length = number_at<std::uint32_t>(begin, 4) & kLengthBits;
  broken_ = length < kHeaderBytes || length > kMaxMessageBytes;
  return broken_ ? 0 : length;
}

std::optional<std::string_view> Decoder::next_frame(std::string_view& bytes) {
  const auto keep = [this, &bytes](std::size_t until) {
    const std::size_t count = std::min(until - std::min(until, partial_.size()), bytes.size());
    partial_.append(bytes.substr(0, count));
    bytes.remove_prefix(count);
  };
  if (partial_used_ != 0) {
    partial_.clear();
    partial_used_ = 0;
  }
  if (partial_.empty()) {
    const std::size_t length = frame_length(bytes);
    if (length != 0 && length <= bytes.size()) {
      const auto frame = bytes.substr(0, length);
      bytes.remove_prefix(length);
      return frame;
    }
    if (broken_) return std::nullopt;
  }
  keep(kHeaderBytes);
  const std::size_t length = frame_length(partial_);
  if (length == 0) return std::nullopt;
  keep(length);
  if (partial_.size() < length) return std::nullopt;
  partial_used_ = length;
  return partial_;
}

Message Decoder::message_of(std::string_view frame) {
  return {static_cast<Type>(number_at<std::uint32_t>(frame, 0)), number_at<std::uint32_t>(frame, 8) & 0xffU,
          frame.substr(kHeaderBytes)};
}

void Decoder::reset() {
  partial_.clear();
  partial_used_ = 0;
  broken_ = false;
}

std::optional<Exit> parse_exit(std::string_view payload) {
  if (payload.empty()) return Exit{};
  if (payload.size() < sizeof(std::int32_t)) return std::nullopt;
  auto message = payload.substr(sizeof(std::int32_t));
  message = message.substr(0, message.find('\0'));
  return Exit{number_at<std::int32_t>(payload, 0), message};
}

std::optional<Open> parse_read_open(std::string_view payload) {
  if (payload.size() < 2 * sizeof(std::int32_t)) return std::nullopt;
  return Open{number_at<std::int32_t>(payload, 0), number_at<std::int32_t>(payload, 4)};
}

std::optional<Open> parse_write_open(std::string_view payload) {
  if (payload.size() < 3 * sizeof(std::int32_t)) return std::nullopt;
  return parse_read_open(payload);
}

std::optional<Data> parse_write(std::string_view payload) {
  if (payload.size() < sizeof(std::int32_t)) return std::nullopt;
  return Data{number_at<std::int32_t>(payload, 0), payload.substr(sizeof(std::int32_t))};
}

std::optional<std::string_view> parse_old_output(std::string_view payload) {
  if (payload.size() != sizeof(std::int64_t) + kOldOutputBytes) return std::nullopt;
  const auto size = number_at<std::int64_t>(payload, 0);
  if (size < 0 || static_cast<std::uint64_t>(size) > kOldOutputBytes) return std::nullopt;
  return payload.substr(sizeof(std::int64_t), static_cast<std::size_t>(size));
}

}  // namespace smcp::tmux::wire
