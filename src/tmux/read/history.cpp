#include "tmux/read/history.hpp"

#include <utility>

namespace smcp::tmux {

void stream_history(const Chain& chain, std::string_view target,
                    UniqueFunction<void(std::string_view)> on_text, UniqueFunction<void(Status)> done) {
  Command command("capture-pane");
  command.flag("-p").flag("-J").flag("-t").arg(target).flag("-S").flag("-");
  chain->stream(std::move(command), std::move(on_text),
                [done = std::move(done)](const Result<Reply>& reply) mutable {
                  done(reply ? Status(Ok{}) : Status(reply.error()));
                });
}

}  // namespace smcp::tmux
