#include "tmux/find/exact_target.hpp"

namespace smcp::tmux {

bool can_target_by_name(std::string_view name) {
  if (name.empty()) return false;
  const auto first = static_cast<unsigned char>(name.front());
  return (first >= '0' && first <= '9') || (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z') ||
         first == '_' || first >= 0x80;
}

Error error_for(const std::string& name, const Error& error) {
  const bool absent = error.code == Errc::not_found || error.code == Errc::no_server;
  return absent ? no_such_session(name) : error;
}

}  // namespace smcp::tmux
