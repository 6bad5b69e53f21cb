// One call of a tool: what its handler works with.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tmux/link/ids.hpp"
#include "tmux/link/precondition.hpp"
#include "tmux/link/request_chain.hpp"
#include "tools/arguments.hpp"
#include "tools/audit/audited_call.hpp"
#include "tools/gate.hpp"
#include "tools/server.hpp"
#include "transport/client_info.hpp"
#include "transport/question.hpp"
#include "transport/tool_reply.hpp"

namespace smcp::tools {

/// A session that a call names, as it was when the call was judged.
struct FoundSession {
  std::string name;
  tmux::ServerId server;
  tmux::SessionId id;
};

/// How a call went that is a part of one on several servers (servers/joint_call.hpp).
struct PartOutcome {
  std::optional<Errc> failed{};
  bool refused = false;
};

/// One call on its way. Its handler's callbacks share it; when the last of them is gone, the call is over.
struct Call : std::enable_shared_from_this<Call> {
  Call(Server& on_server, Arguments given, transport::ToolReply answer_to)
      : server(on_server),
        arguments(std::move(given)),
        reply(std::move(answer_to)),
        chain(on_server.new_chain()) {}

  Server& server;  ///< the one that it is about
  Arguments arguments;
  transport::ClientInfo client{};  ///< who called; without names at a shell
  transport::Person person{};      ///< who can be asked
  transport::ToolReply reply;
  tmux::Chain chain;
  std::optional<Gate::Pass> pass;
  /// Those that it names, if it was judged: whoever has such a name by the time it acts is another one.
  std::optional<std::vector<FoundSession>> sessions_found{};
  std::optional<std::string>
      agreed{};  ///< AskedTarget::text() of what a person has agreed to, or need not be asked about
  std::vector<std::string> withheld;  ///< sessions that the policy lets be known of, but not be read
  /// For what runs on without a request of the chain's. Must not keep the call alive.
  UniqueFunction<void()> on_cancel;
  AuditedCallPtr audited;  ///< null if it is not recorded
  /// As the call was given it, if that is with the name of a server.
  std::string name_with_server{};
  PartOutcome* part = nullptr;  ///< lives as long as `reply`; null for a call by itself

  // What is recorded of a call besides its arguments.
  void is_in(const std::string& session) {
    if (audited) audited->set_session(server.shown(session));
  }
  void is_about(tmux::PaneId pane) {
    if (audited && part == nullptr) audited->set_pane(pane.text());
  }
  /// It is answered with an error that has kept it from acting at all.
  void is_refused() {
    if (part != nullptr) part->refused = true;
    if (audited && part == nullptr) audited->refuse();
  }
  void has_typed(bool hidden) {
    if (audited) audited->set_typed(hidden);
  }

  /// As its server knows it.
  [[nodiscard]] const std::string& name() const { return arguments.text("name"); }
  /// As callers know it.
  [[nodiscard]] const std::string& shown_name() const {
    return name_with_server.empty() ? name() : name_with_server;
  }
  void answer(std::string json) { reply.answer(transport::ToolResult::object(std::move(json))); }
  /// Whether a list of all sessions may have this one in it.
  [[nodiscard]] bool lists(std::string_view session) const { return server.policy.sees(session); }
  /// Why a list must leave out what this session shows; Ok if it need not.
  [[nodiscard]] Status may_show(std::string_view session) const;
  /// What an error says, by the names that callers know.
  [[nodiscard]] std::string sentence(const Error& error) const;
  [[nodiscard]] std::vector<Error> in_sentences(std::vector<Error> errors) const;
  void fail(const Error& error);  ///< of a session that does not exist, with those that tmux says there are
};
using CallPtr = std::shared_ptr<Call>;

[[nodiscard]] std::string iso_8601(std::int64_t seconds);  ///< since 1970, as `2026-11-21T06:12:00Z`

}  // namespace smcp::tools
