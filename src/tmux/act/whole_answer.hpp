// An answer with all that was printed before an error: it names what must be removed then.
#pragma once

#include <string>

#include "base/task.hpp"
#include "tmux/link/command.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

struct WholeAnswer {
  std::string text;
  Status status = Ok{};

  /// Whether tmux itself has come to the end of the batch, or to an error that it reported.
  [[nodiscard]] bool is_from_tmux() const;
};

/// Like RequestChain::run(), but for that.
[[nodiscard]] Task<WholeAnswer> whole_answer(Chain chain, Command command, RequestChain::OnCancel on_cancel);

}  // namespace smcp::tmux
