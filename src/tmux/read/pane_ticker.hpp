// Looks at all panes again and again, with one request for all calls that wait for something in a pane.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/uv_clock.hpp"
#include "io/uv_timer.hpp"
#include "tmux/link/client.hpp"
#include "tmux/link/request_chain.hpp"
#include "tmux/read/pane_state.hpp"

namespace smcp::tmux {

/// As long as there is a Watch, it asks tmux for the state of every pane (one list-panes): often while
/// something happens in a watched pane, and seldom while nothing does. It attaches no client to any session.
class PaneTicker {
 public:
  static constexpr std::chrono::milliseconds kBusyPause{25};
  static constexpr std::chrono::milliseconds kQuietPause{250};

  /// A pane is listed once for each session that has its window. Without a server, the list is empty.
  using Panes = std::vector<PaneState>;

  /// A registration made by watch(). Destroying it ends it.
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

  /// `allowed` is the time that one look may take.
  PaneTicker(uv::Loop& loop, Client& client, std::chrono::milliseconds allowed);
  ~PaneTicker();
  PaneTicker(const PaneTicker&) = delete;
  PaneTicker& operator=(const PaneTicker&) = delete;

  /// `on_look` is called after each look that begins from now on and that tmux answers, and returns whether
  /// something has happened for it. It may destroy any Watch. `at_most` is the longest pause between looks
  /// while nothing happens. The ticker must outlive the Watch.
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
  std::optional<uv::TimePoint> due_;  ///< when the next look is due, while none is under way
  std::map<std::uint64_t, Entry> watches_;
  std::uint64_t last_id_ = 0;
  std::uint64_t told_up_to_ = 0;  ///< the last watch for which the current look is not too old
  Chain chain_;                   ///< of the look under way, else null
};

}  // namespace smcp::tmux
