#include "tmux/act/session_variables.hpp"

#include <algorithm>

#include "support/catch.hpp"

using namespace smcp::tmux;

namespace {

using Words = std::vector<std::string>;

Words flags_for(const Words& environment) {
  Command command("new-session");
  append_session_flags(command, environment);
  return {command.argv().begin() + 1, command.argv().end()};
}

Words kept_by(const Words& environment) {
  Command batch("new-session");
  append_kept_variables(batch, "$4:", environment);
  const Words& argv = batch.argv();
  Words names;
  for (std::size_t i = 1; i < argv.size(); i += 6) {
    REQUIRE(Words(argv.begin() + static_cast<std::ptrdiff_t>(i),
                  argv.begin() + static_cast<std::ptrdiff_t>(i) + 5) ==
            Words{";", "set-environment", "-u", "-t", "$4:"});
    names.push_back(argv[i + 5]);
  }
  return names;
}

bool holds(const Words& names, const char* name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

TEST_CASE("session variables: from a poor environment nothing is taken, and nothing is taken away") {
  const Words poor = {"HOME=/h", "PATH=/bin", "LANG=C.UTF-8"};
  CHECK(flags_for(poor) == Words{"-E"});
  CHECK(kept_by(poor).empty());
}

TEST_CASE("session variables: what a richer one lacks is the server's") {
  const Words ours = {"HOME=/h", "SSH_AUTH_SOCK=/s", "DISPLAY=", "EDITOR=vi"};
  CHECK(flags_for(ours).empty());
  const Words kept = kept_by(ours);
  for (const char* name : {"WAYLAND_DISPLAY", "XAUTHORITY", "SSH_AGENT_PID", "KRB5CCNAME", "SSH_CONNECTION",
                           "WINDOWID", "SSH_ASKPASS"})
    CHECK(holds(kept, name));
  for (const char* name : {"SSH_AUTH_SOCK", "DISPLAY", "EDITOR", "HOME"}) CHECK_FALSE(holds(kept, name));
}
