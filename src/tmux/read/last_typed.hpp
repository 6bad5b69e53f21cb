// What was typed last into a pane by a server of ours: tmux keeps it in an option of the pane, so that each
// copy of the server, and the one after a restart, knows from where on output is the effect of it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/typed_echo.hpp"
#include "tmux/link/request_chain.hpp"
#include "tmux/link/typing_option.hpp"
#include "tmux/read/cursor.hpp"

namespace smcp::tmux {

struct LastTyped {
  /// Upper bound on remembered lines: the newest ones. Their echo may come late, but not that late.
  static constexpr std::size_t kMostLines = 16;

  Cursor before;                        ///< where the output ended before it was typed
  std::vector<tools::TypedLine> lines;  ///< of it and of what was typed before it, the newest last

  /// What is typed after it. The lines of a secret must not be given: they show nowhere, and a short one could
  /// be guessed from its fingerprint.
  [[nodiscard]] LastTyped followed_by(const Cursor& cursor, const std::vector<tools::TypedLine>& typed) const;

  /// The same with no more than kMostLines lines.
  [[nodiscard]] LastTyped newest() const { return LastTyped{}.followed_by(before, lines); }

  /// The option's value: the cursor, and SIZE:FINGERPRINT for each line, with blanks between them.
  [[nodiscard]] std::string text() const;
  /// Nothing if `text` is not of this form; any program in the pane can set the option.
  [[nodiscard]] static std::optional<LastTyped> parse(std::string_view text);
};

/// What was typed last into this pane; nothing if that is not known, or tmux does not say in time.
void ask_last_typed(const Chain& chain, PaneId pane, UniqueFunction<void(std::optional<LastTyped>)> done);

}  // namespace smcp::tmux
