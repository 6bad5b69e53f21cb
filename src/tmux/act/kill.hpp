// Killing a session or a pane, and saying what has ended with it and what has not.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tmux/find/pane.hpp"
#include "tmux/link/own_pane.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// How long those that were told to end are given for it: a shell hands on the hang-up and is gone within
/// milliseconds, a program that cleans up after itself takes a little longer. All of it passes only if something does
/// not end.
inline constexpr std::chrono::milliseconds kGoneWithin{500};
/// The same for a pane's own shell: at the end of a command of run_command, it first finds that tmux has no such pane.
inline constexpr std::chrono::milliseconds kShellGoneWithin{2500};

struct Killed {
  struct Left {
    std::int64_t pid = 0;
    std::string command;  ///< its command line
  };

  std::vector<std::string> ended;  ///< what ran in the foreground of each pane that has gone
  /// The sessions that still hold windows of the killed one (a group, a link), with all that runs there.
  std::vector<std::string> lives_on;
  /// Processes that came from the panes that have gone, and still run kGoneWithin later: those of setsid, nohup, disown
  /// and the like. None where the machine does not show them (processes_of()).
  std::vector<Left> left_running;
};

/// What else has to hold for a session to be killed; tmux compares it at the moment of killing, too.
struct KillTerms {
  struct Known {
    ServerId server;
    SessionId session;
  };
  std::optional<Known> known{};  ///< the session of the name is still this one; else no_such_session()
  bool unattached = false;       ///< no client is attached to it; else Errc::refused
};

/// Kills the session with exactly this name; tmux compares the name at the moment of killing. no_such_session() if
/// there is none or no server. Errc::refused if a pane that is `own` would end with it: at the same moment, tmux
/// checks whether another session holds that pane's window, too.
void kill_session(uv::Loop& loop, const Chain& chain, std::string name, const OwnPane& own,
                  UniqueFunction<void(Result<Killed>)> done, KillTerms terms = {});

/// Kills a pane of the session with exactly this name, in all sessions that hold its window. Errc::refused if it is
/// the last pane of one of them, which would end with it; tmux checks that at the moment of killing. Errc::not_found if
/// the session does not hold it any longer.
void kill_pane(uv::Loop& loop, const Chain& chain, std::string session, Pane pane,
               UniqueFunction<void(Result<Killed>)> done);

}  // namespace smcp::tmux
