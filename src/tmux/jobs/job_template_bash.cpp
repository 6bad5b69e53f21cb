// For bash. Only `\builtin` is reliable: functions take precedence over builtins, and aliases over both.
#include "tmux/jobs/job_templates.hpp"

namespace smcp::tmux {
namespace {

// An interrupt ends the whole list, down to its last line; nothing else does, since an error ends only a line
// of the command, as at the prompt. So the end is reported by a hook that runs before the next prompt. If
// PROMPT_COMMAND cannot be set, the command runs in a copy: a shell with a trap for INT (`:`) survives the
// death of its copy. If the history keeps lines that begin with a space, the typed line is removed from it.
// An EXIT trap that a sourced file has set stays.
// errexit is off while our own lines run, because a status must not end the shell. Our own traces are not
// part of the output: if the typed line has made one, the end of that line is printed once more, since it
// must be right above the mark (job_output).
// The DEBUG trap runs before anything of the typed line is expanded, so it sees that line. bash-preexec's hooks, which
// it calls once for each line, are told of the command then.
constexpr std::string_view kBashScript = R"sh({
__smcp_o=:$SHELLOPTS:
\builtin set +exv
__smcp_d=$(\builtin trap -p DEBUG)
\builtin trap - DEBUG
} >/dev/null 2>&1
case $__smcp_o in *:xtrace:*) \builtin printf '%s\n' '{option}{typed_end}' ;; esac
__smcp_c={command}
__smcp_x= __smcp_f={in_copy} __smcp_h={hook} __smcp_e=$(\builtin trap -p EXIT)
case $__smcp_o in *:xtrace:*) __smcp_x='\builtin set -x; ' ;; esac
case $__smcp_o in *:errexit:*) __smcp_x="\builtin set -e; $__smcp_x" __smcp_f={careful} ;; esac
( \builtin unset -v PROMPT_COMMAND ) 2>/dev/null || __smcp_h=0
case {keeps}$__smcp_h in 00) __smcp_f=1 ;; esac
__smcp_back() {
case $(\builtin trap -p EXIT) in
''|*__smcp_exit*|"$__smcp_e")
\builtin trap - EXIT
\builtin eval "$__smcp_e" ;;
esac
case $__smcp_h in
0)
\builtin trap - INT
\builtin eval "$__smcp_t" ;;
esac
for __smcp_n in nounset pipefail noglob noclobber functrace errtrace; do
case $__smcp_o in *:"$__smcp_n":*) \builtin set -o "$__smcp_n" ;; *) \builtin set +o "$__smcp_n" ;; esac
done
case $__smcp_h in 1) PROMPT_COMMAND=${PROMPT_COMMAND//"{ __smcp_end; } 2>/dev/null
"/} ;; esac
case $__smcp_h${__smcp_p-}${PROMPT_COMMAND-} in 1) \builtin unset -v 'PROMPT_COMMAND[0]' ;; esac
\builtin set -- "${__smcp_s-0}" "$__smcp_o" "$__smcp_d"
\builtin unset -f __smcp_back __smcp_end __smcp_exit
\builtin unset -v __smcp_c __smcp_d __smcp_e __smcp_f __smcp_h __smcp_k __smcp_n __smcp_o __smcp_p __smcp_s __smcp_t __smcp_v __smcp_x
case $2 in *:verbose:*) \builtin set -v ;; esac
case $2 in *:xtrace:*) \builtin set -x ;; esac
\builtin eval "$3"
case $2 in *:errexit:*) \builtin set -e; \builtin return 0 ;; esac
\builtin return "$1"
}
__smcp_end() {
{
__smcp_s=${1-$?}
\builtin set +exv
case ${__smcp_d:+x} in x) \builtin trap - DEBUG ;; esac
} >/dev/null 2>&1
{end}__smcp_back
}
__smcp_exit() {
__smcp_s=$?
{ __smcp_end "$__smcp_s"; } 2>/dev/null
\builtin trap - EXIT
{leave}\builtin [ -t 0 ] || \builtin return 0
\builtin set -- "$BASH"
case $- in *c*) ;; *) \builtin mapfile -d '' -t __smcp_n </proc/$$/cmdline && \builtin set -- "${__smcp_n[@]}" ;; esac
\builtin printf '%s\n' '{replaced}'
\builtin exec -a "$1" "$BASH" "${@:2}"
}
case $__smcp_h in
0)
__smcp_t=$(\builtin trap -p INT)
\builtin trap : INT ;;
1)
__smcp_p=${PROMPT_COMMAND+x}
PROMPT_COMMAND="{ __smcp_end; } 2>/dev/null
${PROMPT_COMMAND-}" ;;
esac
case ${bash_preexec_imported-}${__bp_imported-} in
?*)
for __smcp_n in ${preexec_functions[@]+"${preexec_functions[@]}"}; do
if \builtin declare -F -- "$__smcp_n" >/dev/null; then "$__smcp_n" "{space}$__smcp_c" || :; fi
done ;;
esac
{start}case $__smcp_v in
"{token} "*)
case ${HISTCONTROL-} in
*ignorespace*|*ignoreboth*) ;;
*) case $(\builtin history 1 2>/dev/null) in *'{option}{typed_end}') \builtin history -d -1 2>/dev/null || : ;; esac ;;
esac
{history}case $__smcp_f in
0)
\builtin trap __smcp_exit EXIT
\builtin eval "$__smcp_d"
{eval}
case ${__smcp_d:+x} in
x)
__smcp_d=$(\builtin trap -p DEBUG)
\builtin trap - DEBUG ;;
esac
} >/dev/null 2>&1 ;;
*)
__smcp_k={copy}
( \builtin eval "$__smcp_k" )
__smcp_s=$?
\builtin eval "$({take})" >/dev/null 2>&1 ;;
esac
{ __smcp_end "$__smcp_s"; } 2>/dev/null ;;
*)
{ __smcp_back; } 2>/dev/null ;;
esac)sh";

