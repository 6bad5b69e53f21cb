#include "tmux/act/key_batches.hpp"

#include <string_view>

#include "tmux/act/typing_lock.hpp"
#include "tmux/link/format_fields.hpp"
#include "tmux/link/precondition.hpp"
#include "tmux/link/synchronised.hpp"
#include "tmux/read/last_typed.hpp"

namespace smcp::tmux {
namespace {

std::string typing_token() {
  return "#{" + beginning_of(kTypingOption, TypingLock::kTokenSize) + "}";
}

/// A byte as `send-keys -H` wants it.
std::string hex(char byte) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto value = static_cast<unsigned char>(byte);
  return {kDigits[value >> 4], kDigits[value & 0xf]};
}

}  // namespace

Command KeyBatches::type(const TypingStep& step, const std::string& buffer, const Lock& lock) const {
  Command batch = Precondition::server(pane_.server).begin();
  // This is the only command that waits (for its input), so the conditions are checked after it.
  if (!step.pasted.empty()) batch.then("load-buffer").flag("-b").arg(buffer).flag("-");
  check(batch, lock);
  if (!step.pasted.empty()) {
    batch.then("paste-buffer").flag("-d").flag("-r");
    if (step.bracketed) batch.flag("-p");
    batch.flag("-b").arg(buffer).flag("-t").arg(pane_.id.text());
  }
  for (const KeyPress& key : step.keys) press(batch, key);
  finish(batch, lock);
  return batch;
}

void KeyBatches::press(Command& batch, const KeyPress& key) const {
  const auto send = [&]() -> Command& { return batch.then("send-keys").flag("-t").arg(pane_.id.text()); };
  if (types_as_hex(key.bytes)) {
    send().flag("-H");
    for (const char byte : key.bytes) batch.flag(hex(byte));
  } else if (!key.bytes.empty()) {
    send().flag("-l").flag("--").arg(key.bytes);
  }
  if (!key.name.empty()) send().arg(key.name);
}

Command KeyBatches::unlock(const std::string& token) const {
  Command batch = Precondition::server(pane_.server).begin();
  Precondition::unmoved(pane_.id.text(), typing_token(), token).append_to(batch);
  batch.then("set-option").flag("-pu").flag("-t").arg(pane_.id.text()).flag(kTypingOption);
  return batch;
}

/// Everything is checked before anything but the mode is changed. `copy-mode -q` leaves all modes of a pane,
/// whichever they are, and does nothing if there is none (3.1c … 3.8; `send-keys -X cancel` leaves only
/// copy-mode and view-mode, and is an error in others). If it fails, the batch ends.
void KeyBatches::check(Command& batch, const Lock& lock) const {
  Precondition::our_turn(pane_.id, lock.seen).append_to(batch);
  if (pane_.shares_keys_with().empty()) {
    Precondition::not_synchronised(pane_.id).append_to(batch);
  } else {
    Precondition::synchronised_as(pane_.id, pane_.synchronised).append_to(batch);
  }
  if (leave_mode_) batch.then("copy-mode").flag("-q").flag("-t").arg(pane_.id.text());
  Precondition::takes_keys(pane_.id.text()).append_to(batch);
}

void KeyBatches::finish(Command& batch, const Lock& lock) const {
  const std::string pane = pane_.id.text();
  if (lock.left.empty() && !lock.seen.empty()) {
    batch.then("set-option").flag("-pu").flag("-t").arg(pane).flag(kTypingOption);
  } else if (lock.left != lock.seen) {
    batch.then("set-option").flag("-p").flag("-t").arg(pane).flag("--");
    batch.flag(kTypingOption).arg(lock.left);
  }
  if (!lock.last_typed.empty()) {
    batch.then("set-option").flag("-p").flag("-t").arg(pane).flag("--");
    batch.flag(kLastTypedOption).arg(lock.last_typed);
  }
  if (!pane_.shares_keys_with().empty())
    batch.then("display-message").flag("-p").flag("-t").arg(pane).arg(reached_by_keys_format());
}

}  // namespace smcp::tmux
