// What the messages of a client say about itself and its person. Pure.
#pragma once

#include "transport/client_info.hpp"
#include "transport/message_members.hpp"
#include "transport/question.hpp"
#include "transport/revision.hpp"

namespace smcp::transport {

/// Texts of the wrong type, and those that cannot be a program's name, are as good as none.
[[nodiscard]] ClientInfo client_of(const ClientMembers& members);

/// How a client with these capabilities can be asked in this revision.
[[nodiscard]] Asking asking_of(const CapabilityMembers& capabilities, Revision revision);

/// The result of elicitation/create. Anything that is none is Answer::Kind::unusable.
[[nodiscard]] Answer answer_of(const AnswerMembers& members);
/// The same for a response, which may be an error.
[[nodiscard]] Answer answer_of(const ResponseMembers& response);

/// Of a stateless call.
[[nodiscard]] Person person_of(const Params& params, Revision revision);

}  // namespace smcp::transport
