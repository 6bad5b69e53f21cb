#include "tmux/jobs/far_shell.hpp"

#include <algorithm>
#include <cstdint>

#include "text/trim.hpp"
#include "tmux/jobs/protocol.hpp"
#include "tmux/jobs/script_values.hpp"
#include "tmux/link/format_fields.hpp"

namespace smcp::tmux {
namespace {

/// Upper bound on a line of the script, in bytes: some terminals take no longer ones (MAX_CANON is 255 on none
/// that has a shell, 1024 on macOS, 4096 on Linux).
constexpr std::size_t kMaxLine = 900;

constexpr std::string_view kShellWord = " shell ";
constexpr std::string_view kKeysWord = " keys ";
constexpr std::string_view kEndWord = " end ";
constexpr std::string_view kLateWord = " late ";

/// The terminal's settings come back however the program ends. Not canonical, so that no line is too long, and
/// so that a read ends by itself (kLoaderWaits). A line without our name was typed by a user, and goes into u, with
/// our name in place of its line break.
constexpr std::string_view kTyped =
    R"sh( eval "$(sh -c 'o=$(stty -g)||exit;trap "stty $o" 0;trap exit 1 2;)sh"
    R"sh(stty -echo -icanon min 0 time 99;printf "\33]7;$0\7">&2;while IFS= read -r l;do case $l in )sh"
    R"sh(*$0\ *)eval "$(printf %b "${l##*$0 }")";;*)u=$u$l$0;;esac;done' )sh";

/// {T} is the token. What does not begin with it was typed by a user. A line that is not complete when nothing more
/// comes is ours if it begins with the token. What a user has typed follows far_taken() and is left to the shell; if
/// they have typed before that came, it would stand behind their last keys: it is read away, and all is told again.
constexpr std::string_view kLoader =
    R"sh(u=$u${l%%$0 *};{ read -r c </proc/$PPID/comm; } 2>/dev/null||c=$(ps -o comm= -p $PPID 2>/dev/null)
printf "\33[2m%b\33[m\r\n\33]7;%s shell %s\7" "{shown}" "$0" "$c" >&2
x= n=0
while IFS= read -r l;do
case $l in {T}:*)x=$x${l#{T}:};;{T}.)n=1;break;;*{T}:*)u=$u${l%%{T}:*};;*{T}.)u=$u${l%{T}.};n=1;break;;*)u=$u$l$0;;esac
done
case $n$l in 1*|0{T}*);;*)u=$u$l;;esac
if [ "$n$u" = 1 ];then printf %b "$x";exit;fi
while :;do
printf "\33]7;%s keys %s\7" "$0" "$(printf %.{most}s "$u"|od -An -v -tx1|tr -d " \n")" >&2
w=$u c=
while :;do
IFS= read -r l||exit
case $l in {T}=*)break;;*{T}=*)c=1;u=$u${l%%{T}=*};break;;*)c=1;u=$u$l$0;;esac
done
if [ -z "$c" ];then printf "\33]7;%b\7" "${l#*=}" >&2;exit;fi
stty time 3
s=
while IFS= read -r l;do s=$s$l$0;done
s=$s$l
stty time 99
u=$u${s#"$w"}
done)sh";

/// The output may end in a device control string, which would swallow the mark; ESC \ ends it, and is nothing elsewhere.
/// `sleep` need not know fractions. An interrupt that comes while no `sleep` runs waits for the next one to end.
constexpr std::string_view kEndProgram =
    R"sh(o=$(stty -g)
f(){ trap "" 2 3;printf "\33]7;%b\7" "{path}";case $1 in 3)printf "\r\n";;esac;stty "$o";exit 0;}
trap "f 2" 2
trap "f 3" 3
ulimit -c 0
stty -echo isig icanon noflsh intr ^C quit ^\\
printf "\33\134\33\134\33]7;%s end %s\7" "$0" "$1"
i=0
while [ $i -lt 50 ];do sleep .1 2>/dev/null||{ sleep 1;i=$((i+9));};i=$((i+1));done
printf "\33]7;%s late %s\7" "$0" "$1"
stty "$o")sh";

