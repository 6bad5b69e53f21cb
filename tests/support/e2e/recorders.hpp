// Panes that record what is sent to each of them.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "support/e2e/live_server.hpp"
#include "support/request.hpp"

namespace smcp::test {

/// Panes with raw terminals whose input goes into files, so that it can be compared byte for byte.
class Recorders {
 public:
  explicit Recorders(LiveServer& live) : live_(live) {}

  /// A session with one recorder.
  void session(const std::string& name) {
    live_.tmux.start_job(name, script());
    added(live_.tmux.must({"display-message", "-p", "-t", "=" + name + ":", "#{pane_id}"}));
  }
  /// A window of it; `name` as tmux takes it.
  std::string window(const std::string& place, const std::string& name) {
    return added(
        live_.tmux.must({"new-window", "-d", "-P", "-F", "#{pane_id}", "-t", place, "-n", name, script()}));
  }
  std::string split(const std::string& place) {
    return added(live_.tmux.must({"split-window", "-d", "-P", "-F", "#{pane_id}", "-t", place, script()}));
  }
  /// Sends `keys` through the tool, and returns the pane to which it says they went.
  std::string send(const std::string& session, const std::string& pane, const std::string& keys,
                   bool cancel_mode = false) {
    const std::string arguments =
        object("name", session, "keys", keys, "enter", false, "pane", pane, "cancel_mode", cancel_mode);
    return live_.ok("send_keys", arguments)["pane"].string();
  }
  /// Everything that was sent to a pane, once it ends with `end`.
  std::string typed(const std::string& pane, std::string_view end) {
    CHECK(wait_until([&] { return read_file(files_.at(pane)).ends_with(end); }));
    return read_file(files_.at(pane));
  }
  /// Checks that each selector means the given pane, and that keys go only to that pane.
  void check(const std::string& session, const std::map<std::string, std::string>& expected) {
    for (const auto& [selector, pane] : expected) {
      INFO(selector);
      const std::string mark = "<" + std::to_string(++marks_) + ">";
      CHECK(send(session, selector, mark) == pane);
      expected_[pane] += mark;
    }
    for (const auto& [pane, file] : files_) CHECK(typed(pane, expected_[pane]) == expected_[pane]);
  }

 private:
  /// The pane of the recorder whose script was made last, once it records.
  std::string added(const std::string& pane) {
    files_[pane] = live_.tmux / ("typed-" + std::to_string(count_));
    const std::string ready = live_.tmux / ("ready-" + std::to_string(count_));
    REQUIRE(wait_until([&] { return !read_file(ready).empty(); }));
    return pane;
  }
  std::string script() {
    const std::string number = std::to_string(++count_);
    const std::string file = live_.tmux / ("typed-" + number);
    return "stty raw -echo; : > " + file + "; echo ready > " + (live_.tmux / ("ready-" + number)) +
           "; exec cat >> " + file;
  }

  LiveServer& live_;
  std::map<std::string, std::string> files_;     ///< by pane
  std::map<std::string, std::string> expected_;  ///< what each must have been sent
  int count_ = 0;
  int marks_ = 0;
};

}  // namespace smcp::test
