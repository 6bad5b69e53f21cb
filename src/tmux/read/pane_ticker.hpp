// One look at all panes, again and again, for all who wait for something to happen in one of them.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/uv.hpp"
#include "tmux/link/client.hpp"
#include "tmux/link/request_chain.hpp"
#include "tmux/read/pane_state.hpp"

namespace smcp::tmux {

/// While somebody waits it asks tmux for the state of every pane (one list-panes): often while something
/// happens in a pane that is waited for, seldom while nothing does. It attaches no client to anything.
class PaneTicker {
 public:
  static constexpr std::chrono::milliseconds kBusyPause{25};
  static constexpr std::chrono::milliseconds kQuietPause{250};

  /// A pane is there once for each session that has its window; without a server there is none.
  using Panes = std::vector<PaneState>;

  /// Who waits. Destroying it ends that.
  class Watch {
   public:
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

   private:
    friend class PaneTicker;
    Watch(PaneTicker& ticker, std::uint64_t id) : ticker_(ticker), id_(id) {}
    PaneTicker& ticker_;
    std::uint64_t id_;
  };

  /// `allowed` is for one look.
  PaneTicker(uv::Loop& loop, Client& client, std::chrono::milliseconds allowed);
  ~PaneTicker();
  PaneTicker(const PaneTicker&) = delete;
  PaneTicker& operator=(const PaneTicker&) = delete;

  /// `on_look` is called after each look that begins from now on and that tmux answers, and says whether
  /// something has happened for it. It may destroy any Watch. `at_most` is how long it will wait for a look
  /// while nothing happens. Outlives the Watch.
  [[nodiscard]] std::unique_ptr<Watch> watch(std::chrono::milliseconds at_most,
                                             UniqueFunction<bool(const Panes&)> on_look);

  [[nodiscard]] std::size_t watches() const { return watches_.size(); }

 private:
  struct Entry {
    std::chrono::milliseconds at_most;
    std::shared_ptr<UniqueFunction<bool(const Panes&)>> on_look;
  };

  void look();
  void looked(const Result<std::string>& text);
  void schedule();
  void remove(std::uint64_t id);

  Client& client_;
  std::chrono::milliseconds allowed_;
  uv::Timer timer_;
  std::chrono::milliseconds pause_ = kBusyPause;
  std::optional<uv::TimePoint> due_;  ///< of the next look, while none is under way
  std::map<std::uint64_t, Entry> watches_;
  std::uint64_t last_id_ = 0;
  std::uint64_t told_up_to_ = 0;  ///< the last who was there when the look began: it is too old for others
  Chain chain_;                   ///< of the look that is under way
};

}  // namespace smcp::tmux
