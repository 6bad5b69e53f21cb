// The windows of one session, and the panes in them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tmux/link/ids.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

struct WindowPane {
  PaneId id;
  std::uint32_t index = 0;
  bool active = false;  ///< in its window
  bool dead = false;    ///< its command has ended (remain-on-exit)
  /// The pid of its first process; nothing if that has ended (3.8 then gives no pid, earlier versions the old
  /// one).
  std::optional<std::int64_t> pid;
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint32_t left = 0;  ///< the column of the window in which it begins
  std::uint32_t top = 0;   ///< the row
  std::string command;     ///< the program in the foreground, as tmux sees it; "" if it cannot tell
  std::string title;       ///< which programs set
  /// The working directory of the program in the foreground; "" if tmux cannot tell. As in the two before it, blanks
  /// stand for tabs and line breaks.
  std::string cwd;
  /// The file to which what it prints was to be written (link/log_option.hpp).
  std::optional<std::string> log;
};

struct Window {
  std::uint32_t index = 0;
  bool active = false;
  std::uint32_t panes = 0;
  std::string name;                   ///< as tmux stores it, with any characters; but see names_format()
  std::vector<WindowPane> pane_list;  ///< in the order of their indexes
};

/// The windows in the order of their indexes. Errc::not_found if there is no session with exactly this name.
void list_windows(const Chain& chain, const std::string& session,
                  UniqueFunction<void(Result<std::vector<Window>>)> done);

/// The format of the names at the end of a row: the session's, whose length is known, and the window's, which
/// may contain a separator. The window's is in one line: up to 3.5a, `new-window -n` stores a line break as it
/// is (3.8 refuses it); this replaces it by `\n`, as `rename-window` does.
[[nodiscard]] std::string names_format();

/// What follows the session's name and a separator in `fields`, the end of a row. Nothing if the row is about
/// another session.
[[nodiscard]] std::optional<std::string_view> without_session(std::string_view fields,
                                                              std::string_view session);

}  // namespace smcp::tmux
