// For dash, ash, ksh, mksh, yash and any shell called sh. Special builtins take precedence over functions
// there; for other builtins, `\command` bypasses functions, and with `eval` it limits an error to the eval.
#include "tmux/jobs/job_templates.hpp"

namespace smcp::tmux {
namespace {

// An interrupt ends the list, so a trap reports it, unless a trap of the user keeps the list going. The
// existing traps can only be listed into a file. errexit is off while our own lines run, because a status
// must not end the shell. In some shells, a function cannot switch xtrace on. In mksh, an error ends
// everything up to the prompt, so every command runs in a copy there, and the copy's changes are tried out
// first.
constexpr std::string_view kPosixScript = R"sh({ __smcp_o=$-; \set +exv; } 2>/dev/null
case $__smcp_o in *x*) \command printf '%s\n' '{option}{typed_end}' ;; esac
__smcp_c={command}
__smcp_x= __smcp_f={in_copy} __smcp_t= __smcp_s=0
case $__smcp_o in *x*) __smcp_x='\set -x; ' ;; esac
case $__smcp_o in *e*) __smcp_x="\\set -e; $__smcp_x" __smcp_f={careful} ;; esac
case {careful}${KSH_VERSION-} in 1*MIRBSD*|1*LEGACY*) __smcp_f=1 ;; esac
__smcp_back() {
\trap - INT TERM EXIT
\eval "$__smcp_t"
case $__smcp_o in *u*) \set -u ;; *) \set +u ;; esac
case $__smcp_o in *f*) \set -f ;; *) \set +f ;; esac
case $__smcp_o in *C*) \set -C ;; *) \set +C ;; esac
\set -- "$__smcp_s" "$__smcp_o"
\unset -f __smcp_back __smcp_end __smcp_exit
\unset __smcp_c __smcp_f __smcp_k __smcp_n __smcp_o __smcp_s __smcp_t __smcp_v __smcp_x
case $2 in *v*) \set -v ;; esac
case $2 in *e*) \set -e; \return 0 ;; esac
\return "$1"
}
__smcp_end() {
\set +exv
{end}}
__smcp_exit() {
__smcp_s=$1
{ __smcp_end; } 2>/dev/null
{leave}\command [ -t 0 ] || \return 0
\set -- "$(\command -v "${2#-}")" "$(\command readlink /proc/$$/exe)"
case $(\command readlink -f "$1") in "$2") ;; *) \set -- "$2" ;; esac
\command printf '%s\n' '{replaced}'
\trap - EXIT
\exec "$1"
}
__smcp_n=${TMPDIR:-/tmp}/smcp-{token}-$$
if ( \umask 077; \set -C; : >"$__smcp_n" ) 2>/dev/null; then
\trap >|"$__smcp_n"
__smcp_t=$(\command cat "$__smcp_n"; \command rm -f "$__smcp_n")
else
__smcp_n=
fi
case "$__smcp_t
" in
*" INT
"*|*" SIGINT
"*) ;;
*)
\trap '__smcp_s=130
{
__smcp_end
case $__smcp_o in *x*) \set -x ;; esac
__smcp_back
} 2>/dev/null
\command kill -INT "$$"' INT ;;
esac
case $__smcp_f in
0) case $__smcp_n in ?*) \trap '__smcp_exit "$?" "$0"' EXIT ;; esac ;;
*) \trap : TERM ;;
esac
{start}case $__smcp_v in
"{token} "*)
case $__smcp_f in
0)
{eval} ;;
*)
__smcp_k={copy}
( \eval "$__smcp_k" )
__smcp_s=$?
__smcp_x=$({take}) || :
if ( \eval "$__smcp_x" ) >/dev/null 2>&1; then \eval "$__smcp_x" >/dev/null 2>&1; fi ;;
esac
{ __smcp_end; } 2>/dev/null ;;
esac
{
case $__smcp_o in *x*) \set -x ;; esac
__smcp_back
} 2>/dev/null)sh";

