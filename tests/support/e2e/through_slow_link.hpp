// The other machine of through_ssh.hpp, behind a network that takes its time.
#pragma once

#include <string>

#include "support/e2e/through_ssh.hpp"
#include "support/slow_link.hpp"

namespace smcp::test {

struct ThroughSlowLink : ThroughSsh {
  explicit ThroughSlowLink(milliseconds each_way, Weather weather = {})
      : link(machine.ssh_port(), each_way, weather) {
    if (machine.why_not().empty()) machine.configure("Host far\nPort " + std::to_string(link.port()) + "\n");
  }

  SlowLink link;
};

}  // namespace smcp::test
