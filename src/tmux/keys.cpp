#include "tmux/keys.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace smcp::tmux {
namespace {

/// tmux(1), KEY BINDINGS.
constexpr auto kSpecialKeys = std::to_array<std::string_view>({
    "Up",       "Down",   "Left",  "Right",  "BSpace", "BTab",  "DC",  "Delete", "End",
    "Enter",    "Escape", "F1",    "F2",     "F3",     "F4",    "F5",  "F6",     "F7",
    "F8",       "F9",     "F10",   "F11",    "F12",    "Home",  "IC",  "Insert", "NPage",
    "PageDown", "PgDn",   "PPage", "PageUp", "PgUp",   "Space", "Tab",
});

bool is_special_key(std::string_view text) {
  return std::find(kSpecialKeys.begin(), kSpecialKeys.end(), text) != kSpecialKeys.end();
}

constexpr bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

/// One visible character of UTF-8.
bool is_one_character(std::string_view text) {
  if (text.empty() || static_cast<unsigned char>(text.front()) <= 0x20 || text.front() == 0x7f) return false;
  return std::all_of(text.begin() + 1, text.end(), is_continuation);
}

/// The end of a piece that begins at `from`: not within a character.
std::size_t piece_end(std::string_view text, std::size_t from) {
  std::size_t end = std::min(from + kMaxTypedPiece, text.size());
  while (end < text.size() && end > from + 1 && is_continuation(text[end])) --end;
  return end;
}

/// Types text piece by piece; lives as long as one of its requests.
class Typing : public std::enable_shared_from_this<Typing> {
 public:
  Typing(Chain chain, const Pane& pane, Keys keys, UniqueFunction<void(Status)> done)
      : chain_(std::move(chain)),
        pane_(pane.id),
        server_(pane.server),
        keys_(std::move(keys)),
        done_(std::move(done)) {}

  void next_piece() {
    const std::size_t end = piece_end(keys_.text, typed_);
    const auto piece = std::string_view(keys_.text).substr(typed_, end - typed_);
    Command command = begin();
    command.flag("-t").arg(pane_.text());
    if (!is_key_name(keys_.text)) command.flag("-l");
    command.flag("--").arg(piece);
    const bool last = end == keys_.text.size();
    if (last && keys_.enter) command.then("send-keys").flag("-t").arg(pane_.text()).flag("Enter");
    chain_->run(std::move(command), [self = shared_from_this(), end, last](const Result<std::string>& text) {
      if (!text) return self->done_(self->stopped(text.error()));
      self->typed_ = end;
      if (last) return self->done_(Ok{});
      self->next_piece();
    });
  }

 private:
  /// Up to the name of send-keys. `copy-mode -q` leaves all of a pane's modes, whichever they are, and does
  /// nothing where there is none (3.1c … 3.8; `send-keys -X cancel` leaves copy-mode and view-mode alone, and
  /// is an error elsewhere). Its failure ends the batch.
  [[nodiscard]] Command begin() const {
    Command batch = Guard::server(server_).begin();
    if (keys_.leave_mode) batch.then("copy-mode").flag("-q").flag("-t").arg(pane_.text());
    Guard::takes_keys(pane_.text()).append_to(batch);
    batch.then("send-keys");
    return batch;
  }

  [[nodiscard]] Error stopped(const Error& error) const {
    if (typed_ == 0) return error;
    return {error.code, error.message + " (typed by then: the first " + std::to_string(typed_) + " of " +
                            std::to_string(keys_.text.size()) + " bytes)"};
  }

  Chain chain_;
  PaneId pane_;
  ServerId server_;
  Keys keys_;
  std::size_t typed_ = 0;
  UniqueFunction<void(Status)> done_;
};

}  // namespace

bool is_key_name(std::string_view text) {
  if (text.size() > 1 && text.front() == '^') return is_one_character(text.substr(1));
  const auto whole = text;
  while (text.size() > 2 && text[1] == '-' && (text[0] == 'C' || text[0] == 'M' || text[0] == 'S')) {
    text.remove_prefix(2);
  }
  if (is_special_key(text)) return true;
  return text.size() < whole.size() && is_one_character(text);
}

void send_keys(const Chain& chain, const Pane& pane, Keys keys, UniqueFunction<void(Status)> done) {
  std::make_shared<Typing>(chain, pane, std::move(keys), std::move(done))->next_piece();
}

}  // namespace smcp::tmux
