// Letting a bounded number of things happen at once, in the order in which they came.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "base/unique_function.hpp"
#include "io/uv_loop.hpp"

namespace smcp::tools {

/// A queue in front of something that takes `limit` at a time. Destroying it drops those that wait.
class Gate {
  struct State;

 public:
  /// Leave to be inside; giving it up (destroying it) lets the next one in, in a later turn of the loop.
  class Pass {
   public:
    Pass(Pass&& other) noexcept = default;
    Pass& operator=(Pass&& other) = delete;
    Pass(const Pass&) = delete;
    Pass& operator=(const Pass&) = delete;
    ~Pass() { leave(); }
    /// Gives it up before it is destroyed.
    void leave();
    /// Whether hold() made it wait: then the time outside was not its own.
    [[nodiscard]] bool was_held() const { return was_held_; }

   private:
    friend class Gate;
    Pass(std::shared_ptr<State> state, bool was_held) : state_(std::move(state)), was_held_(was_held) {}
    std::shared_ptr<State> state_;
    bool was_held_;
  };
  using Enter = UniqueFunction<void(Pass)>;

  /// What one who wants to go in does while the gate is held.
  enum class WhileHeld { wait, enter };

  Gate(uv::Loop& loop, std::size_t limit);
  ~Gate();
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

  /// Calls `enter` now if there is room and nobody who may go in waits for it, later otherwise.
  void enter(Enter enter, WhileHeld while_held = WhileHeld::wait);
  /// While held, nobody goes in but those who said so; those inside go on.
  void hold(bool held);

  [[nodiscard]] std::size_t inside() const;
  [[nodiscard]] std::size_t waiting() const;

 private:
  std::shared_ptr<State> state_;
};

/// One gate for each session's name, one at a time: calls that change a session take effect in the order in
/// which they were sent, whatever they do to other sessions.
class WriteOrder {
 public:
  explicit WriteOrder(uv::Loop& loop) : loop_(loop) {}
  void enter(const std::string& session, Gate::Enter enter);
  /// Sessions that are remembered, for tests.
  [[nodiscard]] std::size_t size() const { return gates_.size(); }

 private:
  uv::Loop& loop_;
  std::map<std::string, Gate> gates_;
};

}  // namespace smcp::tools
