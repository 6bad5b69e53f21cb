#include "tmux/link/far_side.hpp"

#include <utility>

#include "tmux/link/errors.hpp"

namespace smcp::tmux {
namespace {

Result<Reply> what_became_of(const Result<Reply>& look, bool starts_server, bool changes) {
  if (!look) return look.error();
  const bool gone = look->exit_status != 0 && error_of(*look).code == Errc::no_server;
  // Its sessions have ended with it. For any command that makes none, this is the same as having no server.
  if (gone && !starts_server) return Reply{1, std::string(kLostServer)};
  if (gone) return Error{Errc::io, "the tmux server exited before it answered, and its sessions are gone"};
  return Error{Errc::io,
               std::string("the tmux server closed the connection without a whole answer, and still runs.") +
                   (changes ? " The command may have taken effect, so it was not sent again" : "")};
}

}  // namespace

Client::RequestId ask_after_loss(Client& client, const Request& lost, Client::Done done) {
  Request look{Command("display-message"), {}, lost.deadline, {}};
  look.urgent = true;  // it may hold up one of the places that it would wait for
  look.command.flag("-p").arg("");
  return client.run(std::move(look), [starts = lost.command.starts_server(), changes = lost.command.changes(),
                                      done = std::move(done)](const Result<Reply>& seen) mutable {
    done(what_became_of(seen, starts, changes));
  });
}

}  // namespace smcp::tmux
