// Who attaches how to which session, and what tmux then says of it.
#pragma once

#include <string>

#include "integration/clients/person.hpp"

namespace smcp::test {

inline tmux::TerminalClientOptions at(const PrivateTmux& server, const std::string& name,
                                      uv::TerminalSize size = {80, 25}) {
  tmux::TerminalClientOptions options;
  options.session = session_id(server, name);
  options.size = size;
  return options;
}

inline tmux::TerminalClientOptions onlooker(const PrivateTmux& server, const std::string& name,
                                            uv::TerminalSize size) {
  tmux::TerminalClientOptions options = at(server, name, size);
  options.read_only = true;
  options.ignore_size = true;
  return options;
}

inline std::string shown(const PrivateTmux& server, const std::string& format,
                         const std::string& name = "job") {
  return server.must({"display-message", "-p", "-t", "=" + name + ":", format});
}

inline std::string window_size(const PrivateTmux& server, const std::string& name = "job") {
  return shown(server, "#{window_width}x#{window_height}", name);
}

inline bool becomes(Person& person, const PrivateTmux& server, const std::string& format,
                    const std::string& value) {
  return person.until([&] { return shown(server, format) == value; });
}

}  // namespace smcp::test
