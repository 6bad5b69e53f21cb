#include "tmux/job_script.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace smcp::tmux {
namespace {

/// How often the shell asks tmux before it does without: each time takes two milliseconds or more.
constexpr std::string_view kMostTries = "200";

constexpr auto kPosixShells =
    std::to_array<std::string_view>({"sh", "dash", "ash", "ksh", "ksh93", "mksh", "yash", "busybox"});

/// `text` with each `{NAME}` replaced by its value, in this order.
std::string fill(std::string_view text,
                 std::initializer_list<std::pair<std::string_view, std::string_view>> values) {
  std::string filled(text);
  for (const auto& [name, value] : values) {
    const std::string mark = "{" + std::string(name) + "}";
    for (auto at = filled.find(mark); at != std::string::npos; at = filled.find(mark, at + value.size()))
      filled.replace(at, mark.size(), value);
  }
  return filled;
}

std::string replace_all(std::string_view text, char what, std::string_view by) {
  std::string result;
  for (const char c : text) {
    if (c == what) {
      result += by;
    } else {
      result.push_back(c);
    }
  }
  return result;
}

std::string quoted(ShellKind shell, std::string_view text) {
  if (shell != ShellKind::fish) return "'" + replace_all(text, '\'', R"('\'')") + "'";
  return "'" + replace_all(replace_all(text, '\\', R"(\\)"), '\'', R"(\')") + "'";
}

// Everything is quoted, whatever IFS is, and survives `set -e` and `set -u`.

/// Leaves the mark in __smcp_v, behind the token; something else if the job is not to run any more.
constexpr std::string_view kStart = R"(__smcp_n=0
while __smcp_v=$({tmux} display-message -p -t {pane} '{mark}') && [ "$__smcp_n" -lt {tries} ]; do
case $__smcp_v in *:{typed}) ;; *:0) break ;; esac
__smcp_n=$((__smcp_n+1))
done
__smcp_v=$({tmux} if-shell -F -t {pane} '{wanted}' "{begin}$__smcp_v'" \; show-options -pqvt {pane} @smcp-start) || :
)";

/// What tmux is told when it begins. The mark follows, and a quote.
constexpr std::string_view kBegin =
    "set-option -pu -t {pane} {option} ; set-option -pu -t {pane} @smcp-typing ; "
    "set-option -p -t {pane} @smcp-start '{token} ";

/// Nobody has given it up meanwhile.
constexpr std::string_view kWanted = "#{==:#{=6:@smcp-typing},{token}}";

/// With the exit status in __smcp_s.
constexpr std::string_view kEnd = R"(printf '\033[?1005h'
__smcp_n=0
while __smcp_v=$({tmux} display-message -p -t {pane} '#{?mouse_utf8_flag,{mark},}') && [ -z "$__smcp_v" ] && [ "$__smcp_n" -lt {tries} ]; do
__smcp_n=$((__smcp_n+1))
done
[ -n "$__smcp_v" ] || __smcp_v=$({tmux} display-message -p -t {pane} '{mark}') || :
printf '\033[?1005l'
case $__smcp_v in *:0|'') ;; *) echo ;; esac
{tmux} set-option -p -t {pane} @smcp-end "{token} $__smcp_s $__smcp_v" || :
)";

// An interrupt ends the list, with the last line of it; then the hook does it, before the next prompt.
// Where history does not pass over lines that begin with a space, the typed one is taken out again.
constexpr std::string_view kBash = R"({start}case $__smcp_v in "{token} "*)
__smcp_end() {
__smcp_s=$?
{end}PROMPT_COMMAND=${PROMPT_COMMAND//"__smcp_end
"/}
unset -f __smcp_end
set -- "$__smcp_s"
unset __smcp_s __smcp_v __smcp_n
return "$1"
}
PROMPT_COMMAND="__smcp_end
${PROMPT_COMMAND-}"
case $(HISTTIMEFORMAT= builtin history 1 2>/dev/null) in *"{option})\"") builtin history -d -1 2>/dev/null || : ;; esac
eval {command}
__smcp_end ;;
*) unset __smcp_v __smcp_n ;;
esac)";

constexpr std::string_view kZsh = R"(() {
emulate -L zsh
local __smcp_n __smcp_v
{start}case $__smcp_v in "{token} "*) return 0 ;; esac
return 1
} && {
{ eval {command}
} always {
() {
emulate -L zsh
local __smcp_n __smcp_v __smcp_s=$1
[ "$2" = 1 ] && __smcp_s=130
{end}return "$__smcp_s"
} "$?" "$TRY_BLOCK_INTERRUPT"
}
})";

