// For zsh. It parses lists as a whole, so our own code is in functions that emulate plain zsh.
#include "tmux/jobs/job_templates.hpp"

namespace smcp::tmux {
namespace {

// However the command ends, `always` runs. `exit` in a function gets there, too, and then to the EXIT trap.
// So the trap is set until the list continues or, since a `return` ends the list as well, until the prompt
// comes. errexit is off while our own lines run, because a status must not end the shell. The existing traps
// can only be listed into a file. Comments are comments in what `eval` evaluates, but in a `$(…)` there only if
// interactivecomments says so. With posixtraps, a function can set the trap of the shell. No function can
// switch xtrace on.
// A person's TRAPEXIT() runs at the end of every `$(…)`, and so after the script is read: what it prints comes to stand
// behind the last line, where a here-document takes it. Otherwise it would be run (`bye` ends a zsh). Where we evaluate
// such an output ourselves, the copy of the shell that makes it has no TRAPEXIT.
// zsh has told the hooks for a command (preexec) of the typed line before it ran anything of ours, so they are told of
// the command then.
constexpr std::string_view kZshScript = R"sh({
__smcp_o=
for __smcp_n in errexit errreturn unset pipefail glob clobber verbose xtrace interactivecomments; do
if [[ -o $__smcp_n ]]; then __smcp_o="$__smcp_o:$__smcp_n:"; fi
done
\builtin unsetopt errexit errreturn verbose xtrace
case {comments} in 1) \builtin setopt interactivecomments ;; esac
} 2>/dev/null
__smcp_back() {
\builtin set -- "${1-0}" "$__smcp_o"
\builtin unset -f __smcp_back __smcp_clean __smcp_end __smcp_exit
\builtin unset __smcp_a __smcp_c __smcp_f __smcp_k __smcp_n __smcp_o __smcp_s __smcp_t __smcp_v __smcp_x
case $2 in *:errreturn:*) \builtin setopt errreturn ;; esac
case $2 in *:verbose:*) \builtin setopt verbose ;; esac
case $2 in *:errexit:*) \builtin setopt errexit; \builtin return 0 ;; esac
\builtin return "$1"
}
case $__smcp_o in *:xtrace:*) \builtin print -r -- '{option}{typed_end}' ;; esac
__smcp_c={command}
__smcp_x= __smcp_f={in_copy} __smcp_t= __smcp_v=
case $__smcp_o in *:xtrace:*) __smcp_x='\builtin setopt xtrace; ' ;; esac
case $__smcp_o in *:errreturn:*) __smcp_x='\builtin setopt errreturn; '"$__smcp_x" __smcp_f={careful} ;; esac
case $__smcp_o in *:errexit:*) __smcp_x='\builtin setopt errexit; '"$__smcp_x" __smcp_f={careful} ;; esac
__smcp_end() {
\builtin emulate -L zsh
{end}__smcp_f=
}
__smcp_clean() {
() {
\builtin emulate -L zsh -o posixtraps
precmd_functions=( "${(@)precmd_functions:#__smcp_clean}" )
if (( ! $#precmd_functions )); then \builtin unset precmd_functions; fi
if [[ -n $__smcp_t ]]; then \builtin eval "\\builtin trap - EXIT$__smcp_t"; fi
}
for __smcp_n in unset pipefail glob clobber; do
case $__smcp_o in *:"$__smcp_n":*) \builtin setopt "$__smcp_n" ;; *) \builtin unsetopt "$__smcp_n" ;; esac
done
case {comments}$__smcp_o in 0*|*:interactivecomments:*) ;; *) \builtin unsetopt interactivecomments ;; esac
__smcp_back "$__smcp_s"
}
__smcp_exit() {
\builtin emulate -L zsh
\builtin local -a __smcp_n
if [[ -n $__smcp_f ]]; then __smcp_s=$1; __smcp_end; fi
{leave}[[ -t 0 ]] || \builtin return 0
if [[ -n ${HISTFILE-} && ${SAVEHIST:-0} -gt 0 ]]; then \builtin fc -AI; fi
case $- in *c*) ;; *) __smcp_n=( "${(@0)$(</proc/$$/cmdline)}" ) ;; esac
\builtin print -r -- '{replaced}'
__smcp_s=/proc/$$/exe
\builtin exec -a "${__smcp_n[1]:-zsh}" "${__smcp_s:A}" "${(@)__smcp_n[2,-2]}"
}
{
for __smcp_n in preexec "${preexec_functions[@]-}"; do
if \builtin typeset -f -- "$__smcp_n" >/dev/null 2>&1; then "$__smcp_n" "{space}$__smcp_c" "${__smcp_c%%$'\n'*}" "$__smcp_c" || :; fi
done
() {
\builtin emulate -L zsh
{start}case $__smcp_v in "{token} "*) ;; *) __smcp_f= ;; esac
}
{history}case $__smcp_f in
'') ;;
0)
__smcp_n=${TMPDIR:-/tmp}/smcp-{token}-$$
if ( \builtin umask 077; \builtin set -C; : >"$__smcp_n" ) 2>/dev/null; then
\builtin trap >|"$__smcp_n"
__smcp_t="
$(<$__smcp_n)"
\builtin zmodload -F zsh/files b:zf_rm
\builtin zf_rm -f -- "$__smcp_n"
\builtin trap - EXIT
() { \builtin setopt localoptions posixtraps; \builtin trap '__smcp_exit "$?"' EXIT; }
fi
{eval} ;;
*)
__smcp_k={copy}
( \builtin eval "$__smcp_k" ) ;;
esac
} always {
{
__smcp_s=$?
if [[ $TRY_BLOCK_INTERRUPT = 1 ]]; then __smcp_s=130; fi
TRY_BLOCK_ERROR=0 TRY_BLOCK_INTERRUPT=0
if [[ {keeps}$__smcp_f = 10 ]]; then
__smcp_o=
for __smcp_n in errexit errreturn unset pipefail glob clobber verbose xtrace; do
if [[ -o $__smcp_n ]]; then __smcp_o="$__smcp_o:$__smcp_n:"; fi
done
fi
\builtin unsetopt errexit errreturn verbose xtrace
} 2>/dev/null
case $__smcp_f in
1)
__smcp_a=; if [[ -o aliases ]]; then __smcp_a=1; fi
\builtin unsetopt aliases
\builtin eval "$(\builtin unset -f TRAPEXIT 2>/dev/null; {take})" >/dev/null 2>&1
if [[ -n $__smcp_a ]]; then \builtin setopt aliases; fi ;;
esac
if [[ -n $__smcp_f ]]; then __smcp_end; fi
precmd_functions+=(__smcp_clean)
}
{
if [[ -n $__smcp_t ]]; then
\builtin eval "\\builtin trap - EXIT$__smcp_t"
__smcp_t=
fi
case $__smcp_o in *:xtrace:*) \builtin setopt xtrace ;; esac
__smcp_clean
} 2>/dev/null <<'__smcp_rest')sh";

