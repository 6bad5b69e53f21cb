// Which machine it is that a ProcessView shows.
#pragma once

#include <string>

namespace smcp::shell {

struct MachineId {
  std::string boot;           ///< identifies one boot of one kernel; "" if it cannot be told
  std::string pid_namespace;  ///< in which processes have their numbers there; "" if it cannot be told
};

}  // namespace smcp::shell
