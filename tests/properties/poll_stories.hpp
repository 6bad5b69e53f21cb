// Stories that happen at once, and the polls of their panes: one server of the protocol, one tmux.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "properties/poll_story.hpp"

namespace smcp::test {

/// Where they happen, and whom the polls go to.
struct Scene {
  const PrivateTmux& tmux;
  ServerProcess& server;
  std::string machine{};  ///< in front of the names of sessions: `far:`
  std::string broken{};   ///< what the error of a call says that broke with the link; empty: no call may
};

/// All stories at once: one server, one tmux, polls of different panes on their way together.
class Stories {
 public:
  Stories(const Scene& scene, const std::vector<Plot>& plots, std::uint32_t seed);

  void round();
  void finish();
  [[nodiscard]] std::size_t sum(std::size_t Story::*figure) const;
  [[nodiscard]] std::string figures() const;

 private:
  int pick(int least, int most) { return std::uniform_int_distribution<int>(least, most)(random_); }

  void ask(Story& story, int lines);
  void receive();
  /// One poll of each that is answered, with nothing on its way before or after.
  void ask_all();
  [[nodiscard]] bool written() const;
  [[nodiscard]] bool reached() const;
  /// Prints, polls meanwhile, until tmux has taken everything and no poll is on its way.
  void reach_the_end();
  /// What is long is compared more rarely.
  void check(bool all);

  Scene scene_;
  std::mt19937 random_;
  std::vector<std::unique_ptr<Story>> stories_;
  std::map<int, Story*> asked_;
  std::size_t on_their_way_ = 0;
  int last_id_ = 0;
  int marks_ = 0;
};

}  // namespace smcp::test
