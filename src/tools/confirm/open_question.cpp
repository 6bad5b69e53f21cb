#include "tools/confirm/open_question.hpp"

#include <string>
#include <utility>

namespace smcp::tools {

OpenQuestion::OpenQuestion(Toolbox& tools, const CallPtr& call, Done done)
    : tools_(tools), call_(call), done_(std::move(done)), timer_(tools.server.loop, [this] {
        const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(tools_.confirmation.patience);
        give(Error{Errc::timed_out, "the user was asked, and has not answered within " +
                                        std::to_string(minutes.count()) + " minutes; nothing was done"});
      }) {}

void OpenQuestion::ask(Toolbox& tools, const CallPtr& call, transport::Question question, Done done) {
  const auto self = std::make_shared<OpenQuestion>(tools, call, std::move(done));
  const auto weak = std::weak_ptr(self);
  tools.long_calls.add(self);
  call->on_cancel = [weak] {
    if (const auto open = weak.lock()) open->drop();
  };
  if (tools.long_calls.over()) return self->answer_now();
  self->timer_.start(tools.confirmation.patience);
  call->reply.ask(std::move(question), [weak](transport::Answer answer) {
    if (const auto open = weak.lock()) open->give(std::move(answer));
  });
}

void OpenQuestion::answer_now() {
  give(Error{Errc::refused, "the client has closed its end before the user answered; nothing was done"});
}

void OpenQuestion::give(Result<transport::Answer> answer) {
  auto done = end();
  if (done) done(std::move(answer));
}

OpenQuestion::Done OpenQuestion::end() {
  const auto self = shared_from_this();
  timer_.stop();
  tools_.long_calls.remove(self);
  if (const auto call = call_.lock()) call->on_cancel = {};
  return std::exchange(done_, {});
}

}  // namespace smcp::tools
