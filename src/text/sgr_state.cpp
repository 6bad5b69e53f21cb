#include "text/sgr_state.hpp"

#include <charconv>
#include <optional>

namespace smcp::tmux {
namespace {

using Colour = SgrState::Colour;

struct Code {
  int on;
  int off;
  std::uint16_t attribute;
};

constexpr std::array<Code, 8> kCodes = {{
    {1, 22, SgrState::kBold},
    {2, 22, SgrState::kDim},
    {3, 23, SgrState::kItalic},
    {5, 25, SgrState::kBlink},
    {7, 27, SgrState::kReverse},
    {8, 28, SgrState::kHidden},
    {9, 29, SgrState::kStruck},
    {53, 55, SgrState::kOverlined},
}};

/// The first codes of a colour's ranges: 30 … 37 and 90 … 97, 38;…, 39.
struct ColourCodes {
  int basic;
  int bright;  ///< 0 if there are none
};
constexpr ColourCodes kForeground = {30, 90};
constexpr ColourCodes kBackground = {40, 100};
constexpr ColourCodes kUnderline = {50, 0};  // only 58;… and 59
constexpr int kExtended = 8;
constexpr int kStandard = 9;

/// Reads parameters one by one.
class Parameters {
 public:
  explicit Parameters(std::string_view text) : text_(text) {}

  [[nodiscard]] bool at_end() const { return at_end_; }

  std::string_view next() {
    const auto end = text_.find(';');
    const auto parameter = text_.substr(0, end);
    at_end_ = end == std::string_view::npos;
    text_.remove_prefix(at_end_ ? text_.size() : end + 1);
    return parameter;
  }

  std::optional<std::uint8_t> next_byte() {
    if (at_end_) return std::nullopt;
    const auto parameter = next();
    std::uint8_t value = 0;
    const auto* const end = parameter.data() + parameter.size();
    const auto [stop, error] = std::from_chars(parameter.data(), end, value);
    if (error != std::errc() || stop != end) return std::nullopt;
    return value;
  }

 private:
  std::string_view text_;
  bool at_end_ = false;
};

/// Reads what follows 38, 48 or 58: 5;n or 2;r;g;b.
std::optional<Colour> extended_colour(Parameters& parameters) {
  const auto kind = parameters.next_byte();
  if (kind == 5) {
    const auto number = parameters.next_byte();
    if (!number) return std::nullopt;
    return Colour{Colour::Kind::palette, {*number}};
  }
  if (kind != 2) return std::nullopt;
  Colour colour{Colour::Kind::rgb, {}};
  for (auto& part : colour.value) {
    const auto value = parameters.next_byte();
    if (!value) return std::nullopt;
    part = *value;
  }
  return colour;
}

bool apply_attribute(int code, SgrState& state) {
  if (code == 4) state.underline = 1;
  if (code == 21) state.underline = 2;
  if (code == 24) state.underline = 0;
  bool known = code == 4 || code == 21 || code == 24;
  for (const auto& [on, off, attribute] : kCodes) {
    if (code == on) state.attributes = static_cast<std::uint16_t>(state.attributes | attribute);
    if (code == off) state.attributes = static_cast<std::uint16_t>(state.attributes & ~attribute);
    known = known || code == on || code == off;
  }
  return known;
}

void apply_colour(int code, const ColourCodes& codes, Parameters& parameters, Colour& colour) {
  const int basic = code - codes.basic;
  const int bright = code - codes.bright;
  if (basic == kExtended) {
    if (const auto extended = extended_colour(parameters)) colour = *extended;
  } else if (basic == kStandard) {
    colour = {};
  } else if (basic >= 0 && basic < kExtended && codes.bright != 0) {
    colour = {Colour::Kind::basic, {static_cast<std::uint8_t>(basic)}};
  } else if (bright >= 0 && bright < kExtended && codes.bright != 0) {
    colour = {Colour::Kind::bright, {static_cast<std::uint8_t>(bright)}};
  }
}

/// Builds the parameters of one sequence.
class Sequence {
 public:
  explicit Sequence(std::string& out) : out_(out) { out_ += "\x1b["; }
  void end() { out_ += 'm'; }

  void add(int code) {
    if (!first_) out_ += ';';
    first_ = false;
    std::array<char, 8> digits{};
    out_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), code).ptr);
  }

  void add(const ColourCodes& codes, const Colour& colour) {
    const int number = colour.value[0];
    switch (colour.kind) {
      case Colour::Kind::standard:
        return add(codes.basic + kStandard);
      case Colour::Kind::basic:
        return add(codes.basic + number);
      case Colour::Kind::bright:
        return add(codes.bright + number);
      case Colour::Kind::palette:
        add(codes.basic + kExtended);
        add(5);
        return add(number);
      case Colour::Kind::rgb:
        add(codes.basic + kExtended);
        add(2);
        for (const auto part : colour.value) add(part);
    }
  }

  void add_underline(int style) {
    add(4);
    if (style == 1) return;
    out_ += ':';
    out_ += static_cast<char>('0' + style);
  }

 private:
  std::string& out_;
  bool first_ = true;
};

}  // namespace

void SgrState::apply(std::string_view parameters) {
  // tmux writes 0 for the default. 3.1 writes nothing for a bright background; the result is some background,
  // but not the previous one.
  if (parameters.empty()) {
    background = {};
    return;
  }
  for (Parameters rest(parameters); !rest.at_end();) {
    const auto parameter = rest.next();
    if (parameter.size() == 3 && parameter.starts_with("4:") && parameter[2] >= '0' && parameter[2] <= '5') {
      underline = static_cast<std::uint8_t>(parameter[2] - '0');
      continue;
    }
    // All versions of tmux write 53 as 5:3.
    const auto code =
        parameter == "5:3" ? std::optional<std::uint8_t>(53) : Parameters(parameter).next_byte();
    if (!code) continue;
    if (*code == 0) {
      *this = {};
    } else if (!apply_attribute(*code, *this)) {
      apply_colour(*code, kForeground, rest, foreground);
      apply_colour(*code, kBackground, rest, background);
      apply_colour(*code, kUnderline, rest, underline_colour);
    }
  }
}

void append_change(const SgrState& from, const SgrState& to, std::string& out) {
  if (from == to) return;
  Sequence sequence(out);
  SgrState now = from;
  const bool less = (from.attributes & ~to.attributes) != 0 || (from.underline != 0 && to.underline == 0);
  if (less || to == SgrState{}) {
    sequence.add(0);
    now = {};
  }
  for (const auto& code : kCodes) {
    if ((to.attributes & ~now.attributes & code.attribute) != 0) sequence.add(code.on);
  }
  if (to.underline != now.underline) sequence.add_underline(to.underline);
  if (to.foreground != now.foreground) sequence.add(kForeground, to.foreground);
  if (to.background != now.background) sequence.add(kBackground, to.background);
  if (to.underline_colour != now.underline_colour) sequence.add(kUnderline, to.underline_colour);
  sequence.end();
}

}  // namespace smcp::tmux
