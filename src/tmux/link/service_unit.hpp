// Which service of a service manager a process belongs to: when the service is stopped, systemd ends all
// processes in its control group, a tmux server with all its sessions as well.
//
// Pure.
#pragma once

#include <string>
#include <string_view>

namespace smcp::tmux {

/// The name of the service, such as `editor.service`, by what /proc/PID/cgroup holds; "" if the innermost unit is
/// a scope (a login's, a terminal's), which lasts as long as its processes do, or is the user's own service
/// manager, or if there is none.
[[nodiscard]] std::string service_of(std::string_view control_groups);

}  // namespace smcp::tmux
