#include "tmux/remote/far_sight.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "shell/local_processes.hpp"
#include "shell/stty.hpp"
#include "text/fields.hpp"
#include "tmux/remote/far_sleep.hpp"

namespace smcp::tmux {
namespace {

// Answers, in this order and each but the first for several:
//   u SECONDS WORDS           how long the machine has been up
//   t TTY NUMBER              a terminal, by the number that stat has of it
//   p /proc/PID/stat:STAT     a process that has one of them
//   a PID WORDS               the arguments of who leads the session or the group in front; NUL is \1, a newline \2
//   s PID CALL / w PID NAME   /proc/PID/syscall and wchan, of the group in front
//   f PID FD:KIND…            its descriptors (far_sleep.hpp)
//   q TTY NUMBERS STAT WORDS  the same of a process where there is no /proc: from ps
//   m TTY WORDS               what `stty -a` prints
//
// The name of a program may hold anything: by the path before the record, one that was made up is told from a true one.
// A terminal that is opened by a sh that leads its session becomes that of the session; this one, a subshell, leads none.
constexpr std::string_view kLook = R"sh(
n='
'
v() {
set -f
b=' '
o=
IFS=$b
if [ -r /proc/self/stat ]; then
read -r l </proc/uptime && m u "$l"
e=
IFS=$n
for l in $(exec ls -lnL "$@"); do
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
[ "$e" ] || return
IFS=$n
for l in $(set +f; exec grep -E "\) [A-Za-z] -?[0-9]+ [0-9]+ [0-9]+ (${e#|}) " /dev/null /proc/[0-9]*/stat); do
IFS=$b
m p "$l"
p=${l#/proc/}
p=${p%%/*}
set -- ${l##*) }
case $p in "$4"|"$6") m a $p "$(dd bs=2048 count=1 </proc/$p/cmdline | tr '\000\n' '\001\002')" ;; esac
[ "$3" = "$6" ] || continue
read -r l </proc/$p/syscall && m s $p "$l"
l=
read -r l </proc/$p/wchan
m w $p "$l"
f=
x=
IFS=$n
for l in $(exec ls -lnL /proc/$p/fd/); do
IFS=$b
x=1
case $l in
t*|d*|-*|b*) ;;
c*) set -- $l; case $5 in *,) y=$5$6 ;; *) y=$5 ;; esac; f="$f ${l##* }:$y" ;;
p*) f="$f ${l##* }:p" ;;
*) f="$f ${l##* }:?" ;;
esac
[ ${#f} -gt 3000 ] && { x=; break; }
done
[ "$x" ] && m f $p$f
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

class Reader {
 public:
  explicit Reader(bool same_calls) : same_calls_(same_calls) {}

  void take(std::string_view line) {
    const std::string_view kind = next_field(line);
    if (!line.empty()) line.remove_prefix(1);
    if (kind.size() != 1) return;
    switch (kind.front()) {
      case 'u':
        (void)std::from_chars(line.data(), line.data() + line.size(), up_);
        return;
      case 't':
        return take_terminal(line);
      case 'p':
        return take_process(line);
      case 'q':
        return take_listed(line);
      case 'm':
        return take_modes(line);
      default:
        return take_part(kind.front(), line);
    }
  }
  [[nodiscard]] FarSight finish() {
    for (const Sleeper& sleeper : sleepers_) {
      if (FarSight::Process* const process = find(sleeper.pid))
        process->sleep = judge_sleep(sleeper.seen, process->state, same_calls_);
    }
    return std::move(sight_);
  }

 private:
  struct Sleeper {
    std::int64_t pid;
    SeenSleep seen;
  };

  void take_terminal(std::string_view line) {
    const std::string_view tty = next_field(line);
    std::int64_t number = 0;
    if (take_field(line, number) && number > 0) sight_.terminals.push_back({std::string(tty), number, {}});
  }

  void take_process(std::string_view line) {
    constexpr std::string_view kPath = "/proc/";
    constexpr std::string_view kFile = "/stat:";
    const auto end = line.find(kFile);
    if (!line.starts_with(kPath) || end == std::string_view::npos) return;
    const std::string_view pid = line.substr(kPath.size(), end - kPath.size());
    const std::string stat(line.substr(end + kFile.size()));
    if (!stat.starts_with(std::string(pid) + " (")) return;
    FarSight::Process process;
    const auto [stop, error] = std::from_chars(pid.data(), pid.data() + pid.size(), process.pid);
    if (error != std::errc{} || stop != pid.data() + pid.size() || find(process.pid) != nullptr) return;
    process.state = shell::parse_process_stat(stat, std::chrono::seconds(up_));
    const auto has_it = [&](const auto& terminal) { return terminal.number == process.state.terminal; };
    if (!process.state.known || process.state.terminal == 0) return;
    if (std::any_of(sight_.terminals.begin(), sight_.terminals.end(), has_it))
      sight_.processes.push_back(std::move(process));
  }

  /// The number of the terminal is one of ours: it is the same for all that have it.
  void take_listed(std::string_view line) {
    const std::string_view tty = next_field(line);
    if (sight_.terminal(tty) == nullptr)
      sight_.terminals.push_back(
          {std::string(tty), static_cast<std::int64_t>(sight_.terminals.size()) + 1, {}});
    FarSight::Process process;
    shell::ProcessState& state = process.state;
    for (std::int64_t* const number : {&process.pid, &state.parent, &state.group, &state.terminal_group}) {
      if (!take_field(line, *number)) return;
    }
    const std::string_view how = next_field(line);
    if (how.empty() || find(process.pid) != nullptr) return;
    state.known = true;
    state.terminal = sight_.terminal(tty)->number;
    state.foreground = state.group == state.terminal_group;
    state.sleeping = how.front() == 'S' || how.front() == 'I';
    state.ended = how.front() == 'Z';
    process.sleep.sleeping = state.sleeping;
    while (!line.empty()) process.arguments.append(next_field(line)).push_back('\0');
    std::string_view name = std::string_view(process.arguments).substr(0, process.arguments.find('\0'));
    name.remove_prefix(name.rfind('/') + 1);  // npos + 1 is 0
    state.name = name.substr(0, 15);
    sight_.processes.push_back(std::move(process));
  }

  void take_modes(std::string_view line) {
    const std::string_view tty = next_field(line);
    for (FarSight::Terminal& terminal : sight_.terminals) {
      if (terminal.tty == tty) terminal.modes = shell::parse_stty(line);
    }
  }

  void take_part(char kind, std::string_view line) {
    std::int64_t pid = 0;
    if (!take_field(line, pid)) return;
    FarSight::Process* const process = find(pid);
    if (process == nullptr) return;
    if (!line.empty()) line.remove_prefix(1);
    if (kind == 'a') {
      process->arguments = line;
      std::replace(process->arguments.begin(), process->arguments.end(), '\1', '\0');
      std::replace(process->arguments.begin(), process->arguments.end(), '\2', '\n');
      return;
    }
    if (sleepers_.empty() || sleepers_.back().pid != pid) sleepers_.push_back({pid, {}});
    SeenSleep& seen = sleepers_.back().seen;
    if (kind == 's') seen.call = line;
    if (kind == 'w') seen.channel = line;
    if (kind == 'f') seen.descriptors = line;
  }

  FarSight::Process* find(std::int64_t pid) {
    const auto found = std::find_if(sight_.processes.begin(), sight_.processes.end(),
                                    [pid](const auto& each) { return each.pid == pid; });
    return found == sight_.processes.end() ? nullptr : &*found;
  }

  bool same_calls_;
  std::int64_t up_ = 0;
  FarSight sight_;
  std::vector<Sleeper> sleepers_;
};

}  // namespace

const FarSight::Process* FarSight::process(std::int64_t pid) const {
  const auto found = std::find_if(processes.begin(), processes.end(),
                                  [pid](const Process& each) { return each.pid == pid; });
  return found == processes.end() ? nullptr : &*found;
}

const FarSight::Terminal* FarSight::terminal(std::string_view tty) const {
  const auto found = std::find_if(terminals.begin(), terminals.end(),
                                  [tty](const Terminal& each) { return each.tty == tty; });
  return found == terminals.end() ? nullptr : &*found;
}

std::string_view look_function() {
  return kLook;
}

std::string look_script(const std::vector<std::string>& ttys) {
  std::string script;
  std::size_t count = 0;
  for (const std::string& tty : ttys) {
    if (!is_terminal_path(tty) || count == kMaxLookedAt) continue;
    script.append(" ").append(tty);
    ++count;
  }
  return count == 0 ? script : "v" + script;
}

FarSight parse_look(std::string_view answer, bool same_calls) {
  Reader reader(same_calls);
  while (!answer.empty()) {
    const auto end = std::min(answer.find('\n'), answer.size());
    reader.take(answer.substr(0, end));
    answer.remove_prefix(std::min(end + 1, answer.size()));
  }
  return reader.finish();
}

}  // namespace smcp::tmux
