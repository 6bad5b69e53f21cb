// Calls of tools whose requests a test answers one by one.
#pragma once

#include <algorithm>
#include <string>

#include "support/catch.hpp"
#include "support/unit/calling.hpp"
#include "support/unit/fake_client.hpp"
#include "support/unit/fake_pane.hpp"

namespace smcp::tools {

struct Called : Calling<tmux::FakeClient> {
  /// The terminal of all panes collects lines, so that Enter goes in one batch with the text.
  Called() { client.machine.terminals["/dev/null"] = {1, shell::modes_for(shell::LineMode::canonical), 0}; }

  /// The look at the pane that send_keys takes before it types.
  void answer_look(const std::string& pane) {
    tmux::FakePane fake(20, 5, 2000);
    fake.id = pane;
    const auto look = std::find_if(client.asked.rbegin(), client.asked.rend(), [](const auto& asked) {
      return asked.argv.front() == "display-message" && asked.argv.back() == "-2";
    });
    REQUIRE(look != client.asked.rend());
    client.answer(fake.answer(look->argv));
  }
};

}  // namespace smcp::tools
