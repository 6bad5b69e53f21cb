// A session that shows a text of the test's.
#pragma once

#include <string>

#include "support/e2e/live_server.hpp"

namespace smcp::test {

/// A job that prints a file of ours, without quoting to go wrong, and is seen to have done so.
inline void show_text(LiveServer& live, const std::string& name, const std::string& text, int history,
                      const std::string& last) {
  const std::string file = live.tmux / ("text-" + name);
  write_file(file, text);
  live.tmux.start_job(name, "cat " + file, history);
  REQUIRE(live.tmux.shows(name, last));
}

}  // namespace smcp::test
