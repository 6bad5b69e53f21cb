// The tools, on the tmux servers that the command line names: what the server and `call` have in common.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "io/uv_loop.hpp"
#include "shell/local_processes.hpp"
#include "tmux/link/endpoint.hpp"
#include "tmux/link/engine.hpp"
#include "tmux/link/own_pane.hpp"
#include "tmux/link/server_address.hpp"
#include "tmux/remote/remote_engine.hpp"
#include "tools/tool.hpp"

namespace smcp::cli {

/// The way to one tmux server.
class Connection {
 public:
  /// To the default server.
  Connection(uv::Loop& loop, const Options& options);
  Connection(uv::Loop& loop, const Options& options, const tmux::ServerAddress& address);

  [[nodiscard]] tmux::Client& client() { return far_ ? far_->client() : near_->client(); }
  /// tmux::command_for_people(), through ssh for a server on another machine.
  [[nodiscard]] const std::string& tmux_command() const { return tmux_command_; }
  /// The same for two that lead to one server, as far as it can be known from here.
  [[nodiscard]] std::string place() const;
  /// The pane of this process, if it is on this server.
  [[nodiscard]] tmux::OwnPane own_pane();
  /// Nothing more will be asked but what is on its way.
  void finish() {
    if (far_) far_->hang_up_when_idle();
  }

 private:
  shell::LocalProcesses here_{};
  tmux::Endpoint endpoint_{};  ///< of a server on this machine
  std::string place_{};        ///< of one on another
  std::string tmux_command_;
  std::optional<tmux::Engine> near_;
  std::optional<tmux::RemoteEngine> far_;
};

struct ConnectedTools {
  ConnectedTools(uv::Loop& loop, const Options& options);
  ConnectedTools(const ConnectedTools&) = delete;
  ConnectedTools& operator=(const ConnectedTools&) = delete;

  /// Begins to record calls, if `options` say so. Errc::io if the file cannot be opened.
  Status start_audit(const Options& options);
  /// Of the requests under way, on each server: we are about to end.
  void shorten_deadlines(std::chrono::milliseconds left);
  /// Connection::finish() for each: without it the loop stays alive as long as one to another machine does.
  void finish();

  Connection connection;                            ///< to the default server
  std::vector<std::unique_ptr<Connection>> others;  ///< to those with names, in their order
  tools::Toolbox toolbox;
};

}  // namespace smcp::cli
