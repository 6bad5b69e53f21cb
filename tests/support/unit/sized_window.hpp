// The commands with which a window that has just been made gets its size (tmux/act/window_size.hpp).
#pragma once

#include <string>

namespace smcp::tmux {

/// That a window is too narrow, or too low.
inline const std::string kNarrow = "#{||:#{m:?,#{window_width}},#{m:[1-7]?,#{window_width}}}";
inline const std::string kLow =
    "#{||:#{m:?,#{window_height}},#{||:#{m:1?,#{window_height}},#{m:2[0-3],#{window_height}}}}";

inline std::string resize(const std::string& condition, const std::string& to) {
  return "if-shell -F '" + condition + "' 'resize-window " + to + " ; set-option -w -u window-size'";
}

/// How a new window gets its size: a shell whose window was too small is started anew, since it may have crashed of that.
inline std::string sized(const std::string& width, const std::string& height) {
  const std::string both = width + " ; " + height;
  return "if-shell -F #{||:" + kNarrow + "," + kLow + "} " + both + " ; respawn-pane -k " + both + " ";
}

}  // namespace smcp::tmux
