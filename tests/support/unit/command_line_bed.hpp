// A pane at the prompt "$ " in which a command line is to be typed.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "support/unit/fake_client.hpp"
#include "support/unit/fake_pane.hpp"
#include "tmux/jobs/command_line.hpp"

namespace smcp::tmux {

struct CommandLineBed {
  static inline const std::string kLine = " eval \"x\"";
  static inline const std::string kErased{std::string(kLine.size(), '\x7f')};
  static inline const std::string kTty = "/dev/pts/9";

  uv::Loop loop;
  FakeClient client;
  Chain chain = std::make_shared<RequestChain>(client, std::chrono::seconds(10));
  FakePane pane{80, 5, 2000};
  JobBatches batches{{SessionId{1}, PaneId{7}, "", false, {10, 20}}, {PaneId{7}, "k4f9q2"}};
  std::string lock;  ///< the pane's typing lock, once it is set

  /// What the pane shows once a user has typed `text`, which `batches` then expect.
  Captured prompt(const std::string& text) {
    pane.tty = kTty;
    pane.print("$ " + text);
    JobLook seen = *JobLook::parse(look());
    batches.expect(seen);
    const std::string row = text.empty() ? "$" : "$ " + text;
    auto shown = std::make_shared<Tail>(Tail::Limits{1, 1024, true});
    shown->feed(row + "\n");
    shown->finish();
    Captured captured{std::move(shown), 0, seen.state, {}};
    captured.below = {row, "", "", "", ""};
    return captured;
  }

  [[nodiscard]] std::string last() const { return joined(client.asked.back().argv); }
  [[nodiscard]] bool asks_for(const std::string& words) const {
    return client.open() > 0 && last().find(words) != std::string::npos;
  }
  [[nodiscard]] std::string look() const {
    return "\t\t\t" + lock + "\t\t\t/tmp/s\tbash\t\t\t" +
           pane.answer({"display-message", "-p", pane_state_format()});
  }
};

}  // namespace smcp::tmux
