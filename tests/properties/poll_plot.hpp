// What a story of poll_story.hpp is about.
#pragma once

#include <string>

namespace smcp::test {

/// What a pane is like, and what may happen to it.
struct Plot {
  std::string name;
  int width = 80;
  int height = 24;
  int history = 2000;
  int burst = 700;      ///< the most lines at once
  bool same = false;    ///< most lines are the same
  bool clears = false;  ///< its history is cleared, and its process replaced
  bool resizes = false;
  bool screens = false;  ///< full-screen programs come, draw and go on the alternate screen
  bool paints = false;   ///< and on the normal one
};

}  // namespace smcp::test
