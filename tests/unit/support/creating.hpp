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

#include "support/catch.hpp"
#include "support/fake_client.hpp"
#include "tmux/new_session.hpp"
#include "tmux/shell_probe.hpp"

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

 private:
  int master_ = -1;
  int slave_ = -1;
  std::array<char, 128> name_{};
};

/// Before all that uses an id: it was another server's, if that is not process 10 from second 20 any more.
inline const std::string kSameServer =
    "if-shell -F #{!=:#{pid} #{start_time},10 20} sessions-mcp-other-server ";

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
