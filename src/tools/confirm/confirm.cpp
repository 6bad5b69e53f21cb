#include "tools/confirm/confirm.hpp"

#include <optional>
#include <string>
#include <utility>

#include "base/called_back.hpp"
#include "io/uv_clock.hpp"
#include "tools/call_target.hpp"
#include "tools/confirm/asked_target.hpp"
#include "tools/confirm/hidden_keys.hpp"
#include "tools/confirm/open_question.hpp"
#include "tools/confirm/question_text.hpp"

namespace smcp::tools {
namespace {

using transport::Answer;
using transport::Asking;
using transport::ToolResult;
using Fault = ToolResult::Fault;

SealedStates::Time sealing_time() {
  return std::chrono::duration_cast<SealedStates::Time>(uv::Clock::now().time_since_epoch());
}

Error refused(std::string message) {
  return {Errc::refused, std::move(message)};
}

Error cannot_ask(const Toolbox& tools) {
  const std::string option = "--confirm " + std::string(to_string(tools.confirmation.asked));
  if (!tools.serves) {
    return refused("before this call the user has to be asked (" + option +
                   ", or SESSIONS_MCP_CONFIRM), and there is no terminal to ask on; nothing was done. At a "
                   "terminal it is asked; SESSIONS_MCP_CONFIRM= in front of the command leaves it out.");
  }
  return refused(
      "before this call the user has to be asked (sessions-mcp runs with " + option +
      "), and this MCP client has not said that it can ask (capability \"elicitation\"); nothing was "
      "done. The user can use a client that asks (Claude Code, VS Code and Codex do, Gemini CLI does "
      "not), or start sessions-mcp with another --confirm (SESSIONS_MCP_CONFIRM), or without it.");
}

Error changed() {
  return refused(
      "what this call is about has changed while the user was asked: a session was renamed, ended or made "
      "anew, another pane is meant, or its terminal began or ceased to hide what is typed; nothing was done. "
      "Look at it again (list_sessions, capture_pane), and call again if it is still wanted.");
}

Error unusable(const std::string& why) {
  return {Errc::invalid_argument, "there is no usable answer of the user (" + why + "); nothing was done"};
}

/// Whether the person has accepted, and how. Only what was offered counts. Errc::invalid_argument for what is no answer.
Result<std::string_view> choice_of(const Answer& answer, bool lasts) {
  switch (answer.kind) {
    case Answer::Kind::declined:
      return refused("the user refused; nothing was done");
    case Answer::Kind::cancelled:
      return refused("the user closed the question without an answer; nothing was done");
    case Answer::Kind::never_asked:
      return refused(
          "the user was not asked, because too many questions are open already; nothing was done. Try again "
          "when they are answered.");
    case Answer::Kind::unusable:
      return unusable(answer.problem);
    case Answer::Kind::accepted:
      break;
  }
  if (answer.choice == kRefuse) return refused("the user refused; nothing was done");
  // A client may offer no more than yes and no.
  if (answer.choice.empty() || answer.choice == kOnce) return kOnce;
  if (answer.choice == kForSession && lasts) return kForSession;
  return unusable("a choice that was not offered");
}

/// One call before its handler; it lives in the frame of run().
class Confirming {
 public:
  Confirming(Toolbox& tools, const Tool& tool, CallPtr call)
      : tools_(tools), tool_(tool), call_(std::move(call)) {}

  /// Whether the call goes on; if not, it has been answered with the question.
  Task<Result<bool>> run_all() {
    std::optional<Answer> answer;
    if (call_->person.state) {
      const Status genuine = open_state();
      if (!genuine) co_return fail(Fault::bad_answer, genuine.error());
      answer = call_->person.answer;
    }
    const Status found = co_await look();
    if (!found) co_return found.error();
    if (!answer && !must_ask()) co_return agreed();
    if (!answer && call_->person.asking == Asking::never)
      co_return fail(Fault::cannot_ask, cannot_ask(tools_));
    if (!answer) {
      hidden_ = co_await hides_keys();
      auto question = question_for(*call_, tool_, target_, hidden_);
      if (call_->person.asking == Asking::in_result) co_return put_in_result(std::move(question));
      auto putting = put(std::move(question));
      auto given = co_await putting;
      if (!given) co_return given.error();
      answer = std::move(*given);
    }
    // A password that the person has agreed to unseen must not become a command, nor the other way round.
    if (answer->kind == Answer::Kind::accepted) hidden_ = co_await hides_keys();
    const Status accepted = accept(*answer);
    if (!accepted) co_return accepted.error();
    co_return agreed();
  }

