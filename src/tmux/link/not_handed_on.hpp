// The table of variables that we do not pass on to tmux; environment.hpp says how it is used.
//
// A tmux server takes the environment of the client that starts it as the global environment of all its
// sessions, including the user's own, for as long as it runs. From every later client it takes PATH for the
// panes that it makes for that client, and the variables that update-environment names. We are started by an
// assistant, and the assistant by an editor or a launcher. What these set for their own children does not
// belong in tmux: API keys that cost money, marks such as CLAUDECODE by which programs believe that an
// assistant runs them, sockets and descriptors that are gone in an hour, settings for another program's
// run-time.
//
// The table does not contain what people set for their shells: languages, proxies, EDITOR, CONDA_*, and their
// tokens, such as GITHUB_TOKEN. A variable that is set in a shell's start-up files is set again by these,
// whether it is in the table or not.
#pragma once

#include <span>
#include <string_view>

namespace smcp::tmux {

struct NotHandedOn {
  std::string_view name;            ///< of a variable; a `*` at the end stands for any rest
  std::string_view only_with = {};  ///< withheld only if this one is withheld, too; empty: always
};

[[nodiscard]] std::span<const NotHandedOn> not_handed_on();

}  // namespace smcp::tmux
