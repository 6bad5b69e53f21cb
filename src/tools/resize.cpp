// resize: the size of a session's windows, for programs that draw or wrap by it.
#include "tmux/act/resize.hpp"

#include <string>
#include <utility>

#include "json/writer.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {

void resize(Toolbox&, const CallPtr& call) {
  in_turn(call, [call] {
    const tmux::ExactSize size{static_cast<std::uint32_t>(call->arguments.integer("width")),
                               static_cast<std::uint32_t>(call->arguments.integer("height"))};
    tmux::resize_session(call->chain, call->name(), size, [call](const Result<tmux::ExactSize>& now) {
      if (!now) return call->fail(now.error());
      std::string json;
      transport::JsonWriter writer(json);
      writer.begin_object().field("session", call->shown_name());
      writer.field("width", now->width).field("height", now->height).end_object();
      call->answer(std::move(json));
    });
  });
}

}  // namespace smcp::tools