constexpr std::string_view kPosix = R"({start}case $__smcp_v in "{token} "*)
__smcp_end() {
{end}set -- "$__smcp_s"
unset __smcp_s __smcp_v __smcp_n
return "$1"
}
trap '__smcp_s=130; __smcp_end; trap - INT; kill -INT $$' INT
command eval {command}
__smcp_s=$?
trap - INT
__smcp_end ;;
*) unset __smcp_v __smcp_n ;;
esac)";

constexpr std::string_view kFish = R"(if begin
set -l n 0
set -l v
while true
set v ({tmux} display-message -p -t {pane} '{mark}')
or break
string match -q '*:{typed}' -- "$v"
or string match -qv '*:0' -- "$v"
or break
test $n -ge {tries}
and break
set n (math $n + 1)
end
set v ({tmux} if-shell -F -t {pane} '{wanted}' "{begin}$v'" \; show-options -pqvt {pane} @smcp-start)
string match -q '{token} *' -- "$v"
end
function __smcp_end --on-event fish_postexec
set -l s $status
functions -e __smcp_end
printf '\033[?1005h'
set -l n 0
set -l v
while true
set v ({tmux} display-message -p -t {pane} '#{?mouse_utf8_flag,{mark},}')
or break
test -n "$v" -o $n -ge {tries}
and break
set n (math $n + 1)
end
test -n "$v"
or set v ({tmux} display-message -p -t {pane} '{mark}')
printf '\033[?1005l'
string match -q '*:0' -- "$v"
or test -z "$v"
or echo
{tmux} set-option -p -t {pane} @smcp-end "{token} $s $v"
return $s
end
eval {command}
end)";

std::string_view template_for(ShellKind shell) {
  switch (shell) {
    case ShellKind::bash:
      return kBash;
    case ShellKind::zsh:
      return kZsh;
    case ShellKind::fish:
      return kFish;
    case ShellKind::posix:
      break;
  }
  return kPosix;
}

}  // namespace

std::optional<ShellKind> shell_kind(std::string_view name) {
  if (name.starts_with('-')) name.remove_prefix(1);  // a login shell
  if (name == "bash") return ShellKind::bash;
  if (name == "zsh") return ShellKind::zsh;
  if (name == "fish") return ShellKind::fish;
  const bool posix = std::find(kPosixShells.begin(), kPosixShells.end(), name) != kPosixShells.end();
  return posix ? std::optional(ShellKind::posix) : std::nullopt;
}

std::string tmux_command(std::string_view server_program, std::int64_t server_pid) {
  constexpr std::string_view kReplaced = " (deleted)";
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./+-";
  const bool replaced = server_program.ends_with(kReplaced);
  if (replaced) server_program.remove_suffix(kReplaced.size());
  const bool is_tmux = server_program.starts_with('/') && server_program.ends_with("/tmux");
  if (is_tmux && replaced) return "/proc/" + std::to_string(server_pid) + "/exe";
  const bool plain = server_program.find_first_not_of(kPlain) == std::string_view::npos;
  return is_tmux && plain ? std::string(server_program) : "command tmux";
}

std::string typed_line(ShellKind shell, const JobId& id, std::string_view tmux) {
  const std::string fetch =
      std::string(tmux) + " -u show -pqvt " + id.pane.text() + " " + job_option::script(id);
  if (shell == ShellKind::fish) return " eval (" + fetch + " | string collect)";
  return " eval \"$(" + fetch + ")\"";
}

std::string job_script(ShellKind shell, const JobId& id, const TmuxCall& tmux, std::string_view command,
                       const PaneState& typed) {
  const std::string call = tmux.command + " -S " + quoted(shell, tmux.socket);
  const std::string position = std::to_string(typed.history) + ":" + std::to_string(typed.cursor_y) + ":" +
                               std::to_string(typed.cursor_x);
  return fill(template_for(shell), {{"start", kStart},
                                    {"end", kEnd},
                                    {"wanted", kWanted},
                                    {"begin", kBegin},
                                    {"mark", JobMark::format()},
                                    {"tries", kMostTries},
                                    {"typed", position},
                                    {"tmux", call},
                                    {"pane", id.pane.text()},
                                    {"token", id.token},
                                    {"option", job_option::script(id)},
                                    {"command", quoted(shell, command)}});
}

}  // namespace smcp::tmux
