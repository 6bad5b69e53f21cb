// Asking about the session with exactly one name: in one request where tmux allows it, else in two.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/task.hpp"
#include "tmux/find/sessions.hpp"
#include "tmux/link/chain_tasks.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// Whether `=NAME` can be tried as a target. tmux takes `=$0` for an id and `=/dev/pts/3` for a client's
/// terminal, so this holds only for names that begin with a letter, a digit, `_` or a non-ASCII byte of
/// UTF-8. Even then a client may be called NAME: the answer must contain the session's name, and must be
/// discarded if it is a different one.
[[nodiscard]] bool can_target_by_name(std::string_view name);

/// Tries to ask about a target. Errc::not_found if the target does not exist or is another session; any other
/// error ends the search.
template <typename T>
using Attempt = UniqueFunction<Task<Result<T>>(std::string target)>;

/// The error of an attempt, in terms of the name: no_such_session() if there is no session, or no server.
[[nodiscard]] Error error_for(const std::string& name, const Error& error);

/// What `attempt` gives for the session that is pinned to the name (RequestChain::pinned()). If none is: for `=NAME` if
/// can_target_by_name() and, if that was not found, for the id from the list of sessions; else error_for() the name. The
/// target is used as it is for sessions, and with `:` appended for the active window or pane.
///
/// Use it only for requests that change nothing, or nothing before a Precondition has checked the name of the
/// target's session.
template <typename T>
[[nodiscard]] Task<Result<T>> with_exact_target(Chain chain, std::string name, Attempt<T> attempt) {
  if (const auto pinned = chain->pinned().find(name)) {
    Task<Result<T>> by_pin = attempt(pinned->text());
    Result<T> answer = co_await by_pin;
    if (!answer) co_return error_for(name, answer.error());
    co_return std::move(answer);
  }
  if (can_target_by_name(name)) {
    Task<Result<T>> by_name = attempt("=" + name);
    Result<T> answer = co_await by_name;
    if (answer) co_return std::move(answer);
    if (answer.error().code != Errc::not_found) co_return error_for(name, answer.error());
  }
  Task<Result<SessionId>> search = require_session(chain, name);
  const Result<SessionId> session = co_await search;
  if (!session) co_return error_for(name, session.error());
  Task<Result<T>> by_id = attempt(session->text());
  Result<T> answer = co_await by_id;
  if (!answer) co_return error_for(name, answer.error());  // it was renamed or killed in between
  co_return std::move(answer);
}

/// Parses the answer to a command; nothing if it is not about the session that was asked for.
template <typename T>
using ParseAnswer = UniqueFunction<std::optional<T>(std::string_view answer)>;

/// One attempt of ask_exactly().
template <typename T>
[[nodiscard]] Task<Result<T>> ask_target(Chain chain, Command command, const std::string& name,
                                         ParseAnswer<T>& parse) {
  const auto text = co_await run(chain, std::move(command));
  if (!text) co_return text.error();
  auto parsed = parse(*text);
  if (!parsed) co_return no_such_session(name);
  co_return std::move(*parsed);
}

/// The same as with_exact_target() for one command with a small answer: `command` makes it for a target.
template <typename T>
[[nodiscard]] Task<Result<T>> ask_exactly(Chain chain, std::string name,
                                          UniqueFunction<Command(const std::string& target)> command,
                                          ParseAnswer<T> parse) {
  Attempt<T> attempt = [&](const std::string& target) {
    return ask_target<T>(chain, command(target), name, parse);
  };
  Task<Result<T>> search = with_exact_target<T>(chain, name, std::move(attempt));
  co_return co_await search;
}

}  // namespace smcp::tmux
