#include "tmux/link/wire.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace smcp::tmux::wire {
namespace {

/// The value of the header's pid that means "not given".
constexpr std::uint32_t kNoProcess = 0xffff'ffff;
/// Upper bound on the data in one read message; its stream number takes the rest.
constexpr std::size_t kMaxInputBytes = kMaxPayloadBytes - sizeof(std::int32_t);
/// struct msg_stdin_data of tmux up to 3.0a holds a ssize_t and BUFSIZ bytes and is sent whole, whatever the
/// size says. This is glibc's BUFSIZ. A server with another C library (musl: 1024) would exit on this
/// message, but is found out before: all that we ask before we give input prints something, and
/// parse_old_output() refuses that.
constexpr std::size_t kOldInputBytes = 8192;

template <typename Number>
void append_number(std::string& out, Number number) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  out.append(bytes, sizeof number);
}

/// A struct imsg_hdr. Without a descriptor, both forms have the same bytes.
void append_header(std::string& out, Type type, std::size_t payload, std::uint32_t mark = 0) {
  assert(payload <= kMaxPayloadBytes);
  append_number(out, static_cast<std::uint32_t>(type));
  append_number(out, static_cast<std::uint32_t>(kHeaderBytes + payload) | mark);
  append_number(out, kProtocolVersion);
  append_number(out, kNoProcess);
}

template <typename Number>
void append_number_message(std::string& out, Type type, Number number) {
  append_header(out, type, sizeof number);
  append_number(out, number);
}

Status check_text(std::string_view text, std::size_t most, std::string_view what) {
  if (text.find('\0') != std::string_view::npos) {
    return Error{Errc::invalid_argument, std::string(what) + " contains a NUL byte, which tmux cannot take"};
  }
  if (text.size() > most) {
    return Error{Errc::too_large, std::string(what) + " is longer than tmux takes (" + std::to_string(most) +
                                      " bytes at most)"};
  }
  return Ok{};
}

/// `text` has been checked.
void append_text(std::string& out, Type type, std::string_view text) {
  append_header(out, type, text.size() + 1);
  out.append(text).push_back('\0');
}

/// `identity` has been checked.
void append_texts(std::string& out, const Identity& identity) {
  append_text(out, Type::identify_term, identity.term);
  append_text(out, Type::identify_ttyname, identity.terminal_name);
  append_text(out, Type::identify_cwd, identity.directory);
  append_number_message(out, Type::identify_features, std::int32_t{0});
  append_number_message(out, Type::identify_clientpid, identity.process);
}

Status check_identity(const Identity& identity) {
  for (const auto& text : {identity.term, identity.terminal_name, identity.directory}) {
    if (Status fits = check_text(text, kMaxPayloadBytes - 1, "the identity of a client"); !fits) return fits;
  }
  return Ok{};
}

}  // namespace

Status append_identity(std::string& out, const Identity& identity,
                       const std::vector<std::string>& environment) {
  if (Status fits = check_identity(identity); !fits) return fits;
  for (const auto& variable : environment) {
    if (variable.find('\0') != std::string::npos)
      return check_text(variable, variable.size(), "an environment variable");
  }
  append_flags(out, identity.flags);
  append_texts(out, identity);
  for (const auto& variable : environment) {
    if (variable.size() < kMaxPayloadBytes) append_text(out, Type::identify_environ, variable);
  }
  return Ok{};
}

Status append_identity_but_flags(std::string& out, const Identity& identity) {
  Status fits = check_identity(identity);
  if (fits) append_texts(out, identity);
  return fits;
}

// tmux up to 3.1 reads the first, later versions the second; both ignore the message that they do not know.
void append_flags(std::string& out, std::uint64_t flags) {
  append_number_message(out, Type::identify_flags, static_cast<std::int32_t>(flags));
  append_number_message(out, Type::identify_longflags, flags);
}

Status append_terminfo(std::string& out, std::string_view capability) {
  const std::size_t name = capability.find('=');
  if (name == 0 || name == std::string_view::npos)
    return Error{Errc::invalid_argument, "a terminal's capability is not of the form name=value"};
  Status fits = check_text(capability, kMaxPayloadBytes - 1, "a terminal's capability");
  if (fits) append_text(out, Type::identify_terminfo, capability);
  return fits;
}

void append_identity_done(std::string& out) {
  append_header(out, Type::identify_done, 0);
}

Status append_command(std::string& out, const std::vector<std::string>& argv) {
  assert(!argv.empty());
  std::size_t size = 0;
  for (const auto& word : argv) {
    if (Status fits = check_text(word, kMaxArgumentBytes - 1, "an argument"); !fits) return fits;
    size += word.size() + 1;
    if (size > kMaxArgumentBytes) {
      return Error{Errc::too_large, "the command is longer than tmux takes (" +
                                        std::to_string(kMaxArgumentBytes) + " bytes at most)"};
    }
  }
  append_header(out, Type::command, sizeof(std::int32_t) + size);
  append_number(out, static_cast<std::int32_t>(argv.size()));
  for (const auto& word : argv) out.append(word).push_back('\0');
  return Ok{};
}

void append_descriptor(std::string& out, Type type, DescriptorMark mark) {
  append_header(out, type, 0, static_cast<std::uint32_t>(mark));
}

void append_empty(std::string& out, Type type) {
  append_header(out, type, 0);
}

void append_write_ready(std::string& out, std::int32_t stream, std::int32_t error) {
  append_header(out, Type::write_ready, sizeof stream + sizeof error);
  append_number(out, stream);
  append_number(out, error);
}

void append_input(std::string& out, std::int32_t stream, std::string_view bytes) {
  for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), kMaxInputBytes))) {
    const auto piece = bytes.substr(0, kMaxInputBytes);
    append_header(out, Type::read, sizeof stream + piece.size());
    append_number(out, stream);
    out.append(piece);
  }
  append_read_error(out, stream, 0);
}

void append_read_error(std::string& out, std::int32_t stream, std::int32_t error) {
  append_header(out, Type::read_done, sizeof stream + sizeof error);
  append_number(out, stream);
  append_number(out, error);
}

void append_old_input(std::string& out, std::string_view bytes) {
  for (bool ended = false; !ended; bytes.remove_prefix(std::min(bytes.size(), kOldInputBytes))) {
    const auto piece = bytes.substr(0, kOldInputBytes);
    ended = piece.empty();
    append_header(out, Type::old_stdin, sizeof(std::int64_t) + kOldInputBytes);
    append_number(out, static_cast<std::int64_t>(piece.size()));
    out.append(piece).append(kOldInputBytes - piece.size(), '\0');
  }
}

}  // namespace smcp::tmux::wire
