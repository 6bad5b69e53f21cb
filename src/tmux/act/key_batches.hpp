// The batches of tmux commands by which keys are typed. Each stops without typing if its preconditions do not
// hold. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "tmux/act/keys.hpp"
#include "tmux/find/pane.hpp"
#include "tmux/link/command.hpp"

namespace smcp::tmux {

class KeyBatches {
 public:
  KeyBatches(Pane pane, Keys keys) : pane_(std::move(pane)), keys_(std::move(keys)) {}

  [[nodiscard]] const Pane& pane() const { return pane_; }
  [[nodiscard]] const Keys& keys() const { return keys_; }

  /// Values of kTypingOption: what it must be before the batch (`seen`), and what the batch sets (`left`).
  struct Lock {
    std::string seen;
    std::string left;
  };
  /// Types bytes [from, end) of the text, or presses the key that it names, and after the last byte Enter, if
  /// wanted. First tmux itself checks that this is the server that has the pane (Errc::no_server); that
  /// nobody else has begun to type (Errc::busy); that the same panes receive the keys, and that the pane is
  /// alive and in no mode, after leaving it if wanted (both Errc::refused). If other panes receive the keys,
  /// too, the answer lists all that did: parse_synchronised().
  [[nodiscard]] Command type(std::size_t from, std::size_t end, const Lock& lock) const;

  /// The same for the whole text, which tmux reads from standard input. send-keys would leave it in the log
  /// that every client can see (show-messages, 3.2 and later), and a child's command line would show it to
  /// every user. It does not reach synchronised panes.
  [[nodiscard]] Command paste(const std::string& buffer, const Lock& lock) const;
  /// Whether paste() types the text byte for byte. 3.7 and later replace control characters by visible ones.
  [[nodiscard]] bool can_paste() const;

  /// Removes the lock with this token, and no other lock.
  [[nodiscard]] Command unlock(const std::string& token) const;

 private:
  void check(Command& batch, const Lock& lock) const;
  void finish(Command& batch, const Lock& lock) const;

  Pane pane_;
  Keys keys_;
};

}  // namespace smcp::tmux
