// One call of a tool: what its handler works with.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/task.hpp"
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

  // What is recorded of a call besides its arguments.
  void is_in(const std::string& session) {
    if (audited) audited->set_session(session);
  }
  void is_about(tmux::PaneId pane) {
    if (audited) audited->set_pane(pane.text());
  }
  /// It is answered with an error that has kept it from acting at all.
  void is_refused() {
    if (audited) audited->refuse();
  }
  void has_typed(bool hidden) {
    if (audited) audited->set_typed(hidden);
  }

  [[nodiscard]] const std::string& name() const { return arguments.text("name"); }
  void answer(std::string json) { reply.answer(transport::ToolResult::object(std::move(json))); }
  /// Whether a list of all sessions may have this one in it.
  [[nodiscard]] bool lists(std::string_view session) const { return server.policy.sees(session); }
  /// Why a list must leave out what this session shows; Ok if it need not.
  [[nodiscard]] Status may_show(std::string_view session) const;
  void fail(const Error& error);  ///< of a session that does not exist, with those that tmux says there are
};
using CallPtr = std::shared_ptr<Call>;

/// Calls `go` when it is this call's turn to change its session, at once if it has it already; fails it if the time is up
/// by then.
void in_turn(const CallPtr& call, UniqueFunction<void()> go);

/// The same for a call on several sessions, each of which has a turn of its own: `go` gets the pass, and should
/// not hold it while waiting for another one. Nothing is called once `chain`, with which it will ask, is
/// cancelled.
void in_turn_of(const CallPtr& call, const tmux::Chain& chain, const std::string& session,
                UniqueFunction<void(Result<Gate::Pass>)> go);

/// Calls `go` when this call has a place among the captures, which it keeps to its end (server.hpp). It must not be
/// in turn meanwhile: two calls that hold what the other one waits for would never end.
void in_captures(const CallPtr& call, UniqueFunction<void()> go);

/// Runs a flow, and answers the call with what it gives.
void answer_with(const CallPtr& call, Task<Result<transport::ToolResult>> flow);

[[nodiscard]] std::string iso_8601(std::int64_t seconds);  ///< since 1970, as `2026-11-21T06:12:00Z`

}  // namespace smcp::tools
