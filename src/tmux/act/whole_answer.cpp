#include "tmux/act/whole_answer.hpp"

#include <utility>

#include "base/called_back.hpp"

namespace smcp::tmux {

bool WholeAnswer::is_from_tmux() const {
  if (status) return true;
  const Errc code = status.error().code;
  return code == Errc::refused || code == Errc::not_found || code == Errc::already_exists;
}

Task<WholeAnswer> whole_answer(Chain chain, Command command, RequestChain::OnCancel on_cancel) {
  std::string text;
  const auto reply = co_await called_back<Result<Reply>>([&](RequestChain::OnReply done) {
    auto keep = [&text](std::string_view bytes) {
      text.append(bytes.substr(0, RequestChain::kMaxAnswer - text.size()));
    };
    chain->stream(std::move(command), std::move(keep), on_cancel, std::move(done));
  });
  co_return WholeAnswer{std::move(text), reply ? Status(Ok{}) : Status(reply.error())};
}

}  // namespace smcp::tmux
