// Running create_session against a FakeClient, step by step.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "shell/line_mode.hpp"
#include "support/catch.hpp"
#include "support/unit/fake_client.hpp"
#include "support/unit/fake_pane.hpp"
#include "tmux/act/new_session.hpp"

namespace smcp::tmux {

using shell::kMaxCanonicalLine;
using shell::LineMode;

/// A made-up terminal in the line mode of a shell that waits.
class Terminal {
 public:
  Terminal(shell::FakeProcesses& machine, LineMode mode) : machine_(machine) { set(mode); }
  [[nodiscard]] std::string name() const { return "/dev/pts/9"; }
  /// Another line mode: that of a program, in the shell's place.
  void make_canonical() const { set(LineMode::canonical); }

 private:
  void set(LineMode mode) const { machine_.terminals[name()].modes = shell::modes_for(mode); }

  shell::FakeProcesses& machine_;
};

/// The check before everything that uses an id: the server is still process 10, started in second 20.
inline const std::string kSameServer = stops_unless("", "#{==:#{pid} #{start_time},10 20}", "other-server");

/// The check before a session is made: tmux does not crash of it.
inline const std::string kSurvives =
    stops_unless("%999999999", "#{==:#{&&:#{m:3.[2-7]*,#{version}},#{==:#{window-size},manual}},0}",
                 "manual-size") +
    "; ";

/// Rows as in tmux's answers.
inline std::string session_row(const std::string& id, const std::string& name) {
  return "sessions-mcp-session\t" + id + "\t10\t20\t%8\t" + name + "\n";
}
inline std::string state_row(const std::string& mark, const std::string& terminal, const std::string& pid,
                             const std::string& history, const std::string& size) {
  return "sessions-mcp-" + mark + "\t0\t%9\t" + pid + "\t1700000000\t" + history + "\t50000\t0\t0\t" + size +
         "\t0\t0\t" + terminal + "\t\t\t\tjob\n";
}
/// The shell's two rows: as it was made, in a tiny window, and once that has its size.
inline std::string shell_row(const std::string& terminal, const std::string& pid = "1",
                             const std::string& history = "0") {
  return state_row("shell", terminal, pid, history, "2\t1") +
         state_row("sized", terminal, pid, history, "80\t24");
}
inline std::string look_row(int x, int y, int history = 0, bool dead = false, const std::string& how = "\t") {
  return "sessions-mcp-look\t" + std::to_string(x) + "\t" + std::to_string(y) + "\t" +
         std::to_string(history) + "\t" + (dead ? "1" : "0") + "\t" + how + "\n";
}

/// The commands that leave view mode in the new pane, and that look where its cursor is.
inline const std::string kUncover = "; if-shell -F -t %9 #{pane_in_mode} copy-mode -q -t %9 ";
inline const std::string kLook =
    "; display-message -p -t %9 sessions-mcp-look\t#{cursor_x}\t#{cursor_y}\t#{history_size}\t#{pane_dead}"
    "\t#{pane_dead_status}\t#{pane_dead_signal}";
/// The end of the hold on a new pane.
inline const std::string kRelease = " ; set-option -p -u -t %9 remain-on-exit";

struct Creating {
  uv::Loop loop;
  FakeClient client;
  Chain chain = std::make_shared<RequestChain>(client, std::chrono::seconds(5));
  std::optional<Status> status;
  std::optional<NewSessionPane> made;

  void create(NewSession session) {
    create_session(loop, chain, std::move(session), {}, [this](const Result<NewSessionPane>& result) {
      if (result) made = *result;
      status.emplace(result ? Status(Ok{}) : Status(result.error()));
    });
  }
  /// Whether the last request is that for the cursor before a command is typed.
  [[nodiscard]] bool asks_for_cursor() const {
    return client.asked.back().argv.front() == "display-message" &&
           last().find("capture-pane") != std::string::npos;
  }
  /// The shell shows its prompt in pane %9, which has the process 1.
  void answer_cursor() {
    FakePane pane(80, 24, 50'000);
    pane.id = "%9";
    pane.pid = 1;
    pane.print("$ ");
    client.answer(pane.answer(client.asked.back().argv));
    // What is about to be typed is remembered first.
    REQUIRE(last().starts_with("set-option -p -t %9 -- @smcp-typed "));
    REQUIRE(last().ends_with(kRelease));
    client.answer("");
  }
  /// Without a command: the shell of pane %9 is at its prompt, which is seen without asking tmux, and the pane is
  /// released in the same moment in which tmux says that it lives.
  void see_alive() {
    client.machine.add_shell(1, "/dev/pts/9");
    until_asked();
    REQUIRE(last() == kSameServer + kUncover + kLook + kRelease);
    client.answer(look_row(2, 0));
  }
  /// The last request of a creation that succeeds: the pane becomes the active one.
  [[nodiscard]] bool asks_for_front() const {
    return last().find("select-pane -Z -t %9") != std::string::npos;
  }
  void answer_front() {
    REQUIRE(asks_for_front());
    client.answer("");
  }
  [[nodiscard]] std::string last() const { return joined(client.asked.back().argv); }
  /// The failed session is killed before the failure is reported.
  void expect_kill(const std::string& id) {
    CHECK_FALSE(status);
    REQUIRE(last() == kSameServer + "; kill-session -t " + id);
    client.answer("");
    REQUIRE(status);
  }
  /// Runs the loop until the next request has been made or the creation is over.
  void until_asked() {
    const auto seen = client.asked.size();
    while (client.asked.size() == seen && !status) loop.run_once();
  }
  [[nodiscard]] bool killed(const std::string& id) const {
    for (const auto& asked : client.asked) {
      if (joined(asked.argv) == kSameServer + "; kill-session -t " + id) return true;
    }
    return false;
  }
};

}  // namespace smcp::tmux
