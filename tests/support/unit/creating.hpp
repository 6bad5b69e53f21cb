// create_session against a FakeClient, step by step.
#pragma once

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <pty.h>
#include <string>
#include <termios.h>
#include <unistd.h>
#include <utility>

#include "shell/shell_probe.hpp"
#include "support/catch.hpp"
#include "support/unit/fake_client.hpp"
#include "tmux/act/new_session.hpp"

namespace smcp::tmux {

/// A terminal in the line mode of a shell that waits.
class Terminal {
 public:
  explicit Terminal(LineMode mode) {
    REQUIRE(::openpty(&master_, &slave_, name_.data(), nullptr, nullptr) == 0);
    if (mode == LineMode::canonical) return;
    termios settings{};
    ::tcgetattr(slave_, &settings);
    settings.c_lflag &= ~static_cast<tcflag_t>(ICANON);
    settings.c_cc[VLNEXT] = _POSIX_VDISABLE;
    ::tcsetattr(slave_, TCSANOW, &settings);
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  ~Terminal() {
    ::close(slave_);
    ::close(master_);
  }
  [[nodiscard]] std::string name() const { return name_.data(); }
  /// Another line mode: that of a program, in the shell's place.
  void make_canonical() const {
    termios settings{};
    ::tcgetattr(slave_, &settings);
    settings.c_lflag |= ICANON;
    ::tcsetattr(slave_, TCSANOW, &settings);
  }

 private:
  int master_ = -1;
  int slave_ = -1;
  std::array<char, 128> name_{};
};

/// Before all that uses an id: it was another server's, if that is not process 10 from second 20 any more.
inline const std::string kSameServer = stops_unless("", "#{==:#{pid} #{start_time},10 20}", "other-server");

/// Rows as tmux answers them.
inline std::string session_row(const std::string& id, const std::string& name) {
  return "sessions-mcp-session\t" + id + "\t10\t20\t" + name + "\n";
}
inline std::string shell_row(const std::string& terminal, const std::string& pid = "1") {
  return "sessions-mcp-shell\t%9\t" + pid + "\t" + terminal + "\n";
}
inline std::string look_row(int x, int y, int history = 0, bool dead = false) {
  return "sessions-mcp-look\t" + std::to_string(x) + "\t" + std::to_string(y) + "\t" +
         std::to_string(history) + "\t" + (dead ? "1" : "0") + "\n";
}

/// What takes view mode away from the new pane, and what looks where its cursor is.
inline const std::string kUncover = "; if-shell -F -t %9 #{pane_in_mode} copy-mode -q -t %9 ";
inline const std::string kLook =
    "; display-message -p -t %9 sessions-mcp-look\t#{cursor_x}\t#{cursor_y}\t#{history_size}\t#{pane_dead}";

struct Creating {
  uv::Loop loop;
  FakeClient client;
  Chain chain = std::make_shared<RequestChain>(client, std::chrono::seconds(5));
  std::optional<Status> status;

  void create(NewSession session) {
    create_session(loop, chain, std::move(session), {}, [this](Status s) { status.emplace(std::move(s)); });
  }
  [[nodiscard]] std::string last() const { return joined(client.asked.back().argv); }
  /// The session that failed is killed before the failure is told.
  void expect_kill(const std::string& id) {
    CHECK_FALSE(status);
    REQUIRE(last() == kSameServer + "; kill-session -t " + id);
    client.answer("");
    REQUIRE(status);
  }
  /// Runs the loop until the next request has come or the creation is over.
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
