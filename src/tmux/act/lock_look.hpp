// A look at who types into a pane. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tmux/link/command.hpp"
#include "tmux/link/format_fields.hpp"
#include "tmux/link/ids.hpp"
#include "tmux/link/typing_option.hpp"

namespace smcp::tmux {

/// The pane's typing lock, and the time by tmux's clock.
struct LockLook {
  std::int64_t now = 0;
  std::string lock;

  static Command question(PaneId pane) {
    Command display("display-message");
    display.flag("-p").flag("-t").arg(pane.text());
    display.arg("%s" + (kFieldSeparator + record_format({kTypingOption})));
    return display;
  }
  static std::optional<LockLook> parse(std::string_view text) {
    const auto row = split_record(text.substr(0, text.find('\n')), 2);
    LockLook look;
    if (!row || !take_second((*row)[0], look.now)) return std::nullopt;
    look.lock = (*row)[1];
    return look;
  }
};

}  // namespace smcp::tmux
