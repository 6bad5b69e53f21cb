// Keys that are typed into the pane of a made-up tmux, request by request.
#pragma once

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/unit/fake_client.hpp"
#include "support/unit/fake_pane.hpp"
#include "support/unit/loop_timer.hpp"
#include "tmux/act/type_keys.hpp"

namespace smcp::tmux {

struct Typing {
  uv::Loop loop;
  FakeClient client;
  Chain chain;
  FakePane pane{20, 5, 2000};
  Pane target{SessionId{1}, PaneId{7}, "", false, {10, 20}};
  int answers = 0;
  std::optional<TypedKeys> typed;
  std::optional<Error> error;

  /// The pane's shell is at its prompt.
  explicit Typing(std::chrono::milliseconds time = std::chrono::seconds(30))
      : chain(std::make_shared<RequestChain>(client, time)) {
    target.terminal = {PaneId{7}, 1, "/dev/pts/9"};
    client.machine.add_shell(1, "/dev/pts/9");
  }
  [[nodiscard]] shell::FakeProcesses::Terminal& terminal() { return client.machine.terminals["/dev/pts/9"]; }

  void type(const std::string& text, bool enter) {
    std::vector<Stroke> strokes = {Stroke::text(text)};
    if (enter) strokes.push_back(Stroke::enter());
    type(std::move(strokes));
  }
  void type(std::vector<Stroke> strokes) {
    type_keys(loop, chain, target, {std::move(strokes)}, [this](Result<TypedKeys> result) {
      ++answers;
      if (result) typed.emplace(std::move(*result));
      if (!result) error = result.error();
    });
  }
  /// The look at where the output stands.
  void answer_cursor() {
    REQUIRE(client.asked.back().argv.front() == "display-message");
    client.answer(pane.answer(client.asked.back().argv));
  }
  /// Everything that is typed, in however many requests.
  void finish() {
    while (!typed && !error) client.open() > 0 ? client.answer("") : loop.run_once();
  }
  /// The look at who types: asked for now, or after a pause.
  void answer_lock(std::string_view lock) {
    while (client.open() == 0 && !test::running_timers(loop).empty()) loop.run_once();
    REQUIRE(client.open() == 1);
    REQUIRE(is_lock_look());
    client.answer(std::to_string(pane.now) + "\t" + std::string(lock) + "\n");
  }
  [[nodiscard]] bool is_lock_look() const { return client.asked.back().argv.back() == "%s\t#{@smcp-typing}"; }
  [[nodiscard]] std::string last() const { return joined_but_remembering(client.asked.back().argv); }
  /// The lock that the last request sets; "" if it sets none.
  [[nodiscard]] std::string lock_set() const {
    const auto& argv = client.asked.back().argv;
    const auto option = std::find(argv.begin(), argv.end(), "@smcp-typing");
    return option == argv.end() || option + 1 == argv.end() ? "" : *(option + 1);
  }
  /// What is typed, and what stands behind it.
  [[nodiscard]] std::vector<std::string> typed_words() const {
    const auto& argv = client.asked.back().argv;
    const auto dashes = std::find(argv.begin(), argv.end(), "--");
    REQUIRE(dashes != argv.end());
    return {dashes + 1, argv.end()};
  }
};

}  // namespace smcp::tmux
