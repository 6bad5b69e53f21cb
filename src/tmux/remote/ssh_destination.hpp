// A tmux server on another machine, as its user names it.
#pragma once

#include <chrono>
#include <string>

namespace smcp::tmux {

struct SshDestination {
  std::string destination;  ///< as ssh takes it: a host, user@host, or an alias of ssh_config
  std::string socket_path;  ///< there, relative to the home; "": the default socket of the user there
};

struct RemoteOptions {
  std::string ssh = "ssh";  ///< the program, looked up on PATH unless it contains a slash
  /// How long a machine may take to accept the connection (ssh's ConnectTimeout), and as long again for the keys.
  std::chrono::seconds connecting{10};
  /// How often a silent machine is asked whether it is there (ssh's ServerAliveInterval); the third time in vain the link
  /// counts as broken.
  std::chrono::seconds alive{5};
  /// How long its login shell may take, once it has let us in. Most calls may take ten seconds.
  std::chrono::milliseconds greeting{8'000};
};

}  // namespace smcp::tmux
