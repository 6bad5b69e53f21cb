#include "tmux/attach/terminal_description.hpp"

#include <array>

namespace smcp::tmux {
namespace {

// tmux assumes that a terminal whose `clear` begins with ESC [ answers questions (its VT100LIKE). The
// carriage return keeps it from asking.
constexpr std::array<std::string_view, 54> kCapabilities = {
    "acsc=``aaffggiijjkkllmmnnooppqqrrssttuuvvwwxxyyzz{{||}}~~",
    "am=1",
    "bel=\a",
    "blink=\033[5m",
    "bold=\033[1m",
    "civis=\033[?25l",
    "clear=\r\033[H\033[2J",
    "cnorm=\033[?25h",
    "colors=256",
    "csr=\033[%i%p1%d;%p2%dr",
    "cub=\033[%p1%dD",
    "cub1=\b",
    "cud=\033[%p1%dB",
    "cud1=\n",
    "cuf=\033[%p1%dC",
    "cuf1=\033[C",
    "cup=\033[%i%p1%d;%p2%dH",
    "cuu=\033[%p1%dA",
    "cuu1=\033[A",
    "dch=\033[%p1%dP",
    "dch1=\033[P",
    "dim=\033[2m",
    "dl=\033[%p1%dM",
    "dl1=\033[M",
    "ech=\033[%p1%dX",
    "ed=\033[J",
    "el=\033[K",
    "el1=\033[1K",
    "home=\033[H",
    "hpa=\033[%i%p1%dG",
    "ich=\033[%p1%d@",
    "ich1=\033[@",
    "il=\033[%p1%dL",
    "il1=\033[L",
    "invis=\033[8m",
    "kcub1=\033OD",
    "kcud1=\033OB",
    "kcuf1=\033OC",
    "kcuu1=\033OA",
    "op=\033[39;49m",
    "rev=\033[7m",
    "ri=\033M",
    "rmacs=\033(B",
    "rmkx=\033[?1l\033>",
    "setab=\033[%?%p1%{8}%<%t4%p1%d%e%p1%{16}%<%t10%p1%{8}%-%d%e48;5;%p1%d%;m",
    "setaf=\033[%?%p1%{8}%<%t3%p1%d%e%p1%{16}%<%t9%p1%{8}%-%d%e38;5;%p1%d%;m",
    "sgr0=\033(B\033[m",
    "sitm=\033[3m",
    "smacs=\033(0",
    "smkx=\033[?1h\033=",
    "smso=\033[7m",
    "smul=\033[4m",
    "vpa=\033[%i%p1%dd",
    "xenl=1",
};

}  // namespace

std::span<const std::string_view> terminal_description() {
  return kCapabilities;
}

}  // namespace smcp::tmux
