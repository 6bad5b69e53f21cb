#include "tools/policy/policy.hpp"

#include <algorithm>
#include <fnmatch.h>
#include <wctype.h>

#include "text/in_quotes.hpp"
#include "text/utf8.hpp"
#include "tmux/find/sessions.hpp"

namespace smcp::tools {
namespace {

constexpr std::size_t npos = std::string::npos;

bool has_bytes_beyond_ascii(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

/// The byte of a character that only wildcards match.
constexpr char kOther = '\xff';
/// How many characters of a pattern may have a byte of their own; more are in none that a person writes, and would be like
/// `?` for what is beyond ASCII.
constexpr std::size_t kMostOwn = 0x7f;

/// `text` with one byte for each character: beyond ASCII those have one of their own that are in `own`, and if `learns`,
/// it gets those of `text` first.
std::string one_byte_each(std::string_view text, std::vector<std::string_view>& own, bool learns) {
  std::string bytes;
  for (std::size_t size = 0; !text.empty(); text.remove_prefix(size)) {
    size = first_utf8_sequence(text).size;
    const std::string_view character = text.substr(0, size);
    if (!has_bytes_beyond_ascii(character)) {
      bytes += character;
      continue;
    }
    const auto found = std::find(own.begin(), own.end(), character);
    const auto place = static_cast<std::size_t>(found - own.begin());
    if (place == own.size() && learns && place < kMostOwn) own.push_back(character);
    bytes += place < own.size() ? static_cast<char>(0x80 + place) : kOther;
  }
  return bytes;
}

/// fnmatch() in a program without a locale takes each byte for a character, so that `?` would not be an é.
bool matches(const std::string& glob, const std::string& name) {
  if (!has_bytes_beyond_ascii(name)) return ::fnmatch(glob.c_str(), name.c_str(), 0) == 0;
  std::vector<std::string_view> own;
  const std::string pattern = one_byte_each(glob, own, true);
  return ::fnmatch(pattern.c_str(), one_byte_each(name, own, false).c_str(), 0) == 0;
}

bool matches_any(const std::vector<std::string>& globs, const std::string& name) {
  return std::any_of(globs.begin(), globs.end(),
                     [&](const std::string& glob) { return matches(glob, name); });
}

std::string list_of(std::string_view option, const std::vector<std::string>& globs) {
  std::string text;
  for (const std::string& glob : globs)
    text.append(text.empty() ? "" : " ").append(option).append(" ").append(glob);
  return text;
}

/// Which names may be: those that `fit` one of these, and not (`misfit`) one of those. The verbs are the caller's.
std::string names_that(const PolicyRules& rules, const std::string& fit, const std::string& misfit) {
  std::string text = rules.allow.empty() ? "" : fit + " " + list_of("--allow", rules.allow);
  if (rules.deny.empty()) return text;
  return text.append(text.empty() ? "" : " and ")
      .append(misfit)
      .append(" ")
      .append(list_of("--deny", rules.deny));
}

/// Where the bracket that opens at `open` is closed; npos if it is not, or has in it what fnmatch() of one C library
/// reads otherwise than that of another one: a class that is not closed or not known, or a backslash. A `]` that comes
/// first is one of its characters.
std::size_t end_of_bracket(const std::string& glob, std::size_t open) {
  std::size_t at = open + 1;
  if (at < glob.size() && (glob[at] == '!' || glob[at] == '^')) ++at;
  for (const std::size_t first = at; at < glob.size(); ++at) {
    if (glob[at] == '\\') break;
    if (glob[at] == ']' && at > first) return at;
    if (glob[at] != '[' || at + 1 == glob.size() || std::string_view(":.=").find(glob[at + 1]) == npos)
      continue;
    const std::size_t name = at + 2;
    const std::size_t end = glob.find(std::string{glob[at + 1], ']'}, name);
    if (end == npos || glob[at + 1] != ':' || ::wctype(glob.substr(name, end - name).c_str()) == 0) break;
    at = end + 1;
  }
  return npos;
}

/// Where the `:` between a server and a session is; npos if there is none.
std::size_t separator_of(const std::string& glob) {
  for (std::size_t i = 0; i < glob.size(); ++i) {
    if (glob[i] == ':') return i;
    if (glob[i] == '\\') ++i;
    if (i >= glob.size() || glob[i] != '[') continue;
    i = end_of_bracket(glob, i);
    if (i == npos) break;
  }
  return npos;
}

/// Those that are about this server, without its name.
std::vector<std::string> globs_for(const std::string& server, const std::vector<std::string>& globs) {
  std::vector<std::string> own;
  for (const std::string& glob : globs) {
    const auto colon = separator_of(glob);
    if (colon == npos) {
      own.push_back(glob);
    } else if (matches(glob.substr(0, colon), server)) {
      own.push_back(glob.substr(colon + 1));
    }
  }
  return own;
}

}  // namespace

Policy::Policy(PolicyRules rules, const std::string& server, const std::vector<std::string>& same)
    : rules_(std::move(rules)),
      allow_(globs_for(server, rules_.allow)),
      deny_(globs_for(server, rules_.deny)),
      prefix_(server.empty() ? "" : server + ":") {
  for (const std::string& other : same) {
    for (std::string& glob : globs_for(other, rules_.deny)) deny_.push_back(std::move(glob));
  }
}

bool Policy::sees(std::string_view session) const {
  if (!limits_names()) return true;
  const std::string name(session);
  return (rules_.allow.empty() || matches_any(allow_, name)) && !matches_any(deny_, name);
}

std::string_view Policy::hidden_by(std::string_view session) const {
  return matches_any(deny_, std::string(session)) ? "excluded by --deny" : "outside --allow";
}

Status Policy::judge(Effect effect, const SessionFacts& session) const {
  if (!sees(session.name)) {
    const std::string name(session.name);
    return Error{Errc::not_found,
                 tmux::no_such_session(prefix_ + name).message + " (" + std::string(hidden_by(name)) + ")"};
  }
  const std::string shown = prefix_ + std::string(session.name);
  if (session.shares_hidden) {
    return Error{Errc::refused,
                 "session " + in_quotes(shown) +
                     " shares a window with a session that this server must leave alone (--allow, "
                     "--deny): nothing was read or done"};
  }
  if (!rules_.own || effect == Effect::reads || (session.ours && !session.shares_foreign)) return Ok{};
  const std::string why = session.ours ? " shares a window with a session that sessions-mcp did not make"
                                       : " was not made by sessions-mcp";
  return Error{Errc::refused,
               "session " + in_quotes(shown) + why +
                   ", and this server changes only those that it was (--own): nothing was done. It may "
                   "be read. The user can allow it: start sessions-mcp without --own."};
}

Status Policy::judge_new_name(std::string_view session) const {
  if (sees(session)) return Ok{};
  return Error{Errc::refused, "no session may be called " + in_quotes(prefix_ + std::string(session)) +
                                  " here (" + std::string(hidden_by(session)) +
                                  "): nothing was done. Choose a name that " +
                                  names_that(rules_, "fits", "does not fit") + "."};
}

std::string Policy::words() const {
  std::string words;
  if (rules_.read_only) words += "Read-only (--read-only): nothing can be changed.";
  if (limits_names()) {
    words.append(words.empty() ? "" : " ")
        .append("Only sessions whose names ")
        .append(names_that(rules_, "fit", "do not fit"))
        .append(" exist here.");
  }
  if (rules_.own)
    words.append(words.empty() ? "" : " ")
        .append("Only sessions that sessions-mcp made can be changed (--own).");
  return words;
}

Status check_glob(const std::string& glob, const std::vector<std::string>& servers) {
  if (const auto colon = servers.empty() ? npos : separator_of(glob); colon != npos) {
    const std::string server = glob.substr(0, colon);
    if (Status fits = check_glob(server); !fits) return fits;
    if (Status fits = check_glob(glob.substr(colon + 1)); !fits) return fits;
    const auto is_meant = [&server](const std::string& name) { return matches(server, name); };
    if (std::any_of(servers.begin(), servers.end(), is_meant)) return Ok{};
    return Error{
        Errc::invalid_argument,
        "\"" + glob + "\" is about no server: none (--server, --host) has a name like \"" + server + "\""};
  }
  if (glob.empty()) return Error{Errc::invalid_argument, "a pattern for names must not be empty"};
  for (std::size_t i = 0; i < glob.size(); ++i) {
    if (glob[i] == '\\') {
      if (++i == glob.size()) return Error{Errc::invalid_argument, "\"" + glob + "\" ends with a backslash"};
      continue;
    }
    // Before 3.8 tmux lets no name have them: what is meant as a regular expression, like secret.*, would deny nothing.
    if (glob[i] == '.' || glob[i] == ':')
      return Error{Errc::invalid_argument,
                   "\"" + glob + "\" has a '" + glob[i] +
                       "' in it: write * for whatever there is, or ? for that character"};
    // The variables separate patterns by it: whoever does the same here means two, and would get one that fits nothing.
    if (glob[i] == ',')
      return Error{Errc::invalid_argument, "\"" + glob +
                                               "\" has a comma in it: give the option once for each pattern, "
                                               "and write ? for a comma in a name"};
    if (glob[i] != '[') continue;
    const std::size_t open = i;
    i = end_of_bracket(glob, open);
    if (i != npos && has_bytes_beyond_ascii(glob.substr(open, i - open)))
      return Error{Errc::invalid_argument,
                   "\"" + glob + "\" has a letter beyond ASCII between [ and ]: write * in its place"};
    if (i == npos)
      return Error{Errc::invalid_argument,
                   "\"" + glob + "\" has a [ without its ], or one that cannot be read"};
  }
  return Ok{};
}

}  // namespace smcp::tools
