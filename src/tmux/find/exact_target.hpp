// Asking about the session of exactly one name in one request where tmux allows it, in two where it does not.
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
/// terminal, so only names that begin with a letter, a digit, `_` or a byte of UTF-8 are. Even then a client
/// may be called NAME: the answer must carry the session's name, and must be thrown away if that is another
/// one.
[[nodiscard]] bool can_target_by_name(std::string_view name);

/// How an attempt at a target went: Ok if it has answered by itself; Errc::not_found if the target is missing
/// or another session; any other error ends the search.
using TargetTried = UniqueFunction<void(Status)>;

/// For requests that change nothing, or nothing before a Precondition has found the session's name in the
/// target: calls `attempt` with `=NAME` where that may do and, if it was not found so, with the id that the
/// list of sessions gives. `attempt` reports each time by its TargetTried. `failed` is called instead of a
/// third attempt: with no_such_session() if there is none (or no server), or with the error. A target is to
/// be used as it is for sessions, with `:` behind it for the active window or pane.
void with_exact_target(const Chain& chain, const std::string& name,
                       UniqueFunction<void(std::string target, TargetTried tried)> attempt,
                       UniqueFunction<void(Error)> failed);

/// The whole of it for one command with a small answer: `command` is made for a target, `parse` gives nothing
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
