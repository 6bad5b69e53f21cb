// A call on several servers: one call on each, all at once, whose answers become one.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tools/servers/address.hpp"
#include "tools/tool.hpp"
#include "transport/tool_host.hpp"

namespace smcp::tools {

/// How long a list of what there is waits for a server: people and agents look at it often, and one that is stopped, or
/// behind a dead link, must not cost them more.
inline constexpr std::chrono::milliseconds kListPatience{3000};

/// A call on one server, for those who make one answer of all.
struct JointPart {
  AddressedPart call;
  std::optional<transport::ToolResult> result{};  ///< nothing: it has not answered
  PartOutcome outcome{};
  bool lives = false;  ///< its server has answered something

  [[nodiscard]] const Server& server() const { return *call.server; }
  /// It has been answered, and not with an error.
  [[nodiscard]] bool has_result() const {
    return result && result->kind() != transport::ToolResult::Kind::error;
  }
  /// It was not reached, or has not answered: nothing is wrong with the call.
  [[nodiscard]] bool is_unreachable() const;
  /// The server's name, for a sentence.
  [[nodiscard]] std::string title() const;
  /// Why there is no result: `gpu1: unreachable: …` or `gpu1: pending: …`, or what is wrong with the call.
  [[nodiscard]] std::string problem() const;
};
using JointParts = std::vector<JointPart>;
using Elapsed = std::chrono::nanoseconds;

/// Adds a message, or why a part has no result, to the items of a list of `errors`.
void add_error(std::string& errors, std::string_view message);
void add_problem(std::string& errors, const JointPart& part);

/// How the parts of a tool's calls become one answer (Tool::joint).
struct JointKind {
  /// Makes the answer once the call is over. At least one part has a result.
  transport::ToolResult (*join)(Toolbox& tools, const JointParts& parts, Elapsed since_it_began);
  /// How long a server is waited for that has answered nothing at all, or (`lives_on` is false) not to the end; 0: as long
  /// as the call itself takes.
  std::chrono::milliseconds patience{};
  bool lives_on = false;
  /// Whether it is over although some have not answered; null: it is not.
  bool (*is_over)(const JointParts& parts) = nullptr;
  /// Called when all have answered; if it gives arguments for some parts, these are called again. May be null.
  void (*again)(JointParts& parts, std::vector<std::size_t>& which) = nullptr;
};

extern const JointKind kJointList;
extern const JointKind kJointStatus;
extern const JointKind kJointSearch;
extern const JointKind kJointWait;
extern const JointKind kJointKill;

/// Everything that one call brings along.
struct JointRequest {
  std::vector<AddressedPart> parts;
  transport::ClientInfo client;
  transport::Person person;
  AuditedCallPtr audited;
};

/// Makes the calls, each through its own guards, and answers `reply`. The hook cancels them.
[[nodiscard]] transport::CancelHook start_joint_call(Toolbox& tools, const Tool& tool, JointRequest request,
                                                     transport::ToolReply reply);

}  // namespace smcp::tools
