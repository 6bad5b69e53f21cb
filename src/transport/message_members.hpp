// The members of messages that we use, as they were found.
#pragma once

#include "json/checked_member.hpp"

namespace smcp::transport {

/// The members of `clientInfo` that we use.
struct ClientMembers {
  CheckedMember name;     ///< a string
  CheckedMember version;  ///< a string
};

/// The members of a client's capabilities that we use.
struct CapabilityMembers {
  CheckedMember self;         ///< whether they are an object
  CheckedMember elicitation;  ///< whether it is an object
  bool form = false;          ///< it has a member `form`
  bool url = false;           ///< it has a member `url`
};

/// The members of a person's answer (the result of elicitation/create) that we use.
struct AnswerMembers {
  CheckedMember self;     ///< whether it is an object
  CheckedMember action;   ///< a string
  CheckedMember content;  ///< whether it is an object
  CheckedMember choice;   ///< kChoiceName (question.hpp) in `content`: a string
};

/// The members of `params._meta` that we use.
struct Meta {
  CheckedMember self;              ///< whether `_meta` is an object
  CheckedMember protocol_version;  ///< io.modelcontextprotocol/protocolVersion: a string
  CapabilityMembers capabilities;  ///< io.modelcontextprotocol/clientCapabilities
  CheckedMember progress_token;    ///< a string or 64-bit integer, raw
  ClientMembers client;            ///< io.modelcontextprotocol/clientInfo
};

/// The members of `params` that we use, for all methods.
struct Params {
  CheckedMember self;  ///< whether `params` is an object
  Meta meta;
  CheckedMember name;              ///< of tools/call: a string
  CheckedMember arguments;         ///< of tools/call: an object, raw and in place
  CheckedMember cursor;            ///< of tools/list: a string
  CheckedMember protocol_version;  ///< of initialize: a string
  ClientMembers client;            ///< `clientInfo` of initialize
  CapabilityMembers capabilities;  ///< of initialize
  CheckedMember request_state;     ///< of tools/call: a string
  CheckedMember answers;           ///< `inputResponses` of tools/call: whether it is an object
  AnswerMembers answer;            ///< kQuestionName (question.hpp) among them
  CheckedMember request_id;        ///< of notifications/cancelled: a string or 64-bit integer, raw
};

/// The members of a response that we use.
struct ResponseMembers {
  AnswerMembers result;
  bool failed = false;          ///< it is an error
  CheckedMember error_message;  ///< of an error: a string
};

}  // namespace smcp::transport