constexpr std::string_view kZshEval = R"sh(\builtin eval "$__smcp_x$__smcp_c")sh";
// A `set` that fails must not end the shell under errexit, which stays on.
constexpr std::string_view kZshEvalKeeping =
    R"sh(if \builtin eval "$__smcp_x$__smcp_c"; then :; else () { \builtin return "$1"; } "$?"; fi)sh";
constexpr std::string_view kZshCopySource = R"sh(\builtin . <(\builtin print -r -- "$__smcp_x$__smcp_c"))sh";

// __smcp_state prints every parameter, function and alias in a form that can be evaluated, each after a line
// with the token, its kind and its name. The waiting shell evaluates what differs at the end, which is little
// or nothing. Special parameters stay special, so only their values are printed.
constexpr std::string_view kZshCopy = R"sh(__smcp_state() {
\builtin emulate -L zsh
\builtin zmodload zsh/parameter
\builtin local __smcp_n __smcp_y
for __smcp_n in "${(@k)parameters}"; do
case $__smcp_n in
__smcp_*|[^a-zA-Z_]*|_|argv|status|pipestatus|COLUMNS|EGID|EPOCH*|ERRNO|EUID|FUNCNEST|GID|HISTCMD|LINENO|LINES|OPTARG|OPTIND|PPID|PWD|RANDOM|SECONDS|TRY_BLOCK_*|TTYIDLE|UID|USERNAME|ZSH_EVAL_CONTEXT|ZSH_SUBSHELL) continue ;;
esac
__smcp_y=${parameters[$__smcp_n]}
case $__smcp_y in
*readonly*special*|association*special*) continue ;;
*special*)
\builtin print -r -- "{token} v$__smcp_n"
case $__smcp_y in
array*) \builtin print -r -- "$__smcp_n=( ${(@qq)${(@P)__smcp_n}} )" ;;
*) \builtin print -r -- "$__smcp_n=${(qq)${(P)__smcp_n}}" ;;
esac
case $__smcp_y in *export*) \builtin print -r -- "\\builtin export $__smcp_n" ;; esac ;;
*)
\builtin print -r -- "{token} v$__smcp_n"
\builtin typeset -p -- "$__smcp_n" 2>/dev/null ;;
esac
done
for __smcp_n in "${(@k)functions}"; do
case $__smcp_n in __smcp_*|TRAP*) continue ;; esac
\builtin print -r -- "{token} f$__smcp_n"
\builtin typeset -f -- "$__smcp_n"
done
for __smcp_n in "${(@k)aliases}" "${(@k)galiases}"; do
\builtin print -r -- "{token} a$__smcp_n"
\builtin alias -L -- "$__smcp_n"
done
for __smcp_n in "${(@k)saliases}"; do
\builtin print -r -- "{token} s$__smcp_n"
\builtin alias -sL -- "$__smcp_n"
done
}
__smcp_limits() { \builtin umask; \builtin ulimit -Sa; \builtin ulimit -Ha; }
__smcp_each() {
\builtin local __smcp_n __smcp_y= __smcp_z=
for __smcp_n in "${(@f)2}" '{token} '; do
case $__smcp_n in
"{token} "*)
if [[ -n $__smcp_z ]]; then "$1" "$__smcp_y" "$__smcp_z"; fi
__smcp_y=${__smcp_n#* } __smcp_z= ;;
*) __smcp_z+=$__smcp_n$'\n' ;;
esac
done
}
__smcp_know() { __smcp_m[$1]=$2; }
__smcp_tell() {
\builtin local __smcp_z=${__smcp_m[$1]-}
if [[ $__smcp_z != "$2" ]]; then
case $1 in
v*)
if [[ -n $__smcp_z && ${__smcp_z%%\=*} != "${2%%\=*}" ]]; then \builtin print -r -- "\\builtin unset ${1#v}"; fi
\builtin print -rn -- "$2" ;;
*) \builtin print -r -- "\\builtin eval ${(qq)2}" ;;
esac
fi
__smcp_m[$1]=
}
__smcp_carry() {
\builtin emulate -L zsh
\builtin local -A __smcp_m
\builtin local __smcp_n __smcp_y
if [[ $PWD != "$__smcp_w" ]]; then \builtin print -r -- "\\builtin cd -q -- ${(qq)PWD}"; fi
if [[ $(__smcp_limits) != "$__smcp_u" ]]; then
\builtin print -r -- "\\builtin umask $(\builtin umask)"
for __smcp_n in S H; do
for __smcp_y in c d f l m n s t u v x; do
\builtin print -r -- "\\builtin ulimit -$__smcp_n -$__smcp_y $(\builtin ulimit -$__smcp_n -$__smcp_y 2>/dev/null)"
done
done
fi
__smcp_y=$(__smcp_state)
if [[ $__smcp_y = "$__smcp_b" ]]; then \builtin return 0; fi
__smcp_each __smcp_know "$__smcp_b"
__smcp_each __smcp_tell "$__smcp_y"
for __smcp_n in "${(@k)__smcp_m}"; do
if [[ -z ${__smcp_m[$__smcp_n]} ]]; then continue; fi
case $__smcp_n in
v*) \builtin print -r -- "\\builtin unset ${__smcp_n#v}" ;;
f*) \builtin print -r -- "\\builtin unset -f ${(qq)__smcp_n#f}" ;;
a*) \builtin print -r -- "\\builtin unalias -- ${(qq)__smcp_n#a}" ;;
s*) \builtin print -r -- "\\builtin unalias -s -- ${(qq)__smcp_n#s}" ;;
esac
done
}
__smcp_w=$PWD __smcp_u=$(__smcp_limits) __smcp_b=$(__smcp_state)
{source}
{ __smcp_s=$?; \builtin trap - DEBUG ZERR; \builtin unsetopt errexit errreturn xtrace verbose; \builtin setopt unset; } >/dev/null 2>&1
__smcp_y=$(__smcp_carry)
if [[ -n $__smcp_y && $({told}) != x{token} ]]; then
\builtin print -r -- "$__smcp_y" | {keep}
fi
\builtin exit "$__smcp_s")sh";

}  // namespace

const JobTemplate& zsh_template() {
  static constexpr JobTemplate kTemplate{kZshScript, kZshEval, kZshEvalKeeping, {},
                                         kZshCopy,   kZshEval, kZshCopySource};
  return kTemplate;
}

}  // namespace smcp::tmux