  /// What the error of run_all() is about.
  [[nodiscard]] Fault fault() const { return fault_; }

 private:
  Error fail(Fault fault, Error error) {
    fault_ = fault;
    return error;
  }

  /// The call goes on, for this target and no other.
  bool agreed() {
    call_->agreed = target_.text();
    return true;
  }

  Task<Status> look() {
    auto finding = find_asked_target(call_, tool_);
    auto target = co_await finding;
    if (!target) co_return target.error();
    target_ = std::move(*target);
    co_return Ok{};
  }

  [[nodiscard]] bool destroys() const { return tool_.effect == Effect::destroys; }

  [[nodiscard]] bool must_ask() const {
    const bool foreign = effect_on_existing(tool_) != Effect::reads && target_.foreign();
    if (!asks(tools_.confirmation.asked, tool_.effect, foreign)) return false;
    for (const auto& [name, found] : target_.sessions) {
      const bool concerned = !found || tools_.confirmation.asked != ConfirmClass::foreign || !is_ours(*found);
      if (concerned && !(found && call_->server.grants.covers(found->server, found->id, destroys())))
        return true;
    }
    return target_.sessions.empty();
  }

  /// What must be the same when the client comes back.
  [[nodiscard]] std::string call_text() const {
    std::string text = call_->server.shown(std::string(tool_.name));
    for (const auto& [name, json] : call_->arguments.given())
      text.append("\n").append(name).append("=").append(json);
    return text;
  }

  /// What the person agrees to.
  [[nodiscard]] std::string subject() const { return target_.text() + (hidden_ ? " hidden" : ""); }

  Status open_state() {
    const auto target = tools_.confirmation.states.open(*call_->person.state, call_text(), sealing_time());
    if (!target) return target.error();
    before_ = *target;
    return Ok{};
  }

  Task<bool> hides_keys() {
    if (tool_.name != "send_keys" || !target_.pane) co_return false;
    auto looking = would_hide_keys(call_, *target_.pane);
    co_return co_await looking;
  }

  Result<bool> put_in_result(transport::Question question) {
    auto state = tools_.confirmation.states.seal(call_text(), subject(), sealing_time());
    call_->reply.answer(ToolResult::question(std::move(question), std::move(state)));
    return false;
  }

  Task<Result<Answer>> put(transport::Question question) {
    before_ = subject();
    auto answer = co_await called_back<Result<Answer>>([this, &question](OpenQuestion::Done done) {
      OpenQuestion::ask(tools_, call_, std::move(question), std::move(done));
    });
    call_->chain->restart_deadline();  // the time of the person is not the call's
    if (answer) {
      const Status found = co_await look();
      if (!found && answer->kind == Answer::Kind::accepted) {
        const bool gone = found.error().code == Errc::not_found;
        co_return gone ? changed() : found.error();
      }
    }
    co_return answer;
  }

  /// `before_` is what the question was about, subject() what the call is about now.
  Status accept(const Answer& answer) {
    const auto choice = choice_of(answer, lasts(tool_, target_));
    if (!choice && choice.error().code == Errc::invalid_argument)
      return fail(Fault::bad_answer, choice.error());
    if (!choice) return choice.error();
    if (before_ != subject()) return changed();
    if (*choice == kForSession) {
      for (const auto& session : target_.sessions) {
        if (session.found) call_->server.grants.allow(session.found->server, session.found->id, destroys());
      }
    }
    return Ok{};
  }

  Toolbox& tools_;
  const Tool& tool_;
  CallPtr call_;
  AskedTarget target_;
  bool hidden_ = false;  ///< what the call types would not show
  std::string before_;
  Fault fault_ = Fault::call;
};

}  // namespace

Task<Result<bool>> confirm(Toolbox& tools, const Tool& tool, CallPtr call) {
  Confirming confirming(tools, tool, call);
  auto all = confirming.run_all();
  const auto goes_on = co_await all;
  if (goes_on) co_return goes_on;
  const Fault fault = confirming.fault();
  const Errc code = goes_on.error().code;
  if (code == Errc::refused || code == Errc::timed_out || fault != Fault::call) call->is_refused();
  if (fault == Fault::call) co_return goes_on;
  call->reply.answer(ToolResult::error(goes_on.error().message, fault));
  co_return false;
}

Task<Status> check_agreed(const Tool& tool, CallPtr call) {
  auto looking = find_asked_target(call, tool);
  const auto target = co_await looking;
  if (target && target->text() == *call->agreed) co_return Ok{};
  if (!target && target.error().code != Errc::not_found) co_return target.error();
  call->is_refused();
  co_return changed();
}

}  // namespace smcp::tools
