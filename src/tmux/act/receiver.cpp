#include "tmux/act/receiver.hpp"

#include <algorithm>
#include <string>

#include "shell/block_repls.hpp"
#include "shell/foreground.hpp"
#include "shell/shells.hpp"

namespace smcp::tmux {
namespace {

using shell::Foreground;
using shell::kMaxCanonicalLine;
using Tabs = Receiver::Tabs;

/// Whether `holds` for the pane's terminal or one that is synchronised with it.
template <typename Holds>
bool any_terminal(const Pane& pane, Holds holds) {
  return holds(pane.terminal) || std::any_of(pane.synchronised.begin(), pane.synchronised.end(), holds);
}

bool collects_lines(const shell::ProcessView& processes, const PaneTerminal& pane) {
  const auto modes = processes.terminal_modes(pane.tty);
  return modes && modes->canonical;
}

/// What the editor of a shell at its prompt makes of tabs.
Tabs tabs_of(const std::string& shell) {
  const auto kind = shell::shell_kind(shell);
  if (kind == shell::ShellKind::bash || kind == shell::ShellKind::zsh) return Tabs::quoted;
  return kind == shell::ShellKind::fish ? Tabs::dropped : Tabs::unknown;
}

bool types_tab(const Stroke& stroke) {
  return !stroke.is_key && stroke.press.bytes.find('\t') != std::string::npos;
}

}  // namespace

std::vector<std::string> ttys_of(const Pane& pane) {
  std::vector<std::string> ttys{pane.terminal.tty};
  for (const PaneTerminal& other : pane.synchronised) ttys.push_back(other.tty);
  return ttys;
}

bool is_at_prompt(const shell::ProcessView& processes, const PaneTerminal& pane) {
  return shell::seen_foreground(processes, pane.pid, pane.tty) == Foreground::at_prompt;
}

Receiver look_at_receiver(const shell::ProcessView& processes, const Pane& pane) {
  Receiver receiver;
  receiver.alone = pane.shares_keys_with().empty();
  const shell::BlockRepl repl = shell::block_repl(processes, pane.terminal.pid, pane.terminal.tty);
  receiver.runs_blocks = repl.is_there;
  receiver.runs_each_line = repl.runs_each_line;
  receiver.lines = collects_lines(processes, pane.terminal);
  receiver.single_keys = any_terminal(pane, [&](const PaneTerminal& one) {
    return !collects_lines(processes, one) && !is_at_prompt(processes, one);
  });
  if (!receiver.lines && is_at_prompt(processes, pane.terminal))
    receiver.tabs = tabs_of(processes.process(pane.terminal.pid).name);
  return receiver;
}

Status check_arrives(const shell::ProcessView& processes, const Pane& pane, const Keys& keys,
                     const Receiver& receiver) {
  const std::size_t longest = longest_typed_line(keys.strokes);
  const bool lines = any_terminal(pane, [&](const auto& one) { return collects_lines(processes, one); });
  if (lines && longest > kMaxCanonicalLine) {
    return Error{Errc::refused, "the program in pane " + pane.id.text() +
                                    " reads whole lines, of which the terminal passes on at most " +
                                    std::to_string(kMaxCanonicalLine) + " bytes; these keys have a line of " +
                                    std::to_string(longest) +
                                    " bytes. Nothing was typed. Send shorter lines, or write the text to a "
                                    "file and let the program read that."};
  }
  const bool tabs = std::any_of(keys.strokes.begin(), keys.strokes.end(), types_tab);
  const bool lost =
      receiver.tabs == Tabs::dropped || (receiver.tabs == Tabs::unknown && !keys.paste.value_or(false));
  if (tabs && lost) {
    return Error{Errc::refused,
                 "the line editor of the shell in pane " + pane.id.text() +
                     " would take the tabs in this text for the Tab key. Nothing was typed. "
                     "Use spaces, let printf make the tabs, or write the text to a file by other "
                     "means. To press the key, use keys=\"Tab\"."};
  }
  return Ok{};
}

bool has_unread_input(const shell::ProcessView& processes, const Pane& pane) {
  return any_terminal(
      pane, [&](const PaneTerminal& one) { return processes.unread_input(one.tty).value_or(0) > 0; });
}

}  // namespace smcp::tmux
