// How far the output of all panes had come at one look. Pure.
#pragma once

#include <cstddef>
#include <map>
#include <optional>

#include "tmux/link/ids.hpp"
#include "tmux/read/cursor.hpp"

namespace smcp::tmux {

class StatusSnapshot {
 public:
  /// Maximum number of panes in one look. Each takes some 200 bytes, so that all looks that are kept
  /// (StatusTokens) stay below 4 MiB.
  static constexpr std::size_t kMaxPanes = 512;

  /// `all`: whether all panes that there are are going to be added.
  explicit StatusSnapshot(bool all) : all_(all) {}

  /// `end` is none if it was not known. Panes after the first kMaxPanes are dropped.
  void add(PaneId pane, const std::optional<Cursor>& end);

  /// Where the pane's output ended; null if that is not known. It is valid for as long as this look.
  [[nodiscard]] const Cursor* end_of(PaneId pane) const;
  /// Whether the pane certainly did not exist then.
  [[nodiscard]] bool is_new(PaneId pane) const { return all_ && panes_.find(pane) == panes_.end(); }

 private:
  std::map<PaneId, std::optional<Cursor>> panes_;
  bool all_;  ///< whether `panes_` are all panes that there were
};

}  // namespace smcp::tmux
