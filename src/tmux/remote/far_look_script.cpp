#include "tmux/remote/far_look_script.hpp"

namespace smcp::tmux {
namespace {

// Answers, in this order and each but the first for several:
//   u SECONDS WORDS           how long the machine has been up
//   t TTY NUMBER              a terminal, by the number that stat has of it
//   p /proc/PID/stat:STAT     a process that has one of them, or is asked for by its number, or ($z) any
//   s PID CALL / w PID NAME   /proc/PID/syscall and wchan, of the group in front; where the first thread waits for
//                             others, of the only one that does not
//   a PID WORDS               the arguments of who leads the session or the group in front, or is asked for ($y); NUL is
//                             \1, a newline \2
//   f PID FD:KIND…            the descriptors (far_sleep.hpp) of who may wait for one of them
//   e /proc/PID/environ:WORDS what tmux has put into the environment of a process ($z)
//   q TTY NUMBERS STAT WORDS  the same of a process where there is no /proc: from ps
//   m TTY WORDS               what `stty -a` prints
//
// Of a process that has none of the terminals the figures behind its memory's are left out, which nobody asks for.
// The name of a program may hold anything: by the path before the record, one that was made up is told from a true one.
// A terminal that is opened by a sh that leads its session becomes that of the session; this one, a subshell, leads none.
constexpr std::string_view kLookScript = R"sh(
n='
'
g() {
[ "$x" = 1 ] && m f $p$f
x=
f=
}
v() {
set -f
b=' '
o=
IFS=$b
if [ -r /proc/self/stat ]; then
read -r l </proc/uptime && m u "$l"
e=
q=
k=
IFS=$n
[ $# -gt 0 ] && for l in $(exec ls -lnL "$@"); do
IFS=$b
d=${l##* }
set -- $l
case $1 in c*) ;; *) continue ;; esac
case $5 in *,) x=$6 ;; *) x=${5#*,} ;; esac
y=${5%%,*}
case $x$y in ''|*[!0-9]*) continue ;; esac
x=$((x & 255 | y << 8 | (x & ~255) << 12))
m t "$d" $x
e="$e|$x"
o="$o$b$d"
done
x="\) [A-Za-z] -?[0-9]+ [0-9]+ [0-9]+ (${e#|}) "
[ "$z" ] && x=
IFS=$n
[ "$z$e" ] && for l in $(set +f; exec grep -E "$x" /dev/null /proc/[0-9]*/stat); do
IFS=$b
p=${l#/proc/}
p=${p%%/*}
set -- ${l##*) }
case $e\| in *"|$5|"*) m p "$l" ;; *) m p "${l%% 18446744073709551615 *}"; continue ;; esac
case $p in "$4"|"$6") q="$q $p" ;; esac
[ "$3" = "$6" ] || continue
j=/proc/$p
l=
read -r l <$j/wchan
case $l in futex_*)
set +f
set --
for d in $j/task/*; do
y=
read -r y <$d/wchan
case $y in futex_*) ;; *) set -- "$@" $d ;; esac
done
set -f
[ $# -eq 1 ] && j=$1
l=
read -r l <$j/wchan
;;
esac
x=
read -r x <$j/syscall && m s $p "$x"
m w $p "$l"
case $l in *tty_read*|*woken*|*poll*|*select*) ;; ''|0) case $x in [0-9]*) ;; *) continue ;; esac ;; *) continue ;; esac
d=$p
k="$k /proc/$p/fd/"
done
IFS=$b
for p in $c; do
read -r l </proc/$p/stat && m p "/proc/$p/stat:$l" && q="$q $p"
done
for p in $q; do
l=$(exec tr '\000\n' '\001\002' </proc/$p/cmdline)
printf '%s %s+a %s %.2048s\n' "$t" "$i" $p "$l"
done
p=$d
x=
f=
IFS=$n
[ "$k" ] && for l in $(IFS=$b; exec ls -lnL $k); do
IFS=$b
case $l in /proc/*:) g; p=${l#/proc/}; p=${p%%/*}; continue ;; esac
[ "$x" = 0 ] && continue
x=1
case $l in
t*|d*|-*|b*) ;;
c*) set -- $l; case $5 in *,) y=$5$6 ;; *) y=$5 ;; esac; f="$f ${l##* }:$y" ;;
p*) f="$f ${l##* }:p" ;;
*) f="$f ${l##* }:?" ;;
esac
[ ${#f} -gt 3000 ] && x=0
done
g
IFS=$n
[ "$z" ] && for l in $(set +f; exec grep -azE '^TMUX(_PANE)?=' /dev/null /proc/[0-9]*/environ | tr '\000\n' '\n\002'); do
IFS=$b
m e "$l"
done
else
for d do
[ -c "$d" ] || continue
o="$o$b$d"
IFS=$n
for l in $(exec ps -o pid=,ppid=,pgid=,tpgid=,stat=,args= -t "${d#/dev/}"); do
IFS=$b
m q "$d" "$l"
done
done
fi
IFS=$b$n
for d in $o; do
m m "$d" $(stty -a <"$d")
done
}
)sh";

bool is_terminal_path(std::string_view tty) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_.";
  return tty.starts_with("/dev/") && tty.find_first_not_of(kPlain) == std::string_view::npos;
}

}  // namespace

std::string_view look_function() {
  return kLookScript;
}

std::string look_script(const shell::LookAt& what) {
  std::string script;
  if (what.all) script += "z=1\n";
  if (!what.processes.empty()) {
    script += "c='";
    for (const std::int64_t pid : what.processes) script.append(" ").append(std::to_string(pid));
    script += "'\n";
  }
  const bool asks = !script.empty();
  script += "v";
  std::size_t count = 0;
  for (const std::string& tty : what.ttys) {
    if (!is_terminal_path(tty) || count == kMaxLookedAt) continue;
    script.append(" ").append(tty);
    ++count;
  }
  return asks || count > 0 ? script : "";
}

}  // namespace smcp::tmux
