#include "cli/watch_far.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unistd.h>
#include <vector>

#include "base/log.hpp"
#include "text/shell_word.hpp"
#include "tmux/remote/any_shell.hpp"
#include "tmux/remote/far_facts.hpp"
#include "tools/session_name.hpp"

namespace smcp::cli {

int watch_far(const tmux::ServerAddress& server, const std::string& session) {
  if (const Status named = tools::check_session_name(session); !named) {
    log(named.error().message);
    return 1;
  }
  std::vector<std::string> words{"tmux", "-u"};
  if (!server.socket.empty()) words.insert(words.end(), {"-S", server.socket});
  words.insert(words.end(), {"attach-session", "-r", "-t", "=" + session});
  std::string command = tmux::for_any_shell(std::string(tmux::kMorePath) + "exec " + shell_words(words));
  std::string destination = server.destination;
  std::array<std::string, 4> argv = {"ssh", "-t", "--", std::move(destination)};
  std::fprintf(stderr, "Watching through ssh; the prefix key and d leave it.\n");
  std::array<char*, 6> pointers = {argv[0].data(), argv[1].data(), argv[2].data(),
                                   argv[3].data(), command.data(), nullptr};
  ::execvp("ssh", pointers.data());
  log(std::string("cannot run ssh: ") + std::strerror(errno) +
      ". Install OpenSSH's client, or put it on PATH");
  return 1;
}

}  // namespace smcp::cli
