// What typing keys has tmux do: batches that end by themselves where something is not as it must be. Pure.
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

  /// Values of kTypingOption: what it must be before, and what it is afterwards.
  struct Lock {
    std::string seen;
    std::string left;
  };
  /// Types bytes [from, end) of the text, or presses the key that it names; with the last of it Enter, if
  /// that is to be. In front, tmux itself checks that it is the server that has the pane (Errc::no_server);
  /// that nobody else has begun to type, that the same panes get the keys, and that the pane is alive and,
  /// left or not, in no mode (all Errc::refused). If others get them, too, it answers with those that did:
  /// parse_synchronised().
  [[nodiscard]] Command type(std::size_t from, std::size_t end, const Lock& lock) const;

  /// The same with all of the text, which tmux reads from its standard input: send-keys would keep it in the
  /// log that every client can see (show-messages, 3.2 and later), and a child's command line shows it to
  /// all. Reaches no synchronised pane.
  [[nodiscard]] Command paste(const std::string& buffer, const Lock& lock) const;
  /// Whether that types it byte for byte: 3.7 and later make control characters visible.
  [[nodiscard]] bool can_paste() const;
  /// If paste() has ended half-way.
  [[nodiscard]] static Command forget(const std::string& buffer);

  /// Takes the lock with this token away, and no other.
  [[nodiscard]] Command unlock(const std::string& token) const;

 private:
  void check(Command& batch, const Lock& lock) const;
  void finish(Command& batch, const Lock& lock) const;

  Pane pane_;
  Keys keys_;
};

}  // namespace smcp::tmux
