#include "shell/carriers.hpp"

#include <algorithm>
#include <array>

#include "base/contains.hpp"

namespace smcp::shell {
namespace {

using namespace std::string_view_literals;

constexpr auto kCarriers = std::to_array<std::string_view>({
    // other machines
    "ssh",
    "autossh",
    "sshpass",
    "slogin",
    "telnet",
    "rlogin",
    "rsh",
    "et",
    "tsh",
    "dbclient",
    "gcloud",
    "aws",
    "session-manager",
    "ttyd",
    "picocom",
    "abduco",
    "dtach",

    // containers and virtual machines
    "docker",
    "docker-compose",
    "podman",
    "nerdctl",
    "ctr",
    "crictl",
    "kubectl",
    "oc",
    "k3s",
    "lxc",
    "lxc-attach",
    "incus",
    "machinectl",
    "virsh",
    "vagrant",
    "distrobox",
    "toolbox",
    "systemd-nspawn",
    "adb",
    // queues
    "srun",
    "salloc",
    "qrsh",
    "bsub",
    // other users and terminals on this machine
    "script",
    "sudo",
    "doas",
    "su",
    "runuser",
    "pkexec",
    "expect",
    "unbuffer",
    "rlwrap",
    "asciinema",
});

constexpr auto kRedrawers = std::to_array<std::string_view>(
    {"mosh-client", "screen", "tmux", "tmux: client", "zellij", "dvtm", "minicom"});

/// Prompts of programs that read lines and are no shells end like this; `>` alone may be any of them.
constexpr auto kOtherPrompts = std::to_array<std::string_view>(
    {">>>", "...", "=#", "-#", "(#", "*#", "'#", "=>", "->", "$#", "!#", ")>", "]>", "|#", "##", " %"});
/// A prompt ends with one of these.
constexpr auto kSigns = std::to_array<std::string_view>(
    {"$", "#", "%", "\u276f", "\u279c", "\u03bb", "\u00bb", "\u25b6", "\u27e9", "\u2771"});

/// Whether it ends with a word like `45%` or `99.5%`: a progress bar's.
bool is_percentage(std::string_view line) {
  if (!line.ends_with('%')) return false;
  line.remove_suffix(1);
  const auto number = line.substr(line.find_last_not_of("0123456789.") + 1);  // npos + 1 is 0
  if (number.empty()) return false;
  return number.size() == line.size() ||
         std::string_view(" [(|:=").find(line[line.size() - number.size() - 1]) != std::string_view::npos;
}

}  // namespace

bool carries_shells(std::string_view name) {
  return contains(kCarriers, name);
}

bool redraws_shells(std::string_view name) {
  return contains(kRedrawers, name);
}

bool looks_like_shell_prompt(std::string_view line) {
  line = line.substr(0, line.find_last_not_of(' ') + 1);
  if (is_percentage(line)) return false;
  const auto ends = [line](std::string_view sign) { return line.ends_with(sign); };
  if (std::any_of(kOtherPrompts.begin(), kOtherPrompts.end(), ends)) return false;
  if (std::any_of(kSigns.begin(), kSigns.end(), ends)) return true;
  // `me@host ~/work>`, of fish: a place stands behind the host.
  if (!line.ends_with('>')) return false;
  const auto place = line.find_last_of(' ');
  return place != std::string_view::npos && line.find('@') < place &&
         line.find_first_of("/~", place) == place + 1;
}

}  // namespace smcp::shell
