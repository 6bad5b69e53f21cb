#include "tmux/act/typing_plan.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "text/utf8.hpp"

namespace smcp::tmux {
namespace {

using std::chrono::milliseconds;

// What is typed costs room, of which a step has kMaxTypedPiece. A byte of text costs 1. The others cost so much
// that the words of a batch stay below the 1000 that tmux 3.8 takes ("command too long"): at most 12 for a key, which
// may be two commands, and one for each byte in `send-keys -H`.
constexpr std::size_t kCommandSize = 96;
constexpr std::size_t kHexSize = 16;

bool has_break(std::string_view text) {
  return text.substr(0, text.size() - 1).find_first_of("\r\n") != std::string_view::npos;
}

bool has_tab(std::string_view text) {
  return text.find('\t') != std::string_view::npos;
}

std::string with_tabs_quoted(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\t') result += '\x16';
    result += c;
  }
  return result;
}

/// How many bytes of `text` fit, cut between characters; at least one character.
std::size_t fitting(std::string_view text, std::size_t room) {
  const std::size_t most = room / (types_as_hex(text.substr(0, room)) ? kHexSize : 1);
  std::size_t end = std::min(std::max<std::size_t>(most, 4), text.size());
  while (end < text.size() && end > 1 && continues_character(text[end])) --end;
  return end;
}

bool is_escape(const Stroke& stroke) {
  return stroke.is_plain("Escape") ||
         (stroke.is_key && stroke.press.name.empty() && stroke.press.bytes == "\x1b");
}

class Plan {
 public:
  Plan(const Keys& keys, const Receiver& receiver) : keys_(keys), receiver_(receiver) {}

  std::vector<TypingStep> make() {
    const auto& strokes = keys_.strokes;
    for (std::size_t i = 0; i < strokes.size(); ++i) {
      const milliseconds after = i == 0 ? milliseconds(0) : pause_between(strokes[i - 1], strokes[i]);
      if (i == 0 || after.count() > 0) begin(after);
      add(strokes[i]);
      const bool entered = i + 1 < strokes.size() && strokes[i + 1].is_plain("Enter");
      if (entered && receiver_.runs_blocks) end_block();
      steps_.back().strokes_done = i + 1;
      steps_.back().bytes_done = 0;
    }
    return std::move(steps_);
  }

 private:
  [[nodiscard]] milliseconds pause_between(const Stroke& before, const Stroke& stroke) const {
    if (is_escape(before) && !receiver_.lines) return kAfterEscape;
    if (!receiver_.single_keys) return milliseconds(0);
    return !before.is_key && stroke.is_plain("Enter") ? kBeforeEnter : kBetweenKeys;
  }

  void begin(milliseconds after) {
    // What a step adds is done only with its own stroke.
    const std::size_t done = steps_.empty() ? 0 : steps_.back().strokes_done;
    steps_.push_back({after});
    steps_.back().strokes_done = done;
    room_ = kMaxTypedPiece;
  }

  void add(const Stroke& stroke) {
    if (stroke.is_key) return add_press(stroke.press, 0);
    const std::string& text = stroke.press.bytes;
    const bool bracketed = goes_as_paste(keys_, stroke, receiver_);
    if (bracketed || (receiver_.hidden && receiver_.alone && can_be_pasted(text))) {
      if (!steps_.back().keys.empty() || !steps_.back().pasted.empty()) begin(milliseconds(0));
      steps_.back().pasted = text;
      steps_.back().bracketed = bracketed;
      return;
    }
    add_text(receiver_.tabs == Receiver::Tabs::quoted && has_tab(text) ? with_tabs_quoted(text) : text);
  }

  /// One Enter is to run the block that has just been pasted, as it runs a line.
  void end_block() {
    TypingStep& step = steps_.back();
    const std::size_t last = step.pasted.rfind('\n') + 1;  // npos + 1 is 0
    const bool runs = receiver_.runs_each_line && step.pasted.find_first_of(" \t", last) != last;
    if (step.bracketed && step.keys.empty() && last > 0 && last < step.pasted.size() && !runs)
      step.pasted += '\n';
  }

  void add_text(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      if (room_ <= 2 * kCommandSize) begin(milliseconds(0));
      const std::size_t size = fitting(text.substr(at), room_ - kCommandSize);
      at += size;
      add_press({std::string(text.substr(at - size, size)), {}}, at);
    }
  }

  void add_press(KeyPress press, std::size_t bytes_done) {
    const std::size_t size =
        press.bytes.size() * (types_as_hex(press.bytes) ? kHexSize : 1) + press.name.size() + kCommandSize;
    if (size > room_ && !steps_.back().keys.empty()) begin(milliseconds(0));
    room_ -= std::min(size, room_);
    steps_.back().keys.push_back(std::move(press));
    steps_.back().bytes_done = bytes_done;
  }

  const Keys& keys_;
  const Receiver& receiver_;
  std::vector<TypingStep> steps_;
  std::size_t room_ = 0;
};

}  // namespace

bool types_as_hex(std::string_view bytes) {
  return std::any_of(bytes.begin(), bytes.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

bool goes_as_paste(const Keys& keys, const Stroke& stroke, const Receiver& receiver) {
  const std::string& text = stroke.press.bytes;
  if (stroke.is_key || receiver.hidden || !receiver.alone || !can_be_pasted(text)) return false;
  if (keys.paste) return *keys.paste;
  if (receiver.lines) return false;
  const bool is_quoted = has_tab(text) && receiver.tabs == Receiver::Tabs::quoted;
  return is_quoted ? text.size() > kMaxQuoted : has_break(text);
}

std::vector<TypingStep> plan_typing(const Keys& keys, const Receiver& receiver) {
  return Plan(keys, receiver).make();
}

}  // namespace smcp::tmux