constexpr std::string_view kBashEval = R"sh(\builtin eval "$__smcp_x$__smcp_c"
{
__smcp_s=$?
\builtin set +exv)sh";

// A `set` that fails must not end the shell under errexit, which stays on.
constexpr std::string_view kBashEvalKeeping =
    R"sh(if \builtin eval "$__smcp_x$__smcp_c"; then { __smcp_s=0; } 2>/dev/null; else { __smcp_s=$?; } 2>/dev/null; fi
{
__smcp_o=:$SHELLOPTS:
\builtin set +exv)sh";

constexpr std::string_view kBashCopyEval = R"sh(\builtin eval "$__smcp_x$__smcp_c")sh";
constexpr std::string_view kBashCopySource =
    R"sh(\builtin . <(\builtin printf '%s\n' "$__smcp_x$__smcp_c"))sh";

// __smcp_state prints every variable, function and alias in a form that can be evaluated, each after a line
// with the token, its kind and its name. The waiting shell evaluates what differs at the end, which is little
// or nothing. Aliases are off meanwhile, since they would be expanded once more in the functions. (Only a
// bare `declare` could be given an array.)
constexpr std::string_view kBashCopy = R"sh(__smcp_state() {
for __smcp_n in {names}; do
case $__smcp_n in
BASH_ENV|BASH_COMPAT) ;;
_|__smcp_*|BASH*|COLUMNS|COMP_*|COPROC*|DIRSTACK|EPOCH*|EUID|FUNCNAME|GROUPS|HISTCMD|LINENO|LINES|OPTARG|OPTIND|PIPESTATUS|PPID|PWD|RANDOM|READLINE_*|SECONDS|SHELLOPTS|SRANDOM|UID) continue ;;
esac
\builtin printf '{token} v%s\n' "$__smcp_n"
\builtin declare -p "$__smcp_n" 2>/dev/null
done
\builtin mapfile -t __smcp_l <<<"$(\builtin declare -F)"
for __smcp_n in "${__smcp_l[@]}"; do
case $__smcp_n in *" __smcp_"*|'') continue ;; esac
\builtin printf '{token} f%s\nfunction ' "${__smcp_n##* }"
\builtin declare -f "${__smcp_n##* }"
\builtin printf '\\builtin %s\n' "$__smcp_n"
done
for __smcp_n in "${!BASH_ALIASES[@]}"; do
\builtin printf '{token} a%s\n%q\n' "$__smcp_n" "$__smcp_n=${BASH_ALIASES[$__smcp_n]}"
done
}
__smcp_limits() { \builtin umask; \builtin ulimit -Sa; \builtin ulimit -Ha; }
__smcp_each() {
\builtin local __smcp_y= __smcp_z= __smcp_n
\builtin mapfile -t __smcp_l <<<"$2"
for __smcp_n in "${__smcp_l[@]}" '{token} '; do
case $__smcp_n in
"{token} "*)
case $__smcp_z in ?*) "$1" "$__smcp_y" "$__smcp_z" ;; esac
__smcp_y=${__smcp_n#* } __smcp_z= ;;
*) __smcp_z+=$__smcp_n
__smcp_z+='
' ;;
esac
done
}
__smcp_know() { __smcp_m[$1]=$2; }
__smcp_declare() {
case $2 in
*=*)
\builtin set -- "$1" "${2#*=}" "${2%% "$1"=*}"
\builtin set -- "$1" "$2" "${3#declare }"
\builtin printf '\\builtin eval %q\n' "\\builtin declare -g${3//[-r]/} $1
$1=$2"
case $3 in *r*) \builtin printf '\\builtin declare -r %s\n' "$1" ;; esac ;;
*) \builtin printf '\\builtin %s' "$2" ;;
esac
}
__smcp_tell() {
case ${__smcp_m[$1]-} in
"$2") ;;
*)
case $1 in
v*)
case ${__smcp_m[$1]+x}${__smcp_m[$1]%%=*} in ''|"x${2%%=*}") ;; *) \builtin printf '\\builtin unset -v %s\n' "${1#v}" ;; esac
__smcp_declare "${1#v}" "$2" ;;
a*) \builtin printf '\\builtin alias -- %s' "$2" ;;
f*) \builtin printf '\\builtin eval %q\n' "$2" ;;
esac ;;
esac
__smcp_m[$1]=
}
__smcp_carry() {
\builtin local -A __smcp_m
\builtin local __smcp_n __smcp_y
case $PWD in "$__smcp_w") ;; *) \builtin printf '\\builtin cd -- %q\n' "$PWD" ;; esac
case $(__smcp_limits) in
"$__smcp_u") ;;
*)
\builtin printf '\\builtin umask %s\n' "$(\builtin umask)"
for __smcp_n in S H; do
for __smcp_y in c d e f i k l m n q r s t u v x P R T; do
\builtin printf '\\builtin ulimit -%s %s\n' "$__smcp_n$__smcp_y" "$(\builtin ulimit "-$__smcp_n$__smcp_y" 2>/dev/null)"
done
done ;;
esac
__smcp_y=$(__smcp_state)
case $__smcp_y in "$__smcp_b") \builtin return 0 ;; esac
__smcp_each __smcp_know "$__smcp_b"
__smcp_each __smcp_tell "$__smcp_y"
for __smcp_n in "${!__smcp_m[@]}"; do
case ${__smcp_m[$__smcp_n]:+$__smcp_n} in
v*) \builtin printf '\\builtin unset -v %s\n' "${__smcp_n#v}" ;;
f*) \builtin printf '\\builtin unset -f -- %q\n' "${__smcp_n#f}" ;;
a*) \builtin printf '\\builtin unalias -- %q\n' "${__smcp_n#a}" ;;
esac
done
}
case $__smcp_h in 1) PROMPT_COMMAND=${PROMPT_COMMAND//"{ __smcp_end; } 2>/dev/null
"/} ;; esac
case ${__smcp_p-x}${PROMPT_COMMAND-} in '') \builtin unset -v 'PROMPT_COMMAND[0]' ;; esac
__smcp_w=$PWD __smcp_u=$(__smcp_limits) __smcp_b=$(__smcp_state)
__smcp_a=; \builtin shopt -q expand_aliases && __smcp_a=1
\builtin eval "$__smcp_d"
{source}
{ __smcp_s=$?; \builtin trap - DEBUG ERR RETURN; \builtin set +euxvfC; } >/dev/null 2>&1
__smcp_y=$(__smcp_carry)
case ${__smcp_y:+$({told})} in
''|x{token}) ;;
*) \builtin printf '%s\n' "${__smcp_a:+\builtin shopt -u expand_aliases}" "$__smcp_y" "${__smcp_a:+\builtin shopt -s expand_aliases}" | {keep} ;;
esac
\builtin exit "$__smcp_s")sh";

}  // namespace

const JobTemplate& bash_template() {
  static constexpr JobTemplate kTemplate{kBashScript, kBashEval,     kBashEvalKeeping, {},
                                         kBashCopy,   kBashCopyEval, kBashCopySource};
  return kTemplate;
}

}  // namespace smcp::tmux
