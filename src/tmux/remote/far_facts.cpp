#include "tmux/remote/far_facts.hpp"

#include "shell/login_shells.hpp"
#include "text/shell_word.hpp"
#include "tmux/remote/far_look_script.hpp"

namespace smcp::tmux {
namespace {

// What is asked runs in a function, read whole before it begins, because programs in it could read the rest of the
// script; and with the standard input of nobody. A tmux that prints on and on is read no further than a version goes. LC_ALL is for the words in which `ls` refuses. The end of its input is
// the end of us: then the connection's own sshd goes, too, whatever still runs through it.
constexpr std::string_view kFunctions = R"sh(
a() { printf '%s %s\n' "$t" "$*"; }
m() { printf '%s %s+%s\n' "$t" "$i" "$*"; }
w() {
u=$(id -u)
o=ok
if [ -z "$s" ]; then
d=$(cd -P "${TMUX_TMPDIR:-/tmp}" && pwd -P) || d=$(cd -P /tmp && pwd -P)
f=${d%/}/tmux-$u
set -- $(ls -ldn "$f")
case "$1 $3" in d??????---*" $u") ;; *) o=no ;; esac
a o "$o" "$f/default"
else
case $s in /*) ;; *) s=$HOME/$s ;; esac
a o ok "$s"
fi
}
h() {
a s "$(uname -s)"
a m "$(uname -m)"
a u "$(id -u)"
a h "$HOME"
p=$(command -v tmux)
a p "$p"
[ -n "$p" ] && a v "$("$p" -V | dd bs=256 count=1)"
while read -r l; do case $l in /*) a l "$l" ;; esac; done </etc/shells
[ -r /proc/self/stat ] && a r
read -r l </proc/sys/kernel/random/boot_id && a b "$l"
p=$(readlink /proc/self/ns/pid) && a n "$p"
set -- $(printf '\1\0' | od -d)
[ "$2" -eq 1 ] && a e
w
a .
}
trap '[ $PPID -gt 1 ] && kill $PPID' 0
LC_ALL=C
export LC_ALL
unset TMUX CDPATH
)sh";
constexpr std::string_view kGreet = "h </dev/null 2>/dev/null\n";

}  // namespace

void FarFacts::take(std::string_view answer) {
  const std::string_view value = answer.size() < 2 ? std::string_view{} : answer.substr(2);
  switch (answer.empty() ? '\0' : answer.front()) {
    case 's':
      system = value;
      break;
    case 'm':
      machine = value;
      break;
    case 'u':
      user = value;
      break;
    case 'h':
      home = value.starts_with('/') ? value : "/";
      break;
    case 'p':
      tmux_program = value.starts_with('/') ? value : "";
      break;
    case 'v':
      tmux_version = value;
      break;
    case 'l':
      if (shells.size() + value.size() < shell::kMaxShellsFile) shells.append(value).push_back('\n');
      break;
    case 'b':
      id.boot = value;
      break;
    case 'n':
      id.pid_namespace = value;
      break;
    case 'r':
      has_proc = true;
      break;
    case 'e':
      little_endian = true;
      break;
    case 'o':
      own_socket = value.starts_with("ok ");
      socket_path = value.size() < 3 ? "" : value.substr(3);
      break;
    case '.':
      complete = true;
      break;
    default:
      break;
  }
}

std::string greeting(std::string_view token, const std::string& socket_path) {
  return "t=" + std::string(token) + "\ns=" + (socket_path.empty() ? "" : shell_word(socket_path)) +
         std::string(kFunctions).append(look_function()).append(kMorePath).append(kGreet);
}

}  // namespace smcp::tmux
