#include "transport/person.hpp"

#include <string>

#include "text/in_quotes.hpp"
#include "transport/replies.hpp"

namespace smcp::transport {
namespace {

Answer unusable(std::string problem) {
  return {Answer::Kind::unusable, "", std::move(problem)};
}

}  // namespace

ClientInfo client_of(const ClientMembers& members) {
  const auto text_of = [](const CheckedMember& member) {
    const bool fits = member.good() && member.text.size() <= kMaxClientText;
    return fits ? std::string(member.text) : std::string();
  };
  return {text_of(members.name), text_of(members.version)};
}

Asking asking_of(const CapabilityMembers& capabilities, Revision revision) {
  if (!capabilities.elicitation.good()) return Asking::never;
  // Without any mode, a client means forms, which were all that there was once.
  if (has_elicitation_modes(revision) && capabilities.url && !capabilities.form) return Asking::never;
  if (is_stateless(revision)) return Asking::in_result;
  return has_elicitation_requests(revision) ? Asking::in_call : Asking::never;
}

Answer answer_of(const AnswerMembers& members) {
  if (!members.self.good()) return unusable("the answer is not an object");
  if (!members.action.good()) return unusable("the answer has no \"action\"");
  const auto action = members.action.text;
  if (action == "decline") return {Answer::Kind::declined};
  if (action == "cancel") return {Answer::Kind::cancelled};
  if (action != "accept") return unusable("the answer's \"action\" is " + in_quotes(action));
  if (members.content.wrong_type()) return unusable("the answer's \"content\" is not an object");
  if (members.choice.wrong_type())
    return unusable("\"" + std::string(kChoiceName) + "\" in the answer's \"content\" is not a string");
  return {Answer::Kind::accepted, std::string(members.choice.text)};
}

Answer answer_of(const ResponseMembers& response) {
  if (!response.failed) return answer_of(response.result);
  const auto& message = response.error_message;
  return unusable(message.good() ? "the client says " + in_quotes(message.text)
                                 : "the client says that it failed");
}

Person person_of(const Params& params, Revision revision) {
  Person person{asking_of(params.meta.capabilities, revision)};
  if (params.request_state.good()) person.state = params.request_state.text;
  if (!params.answer.self.absent()) person.answer = answer_of(params.answer);
  return person;
}

}  // namespace smcp::transport