constexpr std::string_view kPosixEval = R"sh(\command eval "$__smcp_x$__smcp_c"
{ __smcp_s=$?; \set +exv; } 2>/dev/null)sh";
// A `set` that fails ends the list or, under errexit, the shell, so it is tried out first.
constexpr std::string_view kPosixEvalKeeping =
    R"sh(if ( \eval "$__smcp_x$__smcp_c" ) >/dev/null 2>&1; then \eval "$__smcp_x$__smcp_c"; else ( \eval "$__smcp_x$__smcp_c" ); fi
{ __smcp_s=$? __smcp_o=$-; \set +exv; } 2>/dev/null)sh";
constexpr std::string_view kPosixCopyEval = R"sh(\eval "$__smcp_x$__smcp_c")sh";
constexpr std::string_view kPosixCopySource = R"sh(\command . /dev/fd/9 9<<__smcp_{token}
$__smcp_x$__smcp_c
__smcp_{token}
)sh";

// What is different at the end is printed in a form that the waiting shell can evaluate. In the output of
// `set`, a line that looks like the beginning of a variable may be in the middle of another one's value, so
// only names that are set count. A one-line value that was there before has not changed. Dash and the ash of
// busybox cannot print their functions, so those that the command defines are printed as it defines them.
constexpr std::string_view kPosixCopy = R"sh(__smcp_quote() {
__smcp_y=$1 __smcp_z=
while :; do
case $__smcp_y in
*\'*) __smcp_z=$__smcp_z${__smcp_y%%\'*}"'\\''" __smcp_y=${__smcp_y#*\'} ;;
*) break ;;
esac
done
\command printf "'%s'" "$__smcp_z$__smcp_y"
}
__smcp_limits() { \umask; \ulimit -S -a; \ulimit -H -a; } 2>/dev/null
__smcp_exports() { \command printf '\n'; \export -p; \command printf '\n'; }
__smcp_functions() {
\command typeset +f 2>/dev/null | while \command read -r __smcp_n; do
__smcp_n=${__smcp_n%%[!A-Za-z0-9_]*}
case $__smcp_n in ''|__smcp_*) ;; *) \command typeset -f "$__smcp_n" 2>/dev/null && \command printf '\n' ;; esac
done
}
__smcp_function() {
case $(\command -v "$1") in "$1") \command printf '\\command eval %s\n' "$(__smcp_quote "$2")" ;; esac
}
__smcp_name() {
__smcp_n=${1%%=*}
case $1 in *=*) ;; *) \return 1 ;; esac
case $__smcp_n in
''|[0-9]*|*[!A-Za-z0-9_]*|_|__smcp_*|BASHPID|COLUMNS|EPOCHREALTIME|ERRNO|FUNCNAME|KSH_MATCH|LINENO|LINES|OPTIND|PPID|PWD|RANDOM|SECONDS) \return 1 ;;
esac
\eval "__smcp_v=\${$__smcp_n+x}"
}
__smcp_variables() {
while \command read -r __smcp_l; do
__smcp_name "$__smcp_l" || continue
case $__smcp_v in '') \command printf '%s\n' "\\command eval '\\unset $__smcp_n'" ;; esac
done <<__smcp_{token}
$__smcp_b
__smcp_{token}
while \command read -r __smcp_l; do
__smcp_name "$__smcp_l" || continue
case $__smcp_v in '') continue ;; esac
__smcp_v=
case $__smcp_d in *"
export $__smcp_n="*|*"
export $__smcp_n
"*) __smcp_v=was ;; esac
case $__smcp_e in *"
export $__smcp_n="*|*"
export $__smcp_n
"*) __smcp_v=${__smcp_v}is ;; esac
\eval "__smcp_x=\$$__smcp_n"
case $__smcp_v in
''|wasis)
case "
$__smcp_b
" in *"
$__smcp_n='$__smcp_x'
"*) continue ;; esac
case ${__smcp_l#*=} in *\') ;; *\'*) __smcp_l= ;; esac
case $__smcp_l in ?*)
case "
$__smcp_b
" in *"
$__smcp_l
"*) continue ;; esac ;;
esac ;;
esac
case $__smcp_v in was) \command printf '\\unset %s\n' "$__smcp_n" ;; esac
__smcp_l=$__smcp_n=$(__smcp_quote "$__smcp_x")
\command printf '\\command eval %s\n' "$(__smcp_quote "$__smcp_l")"
case $__smcp_v in *is) \command printf '\\export %s\n' "$__smcp_n" ;; esac
done <<__smcp_{token}
$__smcp_a
__smcp_{token}
}
__smcp_aliases() {
while \command read -r __smcp_l; do
__smcp_l=${__smcp_l#alias }
case $__smcp_l in *=*) \alias "${__smcp_l%%=*}" >/dev/null 2>&1 || \command printf '\\unalias %s\n' "${__smcp_l%%=*}" ;; esac
done <<__smcp_{token}
$__smcp_i
__smcp_{token}
while \command read -r __smcp_l; do
case "
$__smcp_i
" in *"
$__smcp_l
"*) continue ;; esac
case $__smcp_l in *=*) \command printf '\\command eval %s\n' "$(__smcp_quote "\\alias ${__smcp_l#alias }")" ;; esac
done <<__smcp_{token}
$1
__smcp_{token}
}
__smcp_carry() {
case $PWD in "$__smcp_w") ;; *) \command printf 'CDPATH= \\command cd %s\n' "$(__smcp_quote "$PWD")" ;; esac
__smcp_a=$(\set) __smcp_e=$(__smcp_exports)
case $__smcp_a$__smcp_e in "$__smcp_b$__smcp_d") ;; *) __smcp_variables ;; esac
__smcp_l=$(\alias)
case $__smcp_l in "$__smcp_i") ;; *) __smcp_aliases "$__smcp_l" ;; esac
__smcp_l=$(__smcp_functions)
case $__smcp_l in
'')
{functions}: ;;
"$__smcp_g") ;;
*)
\command printf '%s\n' "$__smcp_l"
while \command read -r __smcp_n; do
__smcp_n=${__smcp_n%%[!A-Za-z0-9_]*}
case ${__smcp_n:+$(\command typeset -f "$__smcp_n" 2>/dev/null)}$__smcp_n in "$__smcp_n") \command printf '\\unset -f %s\n' "$__smcp_n" ;; esac
done <<__smcp_{token}
$__smcp_h
__smcp_{token}
;;
esac
case $(__smcp_limits) in
"$__smcp_u") ;;
*)
\command printf '\\umask %s\n' "$(\umask)"
for __smcp_n in S H; do
for __smcp_l in c d f l m n p s t v w; do
\command printf '\\command ulimit -%s -%s %s\n' "$__smcp_n" "$__smcp_l" "$(\ulimit "-$__smcp_n" "-$__smcp_l" 2>/dev/null)"
done
done ;;
esac
}
__smcp_w=$PWD __smcp_u=$(__smcp_limits) __smcp_i=$(\alias) __smcp_g=$(__smcp_functions) __smcp_h=$(\command typeset +f 2>/dev/null) __smcp_d=$(__smcp_exports)
__smcp_b=$(\set)
{source}
{ __smcp_s=$?; \set +euxvfC; } 2>/dev/null
__smcp_y=$(__smcp_carry)
case ${__smcp_y:+$({told})} in
''|x{token}) ;;
*) \command printf '%s\n:\n' "$__smcp_y" | {keep} ;;
esac
\exit "$__smcp_s")sh";

}  // namespace

const JobTemplate& posix_template() {
  static constexpr JobTemplate kTemplate{kPosixScript, kPosixEval,     kPosixEvalKeeping, {},
                                         kPosixCopy,   kPosixCopyEval, kPosixCopySource};
  return kTemplate;
}

}  // namespace smcp::tmux
