#include "support/fake_tmux.hpp"

#include <sys/stat.h>

#include "support/far_user.hpp"

namespace smcp::test {

FakeTmux::FakeTmux(std::string_view command, std::string_view script) {
  const std::string path = dir_ / "tmux";
  const std::string pattern = command == "*" ? "*" : "*' " + std::string(command) + " '*";
  write_file(path, "#!/bin/sh\nPATH=${PATH#*:}\nREAL_TMUX=$(command -v tmux)\ncase \" $* \" in\n" + pattern +
                       ")\n" + std::string(script) + "\n;;\n*) exec \"$REAL_TMUX\" \"$@\" ;;\nesac\n");
  chmod(path.c_str(), 0755);
  give_to(far_user(), dir_.path());
}

Environment FakeTmux::environment(Environment environment) const {
  environment["PATH"] = dir_.path() + ":" + environment["PATH"];
  environment["SESSIONS_MCP_ENGINE"] = "child";  // because the socket engine would never call it
  return environment;
}

}  // namespace smcp::test
