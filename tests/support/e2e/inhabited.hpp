// A pane in which an agent runs, and with it the program under test.
#pragma once

#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

#include "support/catch.hpp"
#include "support/e2e/live_server.hpp"
#include "support/fd.hpp"

namespace smcp::test {

/// How every refusal to act on it begins.
inline constexpr const char* kOwn = "that is the pane this assistant itself runs in";

/// What an agent in this pane hands on.
[[nodiscard]] inline Environment inside(const PrivateTmux& tmux, const std::string& pane) {
  return merged(tmux.environment(), {{"TMUX", tmux.socket() + "," + std::to_string(tmux.server_pid()) + ",0"},
                                     {"TMUX_PANE", pane}});
}

/// A session whose pane runs what it is told, as an agent's own shell does.
class Inhabited {
 public:
  Inhabited(const PrivateTmux& tmux, const std::string& session) : tmux_(tmux), orders_(tmux / "orders") {
    REQUIRE(::mkfifo(orders_.c_str(), 0600) == 0);
    tmux.start_job(session, "while :; do read -r order < " + orders_ + " && sh -c \"$order\"; done");
  }
  /// Runs `sessions-mcp call WORDS` behind `before` there. What it said, and its exit status behind it.
  [[nodiscard]] std::string call(const std::string& before, const std::string& words) const {
    const std::string said = tmux_ / "said";
    ::unlink(said.c_str());
    const std::string order = before + " " + server_binary() + " call " + words + " > " + said +
                              ".new 2>&1; echo \" exit $?\" >> " + said + ".new; mv " + said + ".new " + said;
    const Fd pipe(::open(orders_.c_str(), O_RDWR | O_CLOEXEC));
    REQUIRE(::write(pipe.get(), (order + "\n").data(), order.size() + 1) ==
            static_cast<ssize_t>(order.size() + 1));
    REQUIRE(wait_until([&] { return !read_file(said).empty(); }));
    return read_file(said);
  }

 private:
  const PrivateTmux& tmux_;
  std::string orders_;
};

}  // namespace smcp::test
