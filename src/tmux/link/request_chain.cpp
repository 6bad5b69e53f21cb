#include "tmux/link/request_chain.hpp"

#include <algorithm>
#include <utility>

#include "tmux/link/errors.hpp"

namespace smcp::tmux {

void RequestChain::run(Command command, std::string input, OnCancel on_cancel, OnText done) {
  auto text = std::make_shared<std::string>();
  auto overflow = std::make_shared<bool>(false);
  Request request{std::move(command), std::move(input), deadline_, {}};
  request.on_output = [text, overflow](std::string_view bytes) {
    *overflow = *overflow || text->size() + bytes.size() > kMaxAnswer;
    if (!*overflow) text->append(bytes);
  };
  send(std::move(request), on_cancel,
       [text, overflow, done = std::move(done)](const Result<Reply>& reply) mutable {
         if (!reply) return done(reply.error());
         if (*overflow)
           return done(
               Error{Errc::too_large,
                     "tmux answered with more than 4 MiB, as no real tmux does. Run `sessions-mcp doctor`."});
         done(std::move(*text));
       });
}

void RequestChain::stream(Command command, UniqueFunction<void(std::string_view)> on_output,
                          OnCancel on_cancel, OnReply done) {
  send(Request{std::move(command), {}, deadline_, std::move(on_output)}, on_cancel, std::move(done));
}

void RequestChain::send(Request request, OnCancel on_cancel, OnReply done) {
  if (cancelled_) return;
  auto answered = [self = shared_from_this(), sent = uv::Clock::now(),
                   done = std::move(done)](Result<Reply> reply) mutable {
    self->current_ = 0;
    if (reply)
      self->answered_after(std::chrono::duration_cast<std::chrono::milliseconds>(uv::Clock::now() - sent));
    if (!reply && reply.error().code == Errc::timed_out) return done(self->timed_out(reply.error().message));
    if (reply && reply->exit_status != 0) return done(error_of(*reply));
    done(std::move(reply));
  };
  const auto id = client_.run(std::move(request), std::move(answered));
  if (on_cancel == OnCancel::end) current_ = id;
}

void RequestChain::answered_after(std::chrono::milliseconds time) {
  if (!processes().needs_look()) return;
  round_trip_ = round_trip_.count() == 0 ? time : std::min(round_trip_, time);
}

Chain RequestChain::beside() const {
  auto other = std::make_shared<RequestChain>(client_, allowed_, prefix_);
  other->deadline_ = deadline_;
  other->pinned_ = pinned_;
  return other;
}

void RequestChain::look_at(const shell::LookAt& what, UniqueFunction<void()> then) {
  if (cancelled_) return;
  if (!processes().needs_look()) return then();
  auto seen = [self = shared_from_this(), then = std::move(then)]() mutable {
    self->waits_for_ = nullptr;
    then();
  };
  wait_for(processes().look(what, deadline_, std::move(seen)));
}

Error RequestChain::timed_out(std::string_view told) const {
  const auto tenths = (allowed_.count() + 50) / 100;
  std::string time = std::to_string(tenths / 10);
  if (tenths % 10 != 0) time += "." + std::to_string(tenths % 10);
  time = tenths == 0 ? std::to_string(allowed_.count()) + " ms" : time + " s";
  const bool is_told = told.starts_with(kTimedOut) && told.size() > kTimedOut.size();
  const std::string why(is_told ? told.substr(kTimedOut.size())
                                : " (is its server stopped or overloaded?). If the call was to change "
                                  "something, that may still happen.");
  return {Errc::timed_out, "tmux did not answer within " + time + why};
}

void RequestChain::cancel() {
  const auto self = shared_from_this();  // the cancelled request may hold the last reference
  cancelled_ = true;
  waits_for_ = nullptr;
  if (current_ != 0) client_.cancel(std::exchange(current_, 0));
}

}  // namespace smcp::tmux
