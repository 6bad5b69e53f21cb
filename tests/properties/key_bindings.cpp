#include "properties/key_bindings.hpp"

#include <array>
#include <vector>

namespace smcp::test {
namespace {

const std::vector<std::string> kReadline = {
    "accept-line",
    "operate-and-get-next",
    "kill-whole-line",
    "unix-line-discard",
    "kill-line",
    "backward-kill-word",
    "undo",
    "revert-line",
    "beginning-of-line",
    "end-of-line",
    "backward-char",
    "forward-char",
    "transpose-chars",
    "transpose-words",
    "upcase-word",
    "yank",
    "yank-last-arg",
    "previous-history",
    "next-history",
    "beginning-of-history",
    "reverse-search-history",
    "quoted-insert",
    "self-insert",
    "clear-screen",
    "delete-char",
    "backward-delete-char",
    "set-mark",
    "exchange-point-and-mark",
    "complete",
    "menu-complete",
    "insert-comment",
    "digit-argument",
    "vi-movement-mode",
    "abort",
    "\" xx\"",
    "\"touch RAN-key\\n\"",
    "\"\\C-a\\C-k\"",
};
const std::vector<std::string> kZle = {
    "accept-line",
    "accept-and-hold",
    "accept-line-and-down-history",
    "kill-whole-line",
    "backward-kill-line",
    "kill-buffer",
    "kill-line",
    "undo",
    "redo",
    "beginning-of-line",
    "end-of-line",
    "backward-char",
    "forward-char",
    "transpose-chars",
    "up-case-word",
    "yank",
    "insert-last-word",
    "up-history",
    "down-history",
    "push-line",
    "push-input",
    "get-line",
    "quoted-insert",
    "self-insert",
    "clear-screen",
    "delete-char",
    "backward-delete-char",
    "expand-or-complete",
    "magic-space",
    "vi-cmd-mode",
    "send-break",
    "which-command",
    "overwrite-mode",
    "history-incremental-search-backward",
    "-s ' xx'",
    "-s 'touch RAN-key\\n'",
};
const std::vector<std::string> kFish = {
    "execute",
    "kill-whole-line",
    "backward-kill-line",
    "kill-line",
    "undo",
    "redo",
    "beginning-of-line",
    "end-of-line",
    "backward-char",
    "forward-char",
    "transpose-chars",
    "upcase-word",
    "yank",
    "up-or-search",
    "down-or-search",
    "history-search-backward",
    "complete",
    "complete-and-search",
    "cancel-commandline",
    "repaint",
    "clear-commandline",
    "delete-char",
    "backward-delete-char",
    "accept-autosuggestion",
    "suppress-autosuggestion",
    "expand-abbr",
    "'commandline -i xx'",
    "'touch RAN-key'",
    "'commandline -f execute'",
};

/// `\C-a` … `\C-z` and their like; without Escape, which begins the arrow keys' sequences in every terminal.
constexpr std::string_view kControls = "@abcdefghiklnopqrstuvwxyz\\]^_";
constexpr std::string_view kEnter = "jm";

std::string line(std::string_view shell, char control, const std::string& action) {
  const std::string key(1, control);
  if (shell == "bash") return "\"\\C-" + (control == '\\' ? "\\\\" : key) + "\": " + action + "\n";
  if (shell == "zsh") {
    const bool text = action.starts_with("-s ");
    return text ? "bindkey -s '^" + key + "'" + action.substr(2) + "\n"
                : "bindkey '^" + key + "' " + action + "\n";
  }
  constexpr std::string_view kHex = "0123456789abcdef";
  const auto code = static_cast<std::size_t>(control & 0x1f);
  return std::string("bind \\x") + kHex[code / 16] + kHex[code % 16] + " " + action + "\n";
}

}  // namespace

std::string random_bindings(std::string_view shell, std::mt19937& random, bool enter_too) {
  const auto& actions = shell == "bash" ? kReadline : shell == "zsh" ? kZle : kFish;
  std::uniform_int_distribution<std::size_t> any(0, actions.size() - 1);
  std::string file;
  std::string controls(kControls);
  if (enter_too) controls += kEnter;
  for (const char control : controls) {
    if (shell == "fish" && control == '@') continue;  // it cannot spell NUL
    file += line(shell, control, actions[any(random)]);
  }
  return file;
}

}  // namespace smcp::test
