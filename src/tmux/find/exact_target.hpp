// Asking about the session with exactly one name: in one request where tmux allows it, else in two.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "tmux/find/sessions.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// Whether `=NAME` can be tried as a target. tmux takes `=$0` for an id and `=/dev/pts/3` for a client's
/// terminal, so this holds only for names that begin with a letter, a digit, `_` or a non-ASCII byte of
/// UTF-8. Even then a client may be called NAME: the answer must contain the session's name, and must be
/// discarded if it is a different one.
[[nodiscard]] bool can_target_by_name(std::string_view name);

/// Reports how an attempt with a target went: Ok if the attempt has given the answer itself; Errc::not_found
/// if the target does not exist or is another session; any other error ends the search.
using TargetTried = UniqueFunction<void(Status)>;

/// Calls `attempt` with `=NAME` if can_target_by_name() and, if that was not found, with the id from the list
/// of sessions. `attempt` reports each time through its TargetTried. If nothing succeeds, `failed` is called:
/// with no_such_session() if there is none (or no server), else with the error. The target is used as it is
/// for sessions, and with `:` appended for the active window or pane.
///
/// Use it only for requests that change nothing, or nothing before a Precondition has checked the name of the
/// target's session.
void with_exact_target(const Chain& chain, const std::string& name,
                       UniqueFunction<void(std::string target, TargetTried tried)> attempt,
                       UniqueFunction<void(Error)> failed);

/// The same for one command with a small answer: `command` makes it for a target, and `parse` gives nothing
/// if the answer is not about this session.
template <typename T>
void ask_exactly(const Chain& chain, const std::string& name,
                 UniqueFunction<Command(const std::string& target)> command,
                 UniqueFunction<std::optional<T>(std::string_view)> parse,
                 UniqueFunction<void(Result<T>)> done) {
  struct Question {
    UniqueFunction<Command(const std::string&)> command;
    UniqueFunction<std::optional<T>(std::string_view)> parse;
    UniqueFunction<void(Result<T>)> done;
  };
  auto question = std::make_shared<Question>(Question{std::move(command), std::move(parse), std::move(done)});
  auto attempt = [chain, name, question](const std::string& target, TargetTried tried) {
    auto answered = [name, question, tried = std::move(tried)](const Result<std::string>& text) mutable {
      if (!text) return tried(text.error());
      auto parsed = question->parse(*text);
      if (!parsed) return tried(no_such_session(name));
      question->done(std::move(*parsed));
    };
    chain->run(question->command(target), std::move(answered));
  };
  with_exact_target(chain, name, std::move(attempt),
                    [question](Error error) { question->done(std::move(error)); });
}

}  // namespace smcp::tmux
