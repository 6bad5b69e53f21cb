// The look of text: the state that SGR sequences (ESC [ … m) set.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace smcp::tmux {

struct SgrState {
  enum Attribute : std::uint16_t {
    kBold = 1 << 0,
    kDim = 1 << 1,
    kItalic = 1 << 2,
    kBlink = 1 << 3,
    kReverse = 1 << 4,
    kHidden = 1 << 5,
    kStruck = 1 << 6,
    kOverlined = 1 << 7,
  };

  struct Colour {
    enum class Kind : std::uint8_t { standard, basic, bright, palette, rgb };
    Kind kind = Kind::standard;              ///< standard: the terminal's own default
    std::array<std::uint8_t, 3> value = {};  ///< RGB, or the colour's number in the first element
    bool operator==(const Colour&) const = default;
  };

  std::uint16_t attributes = 0;
  std::uint8_t underline = 0;  ///< 0 none, 1 single, 2 double, 3 curly, 4 dotted, 5 dashed
  Colour foreground;
  Colour background;
  Colour underline_colour;

  bool operator==(const SgrState&) const = default;

  /// Applies the text between ESC [ and m. This understands what tmux 3.1 … 3.8 print, including tmux's
  /// mistakes; an unknown parameter changes nothing.
  void apply(std::string_view parameters);
};

/// Appends one sequence that changes `from` into `to`; nothing if they are equal, and ESC[0m for the default.
void append_change(const SgrState& from, const SgrState& to, std::string& out);

}  // namespace smcp::tmux
