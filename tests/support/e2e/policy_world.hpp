// The sessions that a policy tells apart, in a private tmux, and a server that runs in one of their panes.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "support/e2e/keep_path.hpp"
#include "support/e2e/live_server.hpp"
#include "support/request.hpp"

namespace smcp::test {

class PolicyWorld {
 public:
  /// `script`: what runs in each session; it shows `mark-NAME` and echoes what is typed unless one is given.
  explicit PolicyWorld(std::function<std::string(const std::string& name)> script = mark_and_echo)
      : script_(std::move(script)) {
    keep_path(tmux_);
    add({"a-own", "a-foreign", "secret", "a-self", "a-group-h", "a-linked", "a-group-f", "secret-in",
         "a-out"});
    add({"secret-l"});
    for (const char* ours : {"a-own", "a-self", "a-group-h", "a-linked", "a-group-f", "secret-in", "a-out"})
      mark(ours);
    tmux_.must({"new-session", "-d", "-t", "=a-group-h",  "-s", "secret-g",   ";",
                "new-session", "-d", "-t", "=a-group-f",  "-s", "a-group-x",  ";",
                "link-window", "-d", "-s", "=a-linked:0", "-t", "=secret-l:7"});
  }

  [[nodiscard]] const PrivateTmux& tmux() const { return tmux_; }
  /// A server whose own pane is that of a-self.
  void serve(const std::vector<std::string>& options) {
    const std::string socket = tmux_.socket() + "," + std::to_string(tmux_.server_pid()) + ",0";
    const Environment inside = {{"TMUX", socket}, {"TMUX_PANE", pane_of("a-self")}};
    server_ = std::make_unique<ServerProcess>(ServerOptions{merged(tmux_.environment(), inside), options});
  }
  [[nodiscard]] ServerProcess& server() { return *server_; }
  /// A person renames two sessions, of which the server has been asked.
  void rename_two() {
    for (const char* name : {"secret-in", "a-out"}) (void)server_->call("has_session", object("name", name));
    tmux_.must(
        {"rename-session", "-t", "=secret-in", "a-in", ";", "rename-session", "-t", "=a-out", "secret-out"});
  }

  void add(const std::vector<std::string>& names) {
    for (const std::string& name : names)
      tmux_.must({"new-session", "-d", "-x", "80", "-y", "24", "-s", name, script_(name)});
    for (const std::string& name : names) REQUIRE(tmux_.shows(name, "mark-" + name));
  }
  /// As a session that sessions-mcp has made.
  void mark(const std::string& name) {
    tmux_.must({"set-option", "-t", "=" + name + ":", "@smcp-made-by", "test"});
  }

  /// "" if there is no such session.
  [[nodiscard]] std::string id_of(const std::string& name) const { return told(name, "#{session_id}"); }
  [[nodiscard]] std::string pane_of(const std::string& name) const { return told(name, "#{pane_id}"); }
  /// What a format says of a session's active pane; "" if there is none.
  [[nodiscard]] std::string told(const std::string& name, const std::string& format) const {
    const CommandResult result =
        tmux_.run({"display-message", "-p", "-t", "=" + name + ":", "#{session_name} " + format});
    const std::string begin = name + " ";
    if (!result.output.starts_with(begin)) return {};
    return result.output.substr(begin.size(), result.output.size() - begin.size() - 1);
  }

  /// All that can be seen of every session: by name, its id, size, windows and panes with all that they show.
  [[nodiscard]] std::map<std::string, std::string> states() const {
    std::istringstream lines(tmux_.must({"list-panes", "-a", "-F",
                                         "#{session_name} #{pane_id} #{session_id} #{window_id} "
                                         "#{window_width}x#{window_height} #{pane_pid} #{pane_dead}"}));
    std::map<std::string, std::string> states;
    for (std::string line; std::getline(lines, line);) {
      const auto name = line.substr(0, line.find(' '));
      const auto pane = line.substr(name.size() + 1, line.find(' ', name.size() + 1) - name.size() - 1);
      states[name] += line + "\n" + tmux_.run({"capture-pane", "-p", "-S", "-", "-t", pane}).output;
    }
    return states;
  }

 private:
  static std::string mark_and_echo(const std::string& name) { return "echo mark-" + name + "; exec cat"; }

  PrivateTmux tmux_;
  std::function<std::string(const std::string&)> script_;
  std::unique_ptr<ServerProcess> server_;
};

}  // namespace smcp::test
