// For fish. It cannot fork copies of itself; but in what `source` reads, `exit` ends only that and not the
// shell.
#include "tmux/jobs/job_templates.hpp"

namespace smcp::tmux {
namespace {

// A command that needs a copy (`exec`, a signal to the shell itself, a trap for its exit) runs in another
// fish, which is given the variables and functions of this one.
// The end is reported right behind the command, and not only by the event: handlers of the user's, which come before
// ours, may print something. If the command is interrupted, only the event is left.
// fish has told the handlers for a command (fish_preexec) of the typed line before it ran anything of ours, so they are
// told of the command then.
constexpr std::string_view kFishScript = R"sh(set -l __smcp_c {command}
builtin emit fish_preexec "{space}$__smcp_c"
if begin
{start}builtin string match -q '{token} *' -- "$v"
end
function __smcp_end --on-event fish_postexec
set -l s $status
builtin functions -e __smcp_end
set -q __smcp_j
and builtin status job-control interactive
set -eg __smcp_j
if builtin test {in_copy} = 1
{take} | builtin source >/dev/null 2>&1
end
{end}return $s
end
function __smcp_exit --on-event fish_exit
builtin functions -q __smcp_end
and __smcp_end
{leave}builtin test -t 0
or return
set -l p (builtin status fish-path)
set -l a (builtin string split0 </proc/$fish_pid/cmdline)
builtin contains -- -c $a
and set a
builtin printf '%s\n' '{replaced}'
exec $p $a[2..-1]
end
function __smcp_clean --on-event fish_prompt
builtin functions -e __smcp_exit __smcp_clean
end
{history}{eval}
__smcp_end
end)sh";

constexpr std::string_view kFishEval = R"sh(builtin eval $__smcp_c)sh";

// It reads a file, because with a pipe the command could not read from the terminal. Job control is switched
// off in there, unless it is full.
constexpr std::string_view kFishEvalFile = R"sh(set -l __smcp_f
for __smcp_n in $TMPDIR /tmp /dev/shm $HOME
set __smcp_f (command mktemp $__smcp_n/run_command.XXXXXX 2>/dev/null)
and break
end
if builtin test -z "$__smcp_f"
builtin eval $__smcp_c
else if builtin test {in_copy} = 0
builtin status is-full-job-control
or set -g __smcp_j
builtin status job-control full
builtin echo 'command rm -f -- $__smcp_f; builtin eval $__smcp_c' >$__smcp_f
builtin source $__smcp_f
else
{state}set -g __smcp_c $__smcp_c
__smcp_state >$__smcp_f 2>/dev/null
set -eg __smcp_c
builtin functions -e __smcp_state
set -l __smcp_o --no-config
builtin string match -qr '^(2|3\.[0-2])\.' -- $version
and set -e __smcp_o
set -l __smcp_p (builtin status fish-path)
command $__smcp_p $__smcp_o -c {copy} $__smcp_f $__smcp_c
end)sh";

// Prints every variable and function, each in one line that can be evaluated. Functions from files are left
// to be found there. Asking where a function comes from loads it, so only those that the command names are
// asked for.
constexpr std::string_view kFishState = R"sh(function __smcp_state
for __smcp_n in (set -gn)
builtin contains -- $__smcp_n _ argv CMD_DURATION COLUMNS FISH_VERSION LINES PWD SHLVL fish_kill_signal fish_killring fish_pid history hostname pipestatus status status_generation umask version
or builtin string match -q '__smcp_*' -- $__smcp_n
and continue
set -l __smcp_x -g
builtin contains -- $__smcp_n (set -xgn)
and set __smcp_x -gx
builtin echo set $__smcp_x $__smcp_n (builtin string escape -- $$__smcp_n)
end
set -l __smcp_w (builtin string match -ar '[^\s;()|&<>]+' -- $__smcp_c)
for __smcp_n in (builtin functions -an)
builtin string match -qr '^__(smcp|trap_handler)_' -- $__smcp_n
and continue
if builtin contains -- $__smcp_n $__smcp_w
builtin contains -- (builtin string replace -r '/[^/]*$' '' -- (builtin functions -D -- $__smcp_n)) $fish_function_path
and continue
else
builtin test 1 = 2
for __smcp_x in $fish_function_path/$__smcp_n.fish
builtin test -e $__smcp_x
and break
end
and continue
end
builtin echo builtin eval (builtin string escape -- (builtin functions -- $__smcp_n | builtin string collect))
end
builtin echo set umask $umask
end
)sh";

// The waiting shell evaluates what differs at the end, which is little or nothing.
constexpr std::string_view kFishCopy = R"sh(builtin source $argv[1] >/dev/null 2>&1
command rm -f -- $argv[1]
{state}set -g __smcp_b (__smcp_state 2>/dev/null)
set -g __smcp_w $PWD
set -g __smcp_c $argv[2]
set -e argv
builtin eval $__smcp_c
set -g __smcp_s $status
set -l __smcp_a (__smcp_state 2>/dev/null)
set -l __smcp_y
builtin test "$PWD" = "$__smcp_w"
or set __smcp_y 'builtin cd '(builtin string escape -- $PWD)
for __smcp_n in $__smcp_a
builtin contains -- $__smcp_n $__smcp_b
or set -a __smcp_y $__smcp_n
end
for __smcp_n in (builtin string replace -rf '^set -gx? (\S+).*' '$1' -- $__smcp_b)
builtin contains -- $__smcp_n (set -gn)
or set -a __smcp_y "set -eg $__smcp_n"
end
builtin test -n "$__smcp_y"
and builtin test ({told}) != x{token}
and builtin string join \n -- $__smcp_y | {keep}
exit $__smcp_s)sh";

}  // namespace

const JobTemplate& fish_template() {
  static constexpr JobTemplate kTemplate{kFishScript, kFishEval, {}, kFishEvalFile,
                                         kFishCopy,   {},        {}, kFishState};
  return kTemplate;
}

}  // namespace smcp::tmux
