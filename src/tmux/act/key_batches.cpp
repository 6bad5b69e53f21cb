#include "tmux/act/key_batches.hpp"

#include <algorithm>

#include "tmux/act/typing_lock.hpp"
#include "tmux/link/format_fields.hpp"
#include "tmux/link/precondition.hpp"
#include "tmux/link/synchronised.hpp"

namespace smcp::tmux {
namespace {

std::string typing_token() {
  return "#{" + beginning_of(kTypingOption, TypingLock::kTokenSize) + "}";
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

}  // namespace

Command KeyBatches::type(std::size_t from, std::size_t end, const Lock& lock) const {
  Command batch = Precondition::server(pane_.server).begin();
  check(batch, lock);
  batch.then("send-keys").flag("-t").arg(pane_.id.text());
  if (!is_key_name(keys_.text)) batch.flag("-l");
  batch.flag("--").arg(std::string_view(keys_.text).substr(from, end - from));
  if (end == keys_.text.size() && keys_.enter)
    batch.then("send-keys").flag("-t").arg(pane_.id.text()).flag("Enter");
  finish(batch, lock);
  return batch;
}

Command KeyBatches::paste(const std::string& buffer, const Lock& lock) const {
  Command batch = Precondition::server(pane_.server).begin();
  // This is the only step that waits (for its input), so the conditions are checked after it.
  batch.then("load-buffer").flag("-b").arg(buffer).flag("-");
  check(batch, lock);
  batch.then("paste-buffer").flag("-d").flag("-r").flag("-b").arg(buffer).flag("-t").arg(pane_.id.text());
  if (keys_.enter) batch.then("send-keys").flag("-t").arg(pane_.id.text()).flag("Enter");
  finish(batch, lock);
  return batch;
}

bool KeyBatches::can_paste() const {
  return pane_.shares_keys_with().empty() && !is_key_name(keys_.text) &&
         std::none_of(keys_.text.begin(), keys_.text.end(), is_control);
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
  if (keys_.leave_mode) batch.then("copy-mode").flag("-q").flag("-t").arg(pane_.id.text());
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
  if (!pane_.shares_keys_with().empty())
    batch.then("display-message").flag("-p").flag("-t").arg(pane).arg(reached_by_keys_format());
}

}  // namespace smcp::tmux
