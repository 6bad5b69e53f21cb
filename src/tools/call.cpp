#include "tools/call.hpp"

#include <array>
#include <ctime>
#include <utility>
#include <vector>

#include "base/contains.hpp"
#include "tmux/find/sessions.hpp"
#include "tools/install_tmux.hpp"
#include "tools/missing_session.hpp"

namespace smcp::tools {

namespace {

/// Says which sessions there are in place of this one.
void fail_without(const CallPtr& call, const std::string& session) {
  call->chain =
      call->server.new_chain();  // the rest of its time may be too short; cancelled as the old one was
  tmux::list_sessions(call->chain, [call, session](const auto& sessions) {
    std::string message = tmux::no_such_session(call->server.shown(session)).message;
    if (sessions) {
      std::vector<std::string_view> names;
      for (const tmux::Session& each : *sessions)
        if (call->lists(each.name)) names.push_back(each.name);
      const auto start = call->arguments.declares("create") ? kCreateIt : kStartOne;
      message = missing_session(session, names, start, call->server.prefix);
    }
    call->reply.answer(transport::ToolResult::error(std::move(message)));
  });
}

}  // namespace

Status Call::may_show(std::string_view session) const {
  if (!contains(withheld, session)) return Ok{};
  return server.policy.judge(Effect::reads, {.name = session, .shares_hidden = true});
}

std::string Call::sentence(const Error& error) const {
  const auto missing = missing_in(arguments, error);
  return missing ? tmux::no_such_session(server.shown(*missing)).message : error.message;
}

std::vector<Error> Call::in_sentences(std::vector<Error> errors) const {
  for (Error& error : errors) error.message = sentence(error);
  return errors;
}

void Call::fail(const Error& error) {
  if (part != nullptr) part->failed = error.code;
  if (const auto missing = missing_in(arguments, error)) return fail_without(shared_from_this(), *missing);
  const bool no_tmux = error.code == Errc::not_installed;
  reply.answer(transport::ToolResult::error(no_tmux ? no_tmux_here() : error.message));
}

std::string iso_8601(std::int64_t seconds) {
  const std::time_t time = seconds;
  std::tm utc{};
  std::array<char, 32> text{};
  if (::gmtime_r(&time, &utc) == nullptr) return {};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

}  // namespace smcp::tools
