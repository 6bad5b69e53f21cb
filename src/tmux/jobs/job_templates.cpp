#include "tmux/jobs/job_templates.hpp"

namespace smcp::tmux {
namespace {

// `{b}` calls a builtin, bypassing aliases and functions. The trace of `set -x` is off here.

// tmux has read all that was printed before a terminal mode once it tells of that mode. What the command has printed may end
// in the middle of a device control string, which would swallow that for seconds; ESC \ ends it, and is nothing elsewhere.
// Twice: an ESC at the end of the string takes the first for its own.

// Each call of tmux is a child of the shell, and takes longer than all else. So the call that looks for the mode also
// stores the mark, in the same step. At the end it does so unless a line break has to be printed first.

constexpr std::string_view kStart = R"sh({b}printf '\033[2m%s\033[m\n\033[?1005h' {shown}
__smcp_n=0
while __smcp_v=$({tmux} if-shell -F -t {pane} '#{&&:#{mouse_utf8_flag},{wanted}}' '{begin}{mark}"' \; display-message -p -t {pane} '#{?mouse_utf8_flag,#{{start_option}} ,}') && {b}[ -z "$__smcp_v" ] && {b}[ "$__smcp_n" -lt {tries} ]; do
__smcp_n=$((__smcp_n+1))
done
{b}[ -n "$__smcp_v" ] || __smcp_v=$({tmux} if-shell -F -t {pane} '{wanted}' '{begin}"' \; show-options -pqvt {pane} {start_option}) || :
{b}printf '\033[?1005l'
)sh";

constexpr std::string_view kEnd = R"sh({b}printf '\033\134\033\134\033[?1005h'
__smcp_n=0
while __smcp_v=$({tmux} if-shell -F -t {pane} '#{&&:#{mouse_utf8_flag},#{==:#{cursor_x},0}}' "set-option -pF -t {pane} {end_option} \"{token} $__smcp_s {mark},#{{end_option}}\"{unkept}" \; display-message -p -t {pane} '#{?mouse_utf8_flag,{mark},}') && {b}[ -z "$__smcp_v" ] && {b}[ "$__smcp_n" -lt {tries} ]; do
__smcp_n=$((__smcp_n+1))
done
{b}printf '\033[?1005l'
case $__smcp_v in
*:0) ;;
*)
{b}[ -n "$__smcp_v" ] || __smcp_v=$({tmux} display-message -p -t {pane} '{mark}') || :
case $__smcp_v in *:0|'') ;; *) {b}printf '\n' ;; esac
{tmux} if-shell -F -t {pane} 1 "set-option -pF -t {pane} {end_option} \"{token} $__smcp_s $__smcp_v,#{{end_option}}\"{unkept}" || : ;;
esac
)sh";

constexpr std::string_view kStartOfFish = R"sh(builtin printf '\033[2m%s\033[m\n\033[?1005h' {shown}
set -l n 0
set -l v
while true
set v ({tmux} if-shell -F -t {pane} '#{&&:#{mouse_utf8_flag},{wanted}}' '{begin}{mark}"' \; display-message -p -t {pane} '#{?mouse_utf8_flag,#{{start_option}} ,}')
or break
builtin test -n "$v" -o $n -ge {tries}
and break
set n (builtin math $n + 1)
end
builtin test -n "$v"
or set v ({tmux} if-shell -F -t {pane} '{wanted}' '{begin}"' \; show-options -pqvt {pane} {start_option})
builtin printf '\033[?1005l'
)sh";

constexpr std::string_view kEndOfFish = R"sh(builtin printf '\033\134\033\134\033[?1005h'
set -l n 0
set -l v
while true
set v ({tmux} if-shell -F -t {pane} '#{&&:#{mouse_utf8_flag},#{==:#{cursor_x},0}}' "set-option -pF -t {pane} {end_option} \"{token} $s {mark},#{{end_option}}\"{unkept}" \; display-message -p -t {pane} '#{?mouse_utf8_flag,{mark},}')
or break
builtin test -n "$v" -o $n -ge {tries}
and break
set n (builtin math $n + 1)
end
builtin printf '\033[?1005l'
if not builtin string match -q '*:0' -- "$v"
builtin test -n "$v"
or set v ({tmux} display-message -p -t {pane} '{mark}')
builtin string match -q '*:0' -- "$v"
or builtin test -z "$v"
or builtin printf '\n'
{tmux} if-shell -F -t {pane} 1 "set-option -pF -t {pane} {end_option} \"{token} $s $v,#{{end_option}}\"{unkept}"
end
)sh";

constexpr std::string_view kTake =
    "{tmux} save-buffer -b {buffer} - \\; delete-buffer -b {buffer} 2>/dev/null";
constexpr std::string_view kKeep = "{tmux} load-buffer -b {buffer} - 2>/dev/null";
constexpr std::string_view kTold = "{tmux} display-message -p -t {pane} 'x{end_token}'";

// Behind a terminal. The script begins by giving the pane back its path, which tells us that it has been read. A file
// is all that a copy of the shell and the shell itself have in common.

constexpr std::string_view kFarStart = R"sh({b}printf '\033]7;%b\007' '{path}'
__smcp_v='{token} '
)sh";
constexpr std::string_view kFarEnd = R"sh({c}sh -c {end_program} {option} "$__smcp_s" <&0 >&0 2>&0 || :
)sh";
// The token is no secret (`ps` shows it), so the file may be somebody else's, or a link: then nothing is taken from it.
constexpr std::string_view kFarTake =
    R"sh({c}sh -c 'f=${TMPDIR:-/tmp}/smcp-{token}; [ -O "$f" ] && [ ! -h "$f" ] && cat "$f"; rm -f "$f"' 2>/dev/null)sh";
constexpr std::string_view kFarKeep =
    R"sh({c}sh -c 'umask 077; set -C; cat >"${TMPDIR:-/tmp}/smcp-{token}"' 2>/dev/null)sh";

constexpr std::string_view kFarStartOfFish = R"sh(builtin printf '\033]7;%b\007' '{path}'
set -l v '{token} '
)sh";
constexpr std::string_view kFarEndOfFish = R"sh(command sh -c {end_program} {option} $s <&0 >&0 2>&0
)sh";
}  // namespace

const JobWayParts& near_parts(ShellKind shell) {
  static constexpr JobWayParts kParts{kStart, kEnd, kTake, kKeep, kTold, ""};
  static constexpr JobWayParts kOfFish{kStartOfFish, kEndOfFish, kTake, kKeep, kTold, ""};
  return shell == ShellKind::fish ? kOfFish : kParts;
}

const JobWayParts& far_parts(ShellKind shell) {
  static constexpr JobWayParts kParts{kFarStart, kFarEnd,          kFarTake,
                                      kFarKeep,  "{b}printf told", "{b}return 0\n"};
  static constexpr JobWayParts kOfFish{kFarStartOfFish, kFarEndOfFish,         kFarTake,
                                       kFarKeep,        "builtin printf told", "return\n"};
  return shell == ShellKind::fish ? kOfFish : kParts;
}

}  // namespace smcp::tmux
