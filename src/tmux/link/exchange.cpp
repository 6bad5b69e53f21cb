#include "tmux/link/exchange.hpp"

#include <algorithm>
#include <cerrno>
#include <unistd.h>
#include <utility>

#include "text/trim.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/link/wire.hpp"

namespace smcp::tmux {
namespace {

using wire::Message;
using wire::Type;

constexpr std::int32_t kStdoutStream = 1;
constexpr std::int32_t kStderrStream = 2;
constexpr std::int32_t kNoStream = -1;

/// Types up to this one are known; those that are not handled below are not meant for a client like this one.
constexpr auto kLastKnownType = static_cast<std::uint32_t>(Type::read_cancel);

}  // namespace

Exchange::Exchange(uv::Loop& loop, OnOutput on_output, OnEnd on_end)
    : on_output_(std::move(on_output)),
      on_end_(std::move(on_end)),
      socket_(
          loop, [this](std::string_view bytes) { received(bytes); }, [this](int status) { lost(status); }) {}

Exchange::~Exchange() {
  close();
}

void Exchange::close() {
  if (left_ != nullptr) *std::exchange(left_, nullptr) = true;
  socket_.close();
}

int Exchange::begin(const std::string& path, std::string_view messages, std::string_view input,
                    int connected) {
  close();
  decoder_.reset();
  input_ = input;
  error_output_.clear();
  answers_.clear();
  file_stream_ = kNoStream;
  answered_ = false;
  const int status = connected >= 0 ? socket_.take(connected) : socket_.connect(path);
  if (status == 0) socket_.send(messages);
  return status;
}

void Exchange::received(std::string_view bytes) {
  bool going_on = true;
  const bool frames =
      decoder_.feed(bytes, [this, &going_on](const Message& message) { return going_on = handle(message); });
  if (!going_on) return;  // this may have been destroyed
  if (!frames) return static_cast<void>(unexpected("bytes that are not a message"));
  if (!answers_.empty()) socket_.send(answers_);
  answers_.clear();
}

bool Exchange::handle(const Message& message) {
  switch (message.type) {
    case Type::version:
      return other_version(message.protocol_version);
    case Type::write_open:
      return write_opened(message);
    case Type::write:
      return written(message);
    case Type::old_stdout:
    case Type::old_stderr:
      return old_output(message);
    case Type::read_open:
      return read_opened(message);
    case Type::old_stdin:
      return old_input_wanted();
    case Type::write_close:
    case Type::read_cancel:
      return true;
    case Type::exit:
      return exited(message);
    case Type::shutdown:
      return end({Reply{1, std::string(kLostServer)}});
    default:
      // What later versions have added and send after the command (WRITE_DONE) carries nothing for us.
      if (static_cast<std::uint32_t>(message.type) > kLastKnownType && command_sent()) return true;
      return unexpected("message " + std::to_string(static_cast<std::uint32_t>(message.type)));
  }
}

bool Exchange::write_opened(const Message& message) {
  const auto open = wire::parse_write_open(message.payload);
  if (!open) return unexpected("a malformed WRITE_OPEN");
  answered_ = true;
  const bool standard = open->stream == kStdoutStream || open->stream == kStderrStream;
  const bool ours = standard || open->descriptor == STDOUT_FILENO;
  if (ours && !standard) file_stream_ = open->stream;
  wire::append_write_ready(answers_, open->stream, ours ? 0 : EBADF);
  return true;
}

bool Exchange::written(const Message& message) {
  const auto data = wire::parse_write(message.payload);
  if (!data) return unexpected("a malformed WRITE");
  if (data->stream == kStderrStream) {
    error_output(data->bytes);
    return true;
  }
  if (data->stream == kStdoutStream || data->stream == file_stream_) return output(data->bytes);
  return unexpected("data on a stream that was not opened");
}

bool Exchange::old_output(const Message& message) {
  const auto bytes = wire::parse_old_output(message.payload);
  if (!bytes) return unexpected("a malformed STDOUT or STDERR");
  if (message.type == Type::old_stdout) return output(*bytes);
  error_output(*bytes);
  return true;
}

bool Exchange::read_opened(const Message& message) {
  const auto open = wire::parse_read_open(message.payload);
  if (!open) return unexpected("a malformed READ_OPEN");
  answered_ = true;
  if (open->descriptor == STDIN_FILENO) {
    // A second read finds the end of the input, as with the stock client.
    wire::append_input(answers_, open->stream, std::exchange(input_, {}));
  } else {
    wire::append_read_error(answers_, open->stream, EBADF);
  }
  return true;
}

bool Exchange::old_input_wanted() {
  answered_ = true;
  wire::append_old_input(answers_, std::exchange(input_, {}));
  return true;
}

bool Exchange::exited(const Message& message) {
  const auto exit = wire::parse_exit(message.payload);
  if (!exit) return unexpected("a malformed EXIT");
  // A server that refuses to serve says so in the message, with exit status 0 (3.3's access list).
  if (!exit->message.empty())
    return end({Reply{std::max(exit->status, 1), std::string(without_line_ends(exit->message))}});
  return end({Reply{exit->status, std::string(without_line_ends(error_output_))}});
}

bool Exchange::other_version(std::uint32_t version) {
  return end(
      {Error{Errc::io, "the tmux server speaks protocol version " + std::to_string(version) +
                           ", but sessions-mcp speaks version " + std::to_string(wire::kProtocolVersion) +
                           ". Use --engine=child with the tmux program of that server"},
       !answered_});
}

bool Exchange::unexpected(const std::string& what) {
  return end({Error{Errc::io,
                    "the tmux server sent " + what +
                        ", which sessions-mcp does not understand. Use --engine=child, and please report it"},
              !command_sent()});
}

void Exchange::lost(int status) {
  if (!answered_) {
    // These errors mean that the server had not read all that we sent. The command is the last part of it.
    const bool unread = status == UV_ECONNRESET || status == UV_EPIPE;
    end({Reply{1, std::string(kLostServer)}, unread, true});
  } else {
    end({Error{Errc::io, "the tmux server exited in the middle of its answer, and its sessions are gone"},
         false, false, true});
  }
}

bool Exchange::end(Ending ending) {
  socket_.close();
  on_end_(std::move(ending));
  return false;
}

bool Exchange::output(std::string_view bytes) {
  answered_ = true;
  bool left = false;
  left_ = &left;
  on_output_(bytes);
  if (left) return false;  // this may have been destroyed
  left_ = nullptr;
  return true;
}

void Exchange::error_output(std::string_view bytes) {
  answered_ = true;
  error_output_.append(bytes.substr(0, kMaxErrorOutput - error_output_.size()));
}

}  // namespace smcp::tmux
