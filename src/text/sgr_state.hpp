// How text looks: what SGR sequences (ESC [ … m) set, as a value.
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
    Kind kind = Kind::standard;              ///< standard: the terminal's own, whatever that is
    std::array<std::uint8_t, 3> value = {};  ///< the first is the number of the colour, if it is not RGB
    bool operator==(const Colour&) const = default;
  };

  std::uint16_t attributes = 0;
  std::uint8_t underline = 0;  ///< 0 none, 1 single, 2 double, 3 curly, 4 dotted, 5 dashed
  Colour foreground;
  Colour background;
  Colour underline_colour;

  bool operator==(const SgrState&) const = default;

  /// Takes what stands between ESC [ and m. What tmux 3.1 … 3.8 print is understood, its slips too; a
  /// parameter that is not known changes nothing.
  void apply(std::string_view parameters);
};

/// Appends the one sequence that changes `from` into `to`; nothing if they are equal, ESC[0m to the default.
void append_change(const SgrState& from, const SgrState& to, std::string& out);

}  // namespace smcp::tmux
