// The sessions that a policy tells apart, in a private tmux, and a server that runs in one of their panes.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "support/e2e/live_server.hpp"
#include "support/request.hpp"

namespace smcp::test {

/// Tests make hundreds of these, so all that tmux is asked for goes in as few commands as can be.
class PolicyWorld {
 public:
  /// `script`: what runs in each session; it shows `mark-NAME` and echoes what is typed unless one is given.
  explicit PolicyWorld(std::function<std::string(const std::string& name)> script = mark_and_echo);

  [[nodiscard]] const PrivateTmux& tmux() const { return tmux_; }
  /// A server whose own pane is that of a-self.
  void serve(const std::vector<std::string>& options);
  [[nodiscard]] ServerProcess& server() { return *server_; }
  /// A person renames two sessions, of which the server has been asked.
  void rename_two();

  /// Returns once each of them shows its mark.
  void add(const std::vector<std::string>& names);
  /// As a session that sessions-mcp has made.
  void mark(const std::string& name) { mark(std::vector{name}); }

  /// "" if there is no such session.
  [[nodiscard]] std::string id_of(const std::string& name) const { return told(name, "#{session_id}"); }
  [[nodiscard]] std::string pane_of(const std::string& name) const { return told(name, "#{pane_id}"); }
  /// The active pane of each session, by its name.
  [[nodiscard]] std::map<std::string, std::string> panes() const;
  /// What a format says of a session's active pane; "" if there is none.
  [[nodiscard]] std::string told(const std::string& name, const std::string& format) const;

  /// All that can be seen of every session: by name, its id, size, windows and panes with all that they show.
  [[nodiscard]] std::map<std::string, std::string> states() const;

 private:
  static std::string mark_and_echo(const std::string& name) { return "echo mark-" + name + "; exec cat"; }

  void mark(const std::vector<std::string>& names);
  /// All that panes show and remember, in the order of `targets`. Fewer if one is gone.
  [[nodiscard]] std::vector<std::string> texts_of(const std::vector<std::string>& targets) const;

  PrivateTmux tmux_;
  std::function<std::string(const std::string&)> script_;
  std::unique_ptr<ServerProcess> server_;
};

}  // namespace smcp::test
