// Before which calls a person is asked. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "tools/effect.hpp"

namespace smcp::tools {

enum class ConfirmClass {
  nothing,
  foreign,      ///< what changes a session that sessions-mcp has not made
  destructive,  ///< what ends something for good
  changes,      ///< all that does not merely look
};

/// The word for it in --confirm; nothing for any other word.
[[nodiscard]] constexpr std::optional<ConfirmClass> parse_confirm_class(std::string_view word) {
  if (word == "foreign") return ConfirmClass::foreign;
  if (word == "destructive") return ConfirmClass::destructive;
  if (word == "changes") return ConfirmClass::changes;
  return std::nullopt;
}

[[nodiscard]] constexpr std::string_view to_string(ConfirmClass asked) {
  switch (asked) {
    case ConfirmClass::nothing:
      return "";
    case ConfirmClass::foreign:
      return "foreign";
    case ConfirmClass::destructive:
      return "destructive";
    case ConfirmClass::changes:
      return "changes";
  }
  return "";
}

/// Whether a call with this effect may be one that is asked about, depending on its session.
[[nodiscard]] constexpr bool may_ask(ConfirmClass asked, Effect effect) {
  if (asked == ConfirmClass::nothing || effect == Effect::reads) return false;
  return asked != ConfirmClass::destructive || effect == Effect::destroys;
}

/// Whether the person is asked before it. `foreign`: it changes a session that is there and that we have not made.
[[nodiscard]] constexpr bool asks(ConfirmClass asked, Effect effect, bool foreign) {
  return may_ask(asked, effect) && (asked != ConfirmClass::foreign || foreign);
}

}  // namespace smcp::tools
