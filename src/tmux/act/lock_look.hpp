// A look at who types into a pane. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tmux/link/command.hpp"
#include "tmux/link/ids.hpp"
#include "tmux/link/row_table.hpp"
#include "tmux/link/typing_option.hpp"

namespace smcp::tmux {

/// The pane's typing lock, and the time by tmux's clock.
struct LockLook {
  std::int64_t now = 0;
  std::string lock;

  static Command question(PaneId pane) {
    Command display("display-message");
    display.flag("-p").flag("-t").arg(pane.text()).arg(rows().format());
    return display;
  }
  static std::optional<LockLook> parse(std::string_view text) {
    return rows().parse(text.substr(0, text.find('\n')));
  }

 private:
  static const RowTable<LockLook>& rows() {
    static const RowTable<LockLook> table{
        field_by<take_second, &LockLook::now>("%s"),  // of strftime(3): the time
        field<&LockLook::lock>("#{" + std::string(kTypingOption) + "}"),
    };
    return table;
  }
};

}  // namespace smcp::tmux
