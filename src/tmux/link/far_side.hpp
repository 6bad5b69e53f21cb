// What the clients have to know of a tmux server on another machine, which they reach from here: nothing that this
// machine says of itself holds there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "shell/process_view.hpp"
#include "tmux/link/client.hpp"

namespace smcp::tmux {

class FarSide {
 public:
  FarSide() = default;
  FarSide(const FarSide&) = delete;
  FarSide& operator=(const FarSide&) = delete;
  virtual ~FarSide() = default;

  /// Exit status of a child made by argv() that did not get there, or lost the way (ssh's own).
  static constexpr int kLostWay = 255;

  [[nodiscard]] virtual const shell::ProcessView& processes() const = 0;
  /// Where panes start by default.
  [[nodiscard]] virtual const std::string& home() const = 0;
  /// The child that runs tmux there with these arguments; `keeps_path`: see Command. An Error if there is no tmux.
  [[nodiscard]] virtual Result<std::vector<std::string>> argv(const std::vector<std::string>& arguments,
                                                              bool keeps_path) const = 0;
  /// The error for a request during which the way there was lost. `said`: the words of whoever carries it; may be empty.
  /// `changes`: whether the command does (Command::changes()).
  [[nodiscard]] virtual Error lost_way(std::string_view said, bool changes) const = 0;
};

/// Asks, through `client`, whether the server still runs, after it has dropped a request that it had read. `done` gets
/// what is to be said of that request.
Client::RequestId ask_after_loss(Client& client, const Request& lost, Client::Done done);

}  // namespace smcp::tmux
