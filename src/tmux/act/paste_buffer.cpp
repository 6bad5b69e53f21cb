#include "tmux/act/paste_buffer.hpp"

#include <cstddef>

#include "base/token.hpp"
#include "tmux/act/clean_up.hpp"

namespace smcp::tmux {
namespace {

constexpr std::size_t kTokenSize = 12;

}  // namespace

PasteBuffer::PasteBuffer(Chain chain)
    : chain_(std::move(chain)), name_("sessions-mcp-" + fresh_token(kTokenSize)) {}

PasteBuffer::~PasteBuffer() {
  if (!may_exist_) return;
  Command command("delete-buffer");
  command.flag("-b").arg(name_);
  clean_up(chain_->client(), std::move(command));
}

}  // namespace smcp::tmux
