// Waits on the panes of a made-up tmux, look by look.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "support/catch.hpp"
#include "support/deadline.hpp"
#include "support/unit/fake_panes.hpp"
#include "support/unit/loop_timer.hpp"
#include "tmux/read/capture.hpp"
#include "tools/waits/pane_wait.hpp"

namespace smcp::tools {

struct Waiting {
  using Conditions = PaneWait::Conditions;

  uv::Loop loop;
  tmux::FakePanes server;
  Server shared{loop, server, std::chrono::seconds(10)};
  tmux::FakePane& pane = server.add("job", "%7");
  std::shared_ptr<PaneWait> wait;
  std::optional<WaitEnd> outcome;
  std::optional<Error> error;

  Waiting() = default;
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;
  /// A request under way keeps the wait alive, beyond the life of what it uses.
  ~Waiting() {
    if (wait) wait->stop();
  }

  static Conditions pattern(const char* text) {
    Conditions conditions;
    auto compiled = Pattern::compile(text, Pattern::Case::exact);
    REQUIRE(compiled);
    conditions.patterns.pattern = std::make_shared<const Pattern>(std::move(*compiled));
    return conditions;
  }
  static Conditions idle(std::chrono::milliseconds time) {
    Conditions conditions;
    conditions.idle = time;
    return conditions;
  }

  /// Starts the wait, up to its first request.
  void ask(Conditions conditions, std::optional<tmux::Cursor> since = std::nullopt) {
    PaneWait::Hooks hooks;
    hooks.ended = [this](WaitEnd how) {
      REQUIRE_FALSE((outcome || error));
      outcome = how;
    };
    hooks.failed = [this](const Error& what) {
      REQUIRE_FALSE((outcome || error));
      error = what;
    };
    outcome.reset();
    error.reset();
    wait = std::make_shared<PaneWait>(shared, "job", std::move(conditions), std::move(hooks));
    std::optional<tmux::PaneId> id;
    if (since) id = since->pane;
    wait->start({.pane = id, .since = since});
  }
  /// Starts it, up to where it waits for something to happen. A second passes first, so that later output is
  /// seen at once.
  void start(Conditions conditions, std::optional<tmux::Cursor> since = std::nullopt) {
    if (!since) ++pane.now;
    ask(std::move(conditions), since);
    answer_all();
    ++pane.now;
  }
  void answer_all() {
    while (server.open() > 0) server.answer();
  }
  void begin_look() {
    test::fire_timer(loop);
    REQUIRE(server.command() == "list-panes");
  }
  /// A look, and what follows from it.
  void look() {
    begin_look();
    answer_all();
  }
  /// Prints in another second, so that the next look sees it.
  void print(const std::string& text) {
    ++pane.now;
    pane.print(text);
    look();
  }
  /// A cursor as given to a caller, for the pane as it is now.
  tmux::Cursor cursor() {
    std::optional<tmux::Cursor> taken;
    tmux::CaptureRequest request;
    request.session = "job";
    request.lines = 1;
    request.max_bytes = 4096;
    tmux::capture_pane(std::make_shared<tmux::RequestChain>(server, std::chrono::seconds(10)),
                       std::move(request), [&](const Result<tmux::Captured>& captured) {
                         REQUIRE(captured);
                         taken = captured->cursor;
                       });
    answer_all();
    REQUIRE(taken);
    return *taken;
  }
};

}  // namespace smcp::tools
