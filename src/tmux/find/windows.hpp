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
  /// Of its first process; nothing if that has ended (3.8 tells none, earlier ones the number it had).
  std::optional<std::int64_t> pid;
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::string command;  ///< what runs in the foreground, as tmux sees it; "" if it cannot tell
};

struct Window {
  std::uint32_t index = 0;
  bool active = false;
  std::uint32_t panes = 0;
  std::string name;                   ///< as tmux stores it: any character, but see kWindowName
  std::vector<WindowPane> pane_list;  ///< in order of their indexes
};

/// In order of their indexes. Errc::not_found if there is no session of exactly this name.
void list_windows(const Chain& chain, const std::string& session,
                  UniqueFunction<void(Result<std::vector<Window>>)> done);

/// For record_format(): a window's name in one line. `new-window -n` stores a line break as it is up to 3.5a
/// (3.8 refuses it); it becomes `\n`, which is what `rename-window` makes of it. A tab can be in it.
inline constexpr std::string_view kWindowName = "s/\n/\\\\n/:window_name";

/// What stands behind the session's name in `fields`, the last of a row: names come last, and we know the
/// length of the first. Nothing if it is another session's.
[[nodiscard]] std::optional<std::string_view> without_session(std::string_view fields,
                                                              std::string_view session);

}  // namespace smcp::tmux
