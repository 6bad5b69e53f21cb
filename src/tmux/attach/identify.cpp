#include "tmux/attach/identify.hpp"

namespace smcp::tmux {
namespace {

using wire::Type;

wire::DescriptorMark mark_for(ServerVersion server) {
  return server >= kNewDescriptorMark ? wire::DescriptorMark::from_3_6 : wire::DescriptorMark::up_to_3_5;
}

Result<std::string> last_send(const Identification& identification) {
  std::string bytes;
  wire::append_flags(bytes, identification.identity.flags);
  wire::append_identity_done(bytes);
  if (const Status fits = wire::append_command(bytes, identification.command); !fits) return fits.error();
  if (bytes.size() > kWholeSend)
    return Error{Errc::too_large, "the command to attach is too long to be sent in one piece"};
  return bytes;
}

}  // namespace

Result<std::vector<Send>> make_identification(const Identification& identification) {
  if (identification.identity.terminal_name.size() > kMaxTerminalName)
    return Error{Errc::too_large, "the terminal's name is too long for tmux"};
  std::vector<Send> sends(1);
  std::string& first = sends.front().bytes;
  if (const Status fits = wire::append_identity_but_flags(first, identification.identity); !fits)
    return fits.error();
  for (const auto capability : identification.description) {
    if (const Status fits = wire::append_terminfo(first, capability); !fits) return fits.error();
  }
  auto last = last_send(identification);
  if (!last) return last.error();
  const auto add_descriptor = [&](Type type) {
    sends.push_back({{}, true});
    wire::append_descriptor(sends.back().bytes, type, mark_for(identification.server));
  };
  add_descriptor(Type::identify_stdin);
  if (identification.server < kSeparateOutput) {
    // Such a tmux does not know the other message, and would keep its descriptor open for as long as it runs.
    // It also keeps this one, if the client ends before the identity is complete.
    sends.back().bytes += *last;
    return sends;
  }
  add_descriptor(Type::identify_stdout);
  sends.push_back({std::move(*last), false});
  return sends;
}

}  // namespace smcp::tmux
