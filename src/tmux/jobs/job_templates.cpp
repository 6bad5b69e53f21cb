#include "tmux/jobs/job_templates.hpp"

namespace smcp::tmux {
namespace {

// `{b}` calls a builtin, bypassing aliases and functions. The trace of `set -x` is off here.

constexpr std::string_view kStart = R"sh(__smcp_n=0
while __smcp_v=$({tmux} display-message -p -t {pane} '{mark}') && {b}[ "$__smcp_n" -lt {tries} ]; do
case $__smcp_v in *:{typed}) ;; *:0) break ;; esac
__smcp_n=$((__smcp_n+1))
done
__smcp_v=$({tmux} if-shell -F -t {pane} '{wanted}' "{begin}$__smcp_v'" \; show-options -pqvt {pane} {start_option}) || :
)sh";

constexpr std::string_view kEnd = R"sh({b}printf '\033[?1005h'
__smcp_n=0
while __smcp_v=$({tmux} display-message -p -t {pane} '#{?mouse_utf8_flag,{mark},}') && {b}[ -z "$__smcp_v" ] && {b}[ "$__smcp_n" -lt {tries} ]; do
__smcp_n=$((__smcp_n+1))
done
{b}[ -n "$__smcp_v" ] || __smcp_v=$({tmux} display-message -p -t {pane} '{mark}') || :
{b}printf '\033[?1005l'
case $__smcp_v in *:0|'') ;; *) {b}printf '\n' ;; esac
{tmux} set-option -p -t {pane} {end_option} "{token} $__smcp_s $__smcp_v"{unkept} || :
)sh";

constexpr std::string_view kStartOfFish = R"sh(set -l n 0
set -l v
while true
set v ({tmux} display-message -p -t {pane} '{mark}')
or break
builtin string match -q '*:{typed}' -- "$v"
or builtin string match -qv '*:0' -- "$v"
or break
builtin test $n -ge {tries}
and break
set n (builtin math $n + 1)
end
set v ({tmux} if-shell -F -t {pane} '{wanted}' "{begin}$v'" \; show-options -pqvt {pane} {start_option})
)sh";

constexpr std::string_view kEndOfFish = R"sh(builtin printf '\033[?1005h'
set -l n 0
set -l v
while true
set v ({tmux} display-message -p -t {pane} '#{?mouse_utf8_flag,{mark},}')
or break
builtin test -n "$v" -o $n -ge {tries}
and break
set n (builtin math $n + 1)
end
builtin test -n "$v"
or set v ({tmux} display-message -p -t {pane} '{mark}')
builtin printf '\033[?1005l'
builtin string match -q '*:0' -- "$v"
or builtin test -z "$v"
or builtin printf '\n'
{tmux} set-option -p -t {pane} {end_option} "{token} $s $v"{unkept}
)sh";

}  // namespace

const JobMarkParts& job_mark_parts(ShellKind shell) {
  static constexpr JobMarkParts kParts{kStart, kEnd};
  static constexpr JobMarkParts kOfFish{kStartOfFish, kEndOfFish};
  return shell == ShellKind::fish ? kOfFish : kParts;
}

}  // namespace smcp::tmux
