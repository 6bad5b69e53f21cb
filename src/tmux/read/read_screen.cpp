#include "tmux/read/read_screen.hpp"

#include <memory>
#include <utility>

namespace smcp::tmux {

void read_screen(const Chain& chain, PaneId pane, UniqueFunction<void(Result<Screen>)> done) {
  auto reading = std::make_shared<ScreenReading>();
  chain->stream(
      screen_command(pane.text()), [reading](std::string_view bytes) { reading->feed(bytes); },
      [reading, done = std::move(done)](const Result<Reply>& reply) mutable {
        if (!reply) return done(reply.error());
        done(screen_of(*reading));
      });
}

}  // namespace smcp::tmux