/// For printf's %b.
void append_octal(std::string& to, unsigned char byte) {
  const unsigned value = byte;
  to += "\\0";
  for (const unsigned shift : {6U, 3U, 0U}) to.push_back(static_cast<char>('0' + ((value >> shift) & 7U)));
}

std::optional<std::string> from_hex(std::string_view hex) {
  std::string bytes;
  if (hex.size() % 2 != 0) return std::nullopt;
  const auto digit = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  };
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int high = digit(hex[i]);
    const int low = digit(hex[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<char>(high * 16 + low));
  }
  return bytes;
}

/// What a program may be called, as /proc tells it. The far end can say anything.
bool is_name(std::string_view text) {
  constexpr std::size_t kMostName = 15;
  return text.size() <= kMostName && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  std::string_view("-_.+").find(c) != std::string_view::npos;
         });
}

bool take_word(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

}  // namespace

std::optional<FarMark> FarMark::parse(std::string_view path, const JobId& id) {
  if (!take_word(path, far_ready(id))) return std::nullopt;
  if (path.empty()) return FarMark{Kind::ready};
  if (take_word(path, kShellWord)) {
    // Where no program tells its name, the rest is blank.
    const std::string_view name = trimmed(path);
    return is_name(name) ? std::optional(FarMark{Kind::shell, std::string(name)}) : std::nullopt;
  }
  if (take_word(path, kKeysWord)) {
    auto keys = from_hex(path.substr(0, 2 * kMaxKeys));
    if (!keys) return std::nullopt;
    return FarMark{Kind::keys, std::move(*keys)};
  }
  const bool ended = take_word(path, kEndWord);
  if (!ended && !take_word(path, kLateWord)) return std::nullopt;
  const auto status = parse_number<int>(path);
  if (!status || *status < 0 || *status > 255) return std::nullopt;
  return FarMark{ended ? Kind::end : Kind::late, {}, *status};
}

std::string far_ready(const JobId& id) {
  return job_option::script(id);
}

std::string far_typed_line(const JobId& id) {
  return std::string(kTyped) + job_option::script(id) + std::string(kTypedEnd);
}

std::string far_loader(const JobId& id, std::string_view shown) {
  // It is decoded twice, like what it prints.
  const std::string loader =
      fill(kLoader, {{"T", id.token}, {"most", std::to_string(kMaxKeys)}, {"shown", far_text(shown)}});
  return job_option::script(id) + " " + far_text(loader) + "\n";
}

std::string far_lines(const JobId& id, std::string_view script) {
  const std::string begin = id.token + ":";
  std::string lines = begin;
  std::size_t line = lines.size();
  for (const char c : script) {
    const std::string coded = far_text(std::string_view(&c, 1));
    if (line + coded.size() > kMaxLine) {
      lines.append("\n").append(begin);
      line = begin.size();
    }
    lines += coded;
    line += coded.size();
  }
  return lines + "\n" + far_nothing(id);
}

std::string far_nothing(const JobId& id) {
  return id.token + ".\n";
}

std::string far_taken(const JobId& id, std::string_view path) {
  return id.token + "=" + far_path(path) + "\n";
}

std::string far_end_program(std::string_view path) {
  return fill(kEndProgram, {{"path", far_path(path)}});
}

std::string far_path(std::string_view path) {
  return path.size() > kMaxKeptPath ? std::string() : far_text(path);
}

std::string far_text(std::string_view text) {
  std::string coded;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("/:._-").find(c) != std::string_view::npos;
    if (plain) {
      coded.push_back(c);
    } else {
      append_octal(coded, static_cast<unsigned char>(c));
    }
  }
  return coded;
}

}  // namespace smcp::tmux
