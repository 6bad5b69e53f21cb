// What has become of a line that was typed at a prompt.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "base/result.hpp"

namespace smcp::tmux {

/// The result of typing a line.
struct TypedLine {
  enum class Kind {
    alone,    ///< the shell's line consists of it: Enter runs it and nothing else
    moved,    ///< something was printed or typed meanwhile; nothing of ours is left
    refused,  ///< `error` says why, and whether anything of ours may be left
  };
  Kind kind = Kind::moved;
  Error error{Errc::refused, {}};

  [[nodiscard]] static TypedLine alone() { return {Kind::alone}; }
  [[nodiscard]] static TypedLine refused(std::string message) {
    return {Kind::refused, {Errc::refused, std::move(message)}};
  }
  /// The result for a failed batch: Errc::refused means that the pane has changed (`moved`).
  [[nodiscard]] static TypedLine failed(const Error& error) {
    if (error.code == Errc::refused) return {};
    return {Kind::refused, error};
  }
};

/// What has become of such a line for which Enter was pressed before it was known whether that may be.
struct PressedLine {
  bool pressed = false;           ///< the line belongs to the shell
  std::optional<Error> failed{};  ///< it is not known whether it was pressed
  TypedLine line{};               ///< else: whether the line stands alone
};

}  // namespace smcp::tmux
