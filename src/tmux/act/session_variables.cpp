#include "tmux/act/session_variables.hpp"

#include <array>
#include <string_view>

#include "text/variables.hpp"
#include "tmux/link/poor_environment.hpp"

namespace smcp::tmux {
namespace {

constexpr auto kUpdated = std::to_array<std::string_view>({
    // The defaults of tmux 3.1 to 3.8.
    "DISPLAY",
    "KRB5CCNAME",
    "MSYSTEM",
    "SSH_AGENT_PID",
    "SSH_ASKPASS",
    "SSH_AUTH_SOCK",
    "SSH_CONNECTION",
    "WAYLAND_DISPLAY",
    "WINDOWID",
    "XAUTHORITY",
    "XDG_CURRENT_DESKTOP",
    "XDG_SESSION_DESKTOP",
    "XDG_SESSION_TYPE",
    // What people add.
    "DBUS_SESSION_BUS_ADDRESS",
    "GPG_AGENT_INFO",
    "GPG_TTY",
    "HYPRLAND_INSTANCE_SIGNATURE",
    "I3SOCK",
    "LANG",
    "SSH_CLIENT",
    "SSH_TTY",
    "SWAYSOCK",
    "XDG_RUNTIME_DIR",
    "XDG_SESSION_ID",
    "XDG_VTNR",
});

}  // namespace

void append_session_flags(Command& command, const std::vector<std::string>& environment) {
  if (is_poor(environment)) command.flag("-E");
}

void append_kept_variables(Command& batch, const std::string& session,
                           const std::vector<std::string>& environment) {
  if (is_poor(environment)) return;
  for (const std::string_view name : kUpdated) {
    if (variable_value(environment, name)) continue;
    batch.then("set-environment").flag("-u").flag("-t").arg(session).arg(name);
  }
}

}  // namespace smcp::tmux
