// Looks at another machine, one at a time, for all who ask.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "base/unique_function.hpp"
#include "io/uv_timer.hpp"
#include "shell/look_at.hpp"
#include "tmux/remote/far_shell_talk.hpp"
#include "tmux/remote/far_sight.hpp"

namespace smcp::tmux {

/// Those who ask in the same turn of the loop share a look, and so do those who ask while one is under way: they get the
/// next one, for what they are to see is of now.
class FarLooks {
 public:
  /// Asks the sh there, and gives its facts.
  struct Way {
    UniqueFunction<std::shared_ptr<void>(std::string script, uv::TimePoint deadline, FarShellTalk::Done)> ask;
    UniqueFunction<bool()> has_same_calls;  ///< parse_look()
  };

  /// What a look may take: nothing that waits for one is to wait long for a machine that is slow to say.
  static constexpr std::chrono::milliseconds kAllowed{2'000};

  FarLooks(uv::Loop& loop, Way way) : way_(std::move(way)), begin_(loop, [this] { begin(); }) {}

  /// See ProcessView::look().
  [[nodiscard]] std::shared_ptr<void> look(shell::LookAt what, uv::TimePoint deadline,
                                           UniqueFunction<void()> done);
  /// Nothing but in the `done` of a look.
  [[nodiscard]] const FarSight& sight() const { return sight_; }

 private:
  struct Asked {
    std::uint64_t id = 0;
    shell::LookAt what;
    uv::TimePoint deadline;
    UniqueFunction<void()> done;
  };

  void begin();
  void answered(const Result<std::string>& answer);
  void give_up(std::uint64_t id);

  Way way_;
  FarSight sight_;
  std::uint64_t last_id_ = 0;
  std::list<Asked> waiting_, looking_;  ///< for the next look, and for the one under way or being told
  std::shared_ptr<void> question_;      ///< null while none is under way
  /// Expires together with this; what is told may destroy it.
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  uv::Timer begin_;
};

}  // namespace smcp::tmux
