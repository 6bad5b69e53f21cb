#include "tmux/act/unfinished_session.hpp"

#include <utility>

#include "base/called_back.hpp"
#include "tmux/act/clean_up.hpp"

namespace smcp::tmux {

UnfinishedSession::UnfinishedSession(Chain chain, SessionId id, const ServerId& server,
                                     std::shared_ptr<void> held)
    : chain_(std::move(chain)), id_(id), server_(server), held_(std::move(held)) {}

UnfinishedSession::~UnfinishedSession() {
  if (!kept_) kill([held = std::move(held_)](const Result<Reply>&) { static_cast<void>(held); });
}

Task<Error> UnfinishedSession::undo(Error error) {
  if (kept_) co_return error;
  kept_ = true;
  const auto killed =
      co_await called_back<Result<Reply>>([this](Client::Done done) { kill(std::move(done)); });
  if (!killed) error.message += " (and the session could not be removed: " + killed.error().message + ")";
  co_return error;
}

void UnfinishedSession::kill(Client::Done done) {
  Command command = Precondition::server(server_).begin();
  command.then("kill-session").flag("-t").arg(id_.text());
  clean_up(chain_->client(), std::move(command), std::move(done));
}

}  // namespace smcp::tmux
