// The batches of tmux commands by which keys are typed. Each stops without typing if its preconditions do not
// hold. Pure.
#pragma once

#include <string>
#include <utility>

#include "tmux/act/typing_plan.hpp"
#include "tmux/find/pane.hpp"
#include "tmux/link/command.hpp"

namespace smcp::tmux {

class KeyBatches {
 public:
  /// `leave_mode`: see Keys.
  KeyBatches(Pane pane, bool leave_mode) : pane_(std::move(pane)), leave_mode_(leave_mode) {}

  [[nodiscard]] const Pane& pane() const { return pane_; }

  /// Values of kTypingOption: what it must be before the batch (`seen`), and what the batch sets (`left`).
  struct Lock {
    std::string seen;
    std::string left;
    std::string last_typed = {};  ///< value of kLastTypedOption that the batch sets; "": none
  };
  /// Types a step. First tmux itself checks that this is the server that has the pane (Errc::no_server); that
  /// nobody else has begun to type (Errc::busy); that the same panes receive the keys, and that the pane is
  /// alive, takes input and is in no mode, after leaving it if wanted (all Errc::refused). If other panes
  /// receive the keys, too, the answer lists all that did: parse_synchronised().
  ///
  /// What the step pastes goes through the buffer of this name, which tmux fills from standard input: it does
  /// not appear in the log that every client can see (show-messages, 3.2 and later), nor on a child's command
  /// line, which every user can see. It does not reach synchronised panes.
  [[nodiscard]] Command type(const TypingStep& step, const std::string& buffer, const Lock& lock) const;

  /// Removes the lock with this token, and no other lock.
  [[nodiscard]] Command unlock(const std::string& token) const;

 private:
  void check(Command& batch, const Lock& lock) const;
  void finish(Command& batch, const Lock& lock) const;

  void press(Command& batch, const KeyPress& key) const;

  Pane pane_;
  bool leave_mode_;
};

}  // namespace smcp::tmux
