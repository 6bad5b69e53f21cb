#include "tmux/attach/attachment.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "io/uv_error.hpp"
#include "tmux/link/errors.hpp"

namespace smcp::tmux {
namespace {

using wire::Message;
using wire::Type;

/// Types up to this one are known; those that are not handled below are not meant for a client like this one.
constexpr auto kLastKnownType = static_cast<std::uint32_t>(Type::read_cancel);

}  // namespace

Attachment::Attachment(uv::Loop& loop, OnReady on_ready, OnEnd on_end)
    : on_ready_(std::move(on_ready)),
      on_end_(std::move(on_end)),
      socket_(
          loop, [this](std::string_view bytes) { received(bytes); }, [this](int) { lost(); }),
      goodbye_(loop, [this] { end(departure_); }) {}

Status Attachment::connect(const std::string& path) {
  const int status = wire::kHostCanSpeak ? socket_.connect(path) : UV_ENOTSUP;
  if (status == 0) return Ok{};
  const bool no_server = status == UV_ECONNREFUSED || status == UV_ENOENT;
  return Error{no_server ? Errc::no_server : Errc::io,
               "cannot connect to the tmux server's socket " + path + ": " + uv::error_text(status)};
}

Status Attachment::begin(const Identification& identification, int descriptor) {
  const auto sends = make_identification(identification);
  if (!sends) return sends.error();
  // Each is sent on its own, even if it has to wait: the socket never joins or splits them.
  for (const Send& send : *sends) {
    if (send.with_descriptor) {
      socket_.send_with_descriptor(send.bytes, descriptor);
    } else {
      socket_.send(send.bytes);
    }
  }
  return Ok{};
}

void Attachment::resized() {
  if (attached_) answer(Type::resize);
}

void Attachment::leave(Departure reason) {
  if (std::exchange(leaving_, true)) return;
  departure_ = reason;
  answer(Type::exiting);
  goodbye_.start(socket_.is_open() ? kGoodbye : std::chrono::milliseconds{0});
}

void Attachment::close() {
  over_ = true;
  leaving_ = true;  // so that no goodbye is sent any more
  goodbye_.stop();
  socket_.close();
}

void Attachment::answer(Type type) {
  message_.clear();
  wire::append_empty(message_, type);
  socket_.send(message_);
}

void Attachment::received(std::string_view bytes) {
  if (over_) return;
  if (!decoder_.feed(bytes, [this](const Message& message) { return handle(message); })) malformed();
}

bool Attachment::handle(const Message& message) {
  switch (message.type) {
    case Type::ready:
      attached_ = true;
      answer(Type::resize);
      on_ready_();
      return true;
    case Type::detach:
    case Type::detach_kill:
    case Type::exec:
    case Type::lock:
    case Type::shutdown:
      return handle_departure(message);
    case Type::exit:
      return exited(message.payload);
    case Type::exited:
      socket_.close();
      return end(departure_);
    case Type::suspend:
      // There is no shell to suspend for, so we behave as if we had been resumed at once.
      answer(Type::wakeup);
      return true;
    case Type::write_open:
      return write_opened(message.payload);
    case Type::read_open:
      return read_opened(message.payload);
    case Type::write: {
      const auto data = wire::parse_write(message.payload);
      return data ? printed(data->bytes) : malformed();
    }
    case Type::old_stdout:
    case Type::old_stderr: {
      const auto data = wire::parse_old_output(message.payload);
      return data ? printed(*data) : malformed();
    }
    case Type::version:
      return end(Error{Errc::io, "the tmux server speaks protocol version " +
                                     std::to_string(message.protocol_version) + ", but sessions-mcp only " +
                                     std::to_string(wire::kProtocolVersion)});
    case Type::flags:
    case Type::write_close:
    case Type::read_cancel:
      return true;
    default:
      return static_cast<std::uint32_t>(message.type) > kLastKnownType || malformed();
  }
}

bool Attachment::handle_departure(const Message& message) {
  const Departure reason = message.type == Type::lock       ? Departure::locked
                           : message.type == Type::shutdown ? Departure::server_ended
                                                            : Departure::detached;
  if (!attached_ && message.type == Type::shutdown)
    return end(Error{Errc::no_server, "the tmux server has just ended"});
  // Our goodbye may cross the server's; the first reason counts.
  if (stays_) return end(reason);
  leave(reason);
  return true;
}

bool Attachment::exited(std::string_view payload) {
  // When its session has ended, an attached client is told so without a status (3.0a).
  const auto exit = payload.empty() ? wire::Exit{} : wire::parse_exit(payload);
  if (!exit) return malformed();
  if (leaving_) {
    socket_.close();
    return end(departure_);
  }
  const std::string said = exit->message.empty() ? printed_ : std::string(exit->message);
  if (!attached_ || !exit->message.empty()) {
    const auto end_of_text = said.find_last_not_of("\r\n ") + 1;
    socket_.close();
    return end(error_of({std::max(exit->status, 1), said.substr(0, end_of_text)}));
  }
  if (stays_) return end(Departure::session_ended);
  leave(Departure::session_ended);
  return true;
}

bool Attachment::write_opened(std::string_view payload) {
  const auto open = wire::parse_write_open(payload);
  if (!open) return malformed();
  message_.clear();
  wire::append_write_ready(message_, open->stream, open->stream == 1 || open->stream == 2 ? 0 : EBADF);
  socket_.send(message_);
  return true;
}

bool Attachment::read_opened(std::string_view payload) {
  const auto open = wire::parse_read_open(payload);
  if (!open) return malformed();
  message_.clear();
  wire::append_read_error(message_, open->stream, EBADF);
  socket_.send(message_);
  return true;
}

bool Attachment::printed(std::string_view bytes) {
  printed_.append(bytes.substr(0, kMaxErrorOutput - printed_.size()));
  return true;
}

bool Attachment::malformed() {
  return end(Error{Errc::io,
                   "the tmux server sent something that sessions-mcp does not understand. Please report it"});
}

void Attachment::lost() {
  if (over_) return;
  if (leaving_) {
    end(departure_);
  } else if (attached_) {
    end(Departure::server_ended);
  } else {
    end(Error{Errc::io, "the tmux server closed the connection instead of attaching"});
  }
}

bool Attachment::end(Result<Departure> result) {
  over_ = true;
  leaving_ = true;
  goodbye_.stop();
  on_end_(std::move(result));
  return false;
}

}  // namespace smcp::tmux
