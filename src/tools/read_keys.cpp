#include "tools/read_keys.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "text/shortened.hpp"
#include "tools/key_spelling.hpp"

namespace smcp::tools {
namespace {

using tmux::Stroke;

/// A text that is nothing but what a key sends stands for that key.
std::optional<std::string> lone_control(std::string_view text) {
  if (text == "\n" || text == "\r" || text == "\r\n") return "Enter";
  if (text == "\t") return "Tab";
  return std::nullopt;
}

Error not_pressed(const std::string& given, const std::string& key) {
  std::string message = "there is no key " + key + " on a terminal";
  if (given != key) message += " (\"" + shortened(given) + "\")";
  message += ": programs could not tell it from the key without ";
  message += key.starts_with("S-") ? "Shift" : "all its modifiers";
  message +=
      ". Nothing was typed. Press another key (for a line break that does not send, programs take C-j or "
      "M-Enter; for a capital letter, type it), or pass a list of two parts to type this as text.";
  return {Errc::invalid_argument, std::move(message)};
}

class Reader {
 public:
  Status read(const std::string& element) {
    if (element.find('\0') != std::string::npos)
      return Error{Errc::invalid_argument, "keys cannot contain U+0000; C-Space is the key that sends it"};
    auto key = lone_control(element);
    if (!key) key = meant_key(element);
    if (key) return press(element, *key);
    const auto keys = meant_keys(element);
    for (const auto& one : keys) {
      if (Status pressed = press(element, one); !pressed) return pressed;
    }
    if (!keys.empty()) {
      result_.sequence = true;
      return Ok{};
    }
    result_.strokes.push_back(Stroke::text(element));
    if (result_.hint.empty()) result_.hint = hint_for(element);
    return Ok{};
  }

  ReadKeys take() { return std::move(result_); }

 private:
  Status press(const std::string& given, const std::string& key) {
    auto named = tmux::find_key(key);
    if (!named || !named->press) return not_pressed(given, key);
    result_.strokes.push_back(Stroke::key(std::move(*named->press)));
    if (given != key) result_.pressed.append(result_.pressed.empty() ? "" : " ").append(key);
    return Ok{};
  }

  ReadKeys result_;
};

}  // namespace

bool ReadKeys::has_text() const {
  return std::any_of(strokes.begin(), strokes.end(), [](const Stroke& stroke) { return !stroke.is_key; });
}

Result<ReadKeys> read_keys(const std::vector<std::string>& elements) {
  Reader reader;
  for (const auto& element : elements) {
    if (const Status status = reader.read(element); !status) return status.error();
  }
  return reader.take();
}

}  // namespace smcp::tools
