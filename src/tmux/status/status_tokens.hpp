// How far all panes had come when somebody last looked at them, under a token that is short however many they
// are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tmux/link/ids.hpp"
#include "tmux/read/cursor.hpp"

namespace smcp::tmux {

/// A pane that was looked at, and how far its output had come; none if nothing tells where it ended.
struct SeenPane {
  PaneId pane;
  std::optional<Cursor> cursor;
};

struct StatusSnapshot {
  std::vector<SeenPane> panes;
  bool all = true;  ///< there was no other pane
};

/// A few looks, the one that was used longest ago goes first.
class StatusTokens {
 public:
  /// Looks kept: agents that share one server each have their last one.
  static constexpr std::size_t kMaxKept = 32;
  /// Panes in one look. One takes some 150 bytes, so that all of it stays below 4 MiB.
  static constexpr std::size_t kMaxPanes = 512;
  /// The most characters in a token.
  static constexpr std::size_t kMaxToken = 24;

  StatusTokens();

  /// Keeps the look (the first kMaxPanes panes of it) and gives it a token.
  std::string keep(StatusSnapshot look);
  /// Null if it is not known (any more), or of another process.
  [[nodiscard]] std::shared_ptr<const StatusSnapshot> find(std::string_view token);

 private:
  struct Kept {
    std::string token;
    std::shared_ptr<const StatusSnapshot> look;
  };

  std::string prefix_;  ///< of this process
  std::uint64_t last_ = 0;
  std::list<Kept> kept_;  ///< the newest use first
};

}  // namespace smcp::tmux
