// What the tools may do, and to which sessions: what whoever starts the server allows the model. Decisions only; what
// they are about is looked up by admission.hpp, the one place that applies them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "tools/effect.hpp"

namespace smcp::tools {

/// As given on the command line. Without any, everything is allowed.
struct PolicyRules {
  bool read_only = false;
  bool own = false;                  ///< only sessions that sessions-mcp made may be changed
  std::vector<std::string> allow{};  ///< globs (check_glob()) over session names; none: all
  std::vector<std::string> deny{};   ///< what they match is left out of what is allowed
};

/// A session as far as the policy looks at it.
struct SessionFacts {
  std::string_view name;
  bool ours = false;            ///< sessions-mcp made it
  bool shares_hidden = false;   ///< one of its windows is in a session, too, that Policy::sees() not
  bool shares_foreign = false;  ///< the same for one that is not ours
};

class Policy {
 public:
  Policy() = default;
  /// For the server of this name; "" for the default one. A glob with a `:` is about the servers whose names match what is
  /// in front of it, and any other glob about all. `same`: further names of the same tmux server, by which nothing is
  /// reached that is denied by one of them.
  explicit Policy(PolicyRules rules, const std::string& server = "",
                  const std::vector<std::string>& same = {});

  [[nodiscard]] const PolicyRules& rules() const { return rules_; }
  /// Whether tools of this effect may be called at all.
  [[nodiscard]] bool offers(Effect effect) const { return !rules_.read_only || effect == Effect::reads; }
  /// Whether it matters which session a call is about.
  [[nodiscard]] bool limits_sessions() const { return rules_.own || limits_names(); }
  /// Whether a session may be known of, by its name.
  [[nodiscard]] bool sees(std::string_view session) const;
  /// For a session that it does not see: which option hides it, as `outside --allow`.
  [[nodiscard]] std::string_view hidden_by(std::string_view session) const;
  /// Errc::not_found for a session that it does not see, in the words for one that does not exist; Errc::refused for
  /// one that may not be read, or not be changed.
  [[nodiscard]] Status judge(Effect effect, const SessionFacts& session) const;
  /// Errc::refused if no session may get this name.
  [[nodiscard]] Status judge_new_name(std::string_view session) const;
  /// What is on, for a model and for `doctor`: sentences, or "" if nothing is.
  [[nodiscard]] std::string words() const;

 private:
  [[nodiscard]] bool limits_names() const { return !rules_.allow.empty() || !rules_.deny.empty(); }

  PolicyRules rules_;               ///< as given, for sentences
  std::vector<std::string> allow_;  ///< those that are about this server, without its name; none: see rules_
  std::vector<std::string> deny_;
  std::string prefix_;  ///< in front of a session's name in sentences
};

/// Why a tool is not offered under --read-only.
inline constexpr std::string_view kReadOnly =
    "this server was started with --read-only (or SESSIONS_MCP_READ_ONLY=1): it looks, and changes nothing";

/// Errc::invalid_argument for what is no glob, or taken for something else. Where `servers` have names, it may be one for
/// these and one for sessions with a `:` between them, and is refused if it matches none of them: a limit that somebody
/// meant would be off. No glob is nothing, a bracket that is not closed or
/// cannot be read, a backslash at the end, a `.`, a `:`, a comma, or a letter beyond
/// ASCII in brackets (fnmatch() takes bytes for letters). `*`, `?` and `[…]` have a meaning (fnmatch(3)), and `\` takes it
/// away; the whole name has to match.
[[nodiscard]] Status check_glob(const std::string& glob, const std::vector<std::string>& servers = {});

}  // namespace smcp::tools
