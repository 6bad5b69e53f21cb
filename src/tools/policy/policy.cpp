#include "tools/policy/policy.hpp"

#include <algorithm>
#include <fnmatch.h>

#include "text/shortened.hpp"
#include "tmux/find/sessions.hpp"

namespace smcp::tools {
namespace {

bool matches_any(const std::vector<std::string>& globs, const std::string& name) {
  return std::any_of(globs.begin(), globs.end(),
                     [&](const std::string& glob) { return ::fnmatch(glob.c_str(), name.c_str(), 0) == 0; });
}

std::string in_quotes(std::string_view session) {
  return "\"" + shortened(session) + "\"";
}

std::string list_of(std::string_view option, const std::vector<std::string>& globs) {
  std::string text;
  for (const std::string& glob : globs)
    text.append(text.empty() ? "" : " ").append(option).append(" ").append(glob);
  return text;
}

/// Where the bracket that opens at `open` is closed; npos if it is not. A `]` that comes first is one of its characters.
std::size_t end_of_bracket(const std::string& glob, std::size_t open) {
  std::size_t first = open + 1;
  if (first < glob.size() && (glob[first] == '!' || glob[first] == '^')) ++first;
  return glob.find(']', first + 1);
}

}  // namespace

bool Policy::sees(std::string_view session) const {
  if (!limits_names()) return true;
  const std::string name(session);
  return (rules_.allow.empty() || matches_any(rules_.allow, name)) && !matches_any(rules_.deny, name);
}

std::string_view Policy::hidden_by(std::string_view session) const {
  return matches_any(rules_.deny, std::string(session)) ? "excluded by --deny" : "outside --allow";
}

Status Policy::judge(Effect effect, const SessionFacts& session) const {
  if (!sees(session.name)) {
    const std::string name(session.name);
    return Error{Errc::not_found,
                 tmux::no_such_session(name).message + " (" + std::string(hidden_by(name)) + ")"};
  }
  if (session.shares_hidden) {
    return Error{Errc::refused,
                 "session " + in_quotes(session.name) +
                     " shares a window with a session that this server must leave alone (--allow, "
                     "--deny): nothing was read or done"};
  }
  if (!rules_.own || effect == Effect::reads || (session.ours && !session.shares_foreign)) return Ok{};
  const std::string why = session.ours ? " shares a window with a session that sessions-mcp did not make"
                                       : " was not made by sessions-mcp";
  return Error{Errc::refused,
               "session " + in_quotes(session.name) + why +
                   ", and this server changes only those that it was (--own): nothing was done. It may "
                   "be read. The user can allow it: start sessions-mcp without --own."};
}

Status Policy::judge_new_name(std::string_view session) const {
  if (sees(session)) return Ok{};
  std::string fits = list_of("--allow", rules_.allow);
  if (const std::string denied = list_of("--deny", rules_.deny); !denied.empty())
    fits.append(fits.empty() ? "" : " ").append(denied);
  return Error{Errc::refused, "no session may be called " + in_quotes(session) + " here (" +
                                  std::string(hidden_by(session)) +
                                  "): nothing was done. Choose a name that fits " + fits + "."};
}

std::string Policy::words() const {
  std::string words;
  if (rules_.read_only) words += "Read-only (--read-only): nothing can be changed.";
  if (limits_names()) {
    std::string globs = list_of("--allow", rules_.allow);
    if (!rules_.deny.empty()) globs.append(globs.empty() ? "" : " ").append(list_of("--deny", rules_.deny));
    words.append(words.empty() ? "" : " ")
        .append("Only sessions whose names fit ")
        .append(globs)
        .append(" exist here.");
  }
  if (rules_.own)
    words.append(words.empty() ? "" : " ")
        .append("Only sessions that sessions-mcp made can be changed (--own).");
  return words;
}

Status check_glob(const std::string& glob) {
  if (glob.empty()) return Error{Errc::invalid_argument, "a pattern for names must not be empty"};
  for (std::size_t i = 0; i < glob.size(); ++i) {
    if (glob[i] == '\\') {
      if (++i == glob.size()) return Error{Errc::invalid_argument, "\"" + glob + "\" ends with a backslash"};
      continue;
    }
    if (glob[i] != '[') continue;
    i = end_of_bracket(glob, i);
    if (i == std::string::npos)
      return Error{Errc::invalid_argument, "\"" + glob + "\" has a [ without its ]"};
  }
  return Ok{};
}

}  // namespace smcp::tools
