#include "cli/session_rows.hpp"

#include <algorithm>

#include "base/contains.hpp"
#include "cli/duration.hpp"
#include "shell/foreground.hpp"
#include "text/joined.hpp"
#include "text/utf8.hpp"

namespace smcp::cli {
namespace {

std::string shown_program(const std::string& command) {
  if (command.empty()) return "a program";
  std::string_view rest = command;
  for (std::size_t i = 0; i < kMaxShownProgram && !rest.empty(); ++i)
    rest.remove_prefix(first_utf8_sequence(rest).size);
  return in_one_line(command.substr(0, command.size() - rest.size())) + (rest.empty() ? "" : "…");
}

}  // namespace

std::string in_one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  return text;
}

std::vector<std::string> running_in(const shell::ProcessView& processes, const tmux::SessionAtWork& session) {
  std::vector<std::string> running;
  for (const tmux::PaneAtWork& pane : session.panes) {
    if (pane.dead) continue;
    const auto front = shell::foreground_of(processes, pane.terminal.pid, pane.terminal.tty, pane.command);
    const bool at_prompt = front == shell::Foreground::at_prompt;
    if (at_prompt && !pane.job) continue;
    std::string program = at_prompt ? "a job" : shown_program(pane.command);
    add_once(running, std::move(program));
  }
  return running;
}

TextRow session_head() {
  return {"NAME", "MADE BY", "AGE", "IDLE", "RUNS", "ATTACHED"};
}

TextRow session_row(const tmux::SessionAtWork& session, const std::vector<std::string>& running,
                    std::int64_t now) {
  return {in_one_line(session.name),
          session.made_by.value_or("-"),
          duration_words(now - session.created),
          duration_words(now - session.activity),
          running.empty() ? "-" : first_joined(running, kMaxShownPrograms),
          session.attached > 0 ? "yes" : "no"};
}

bool fits(const SessionFilter& filter, const tmux::SessionAtWork& session, std::int64_t now) {
  if (filter.own && !session.made_by) return false;
  return !filter.idle || now - session.activity >= *filter.idle;
}

std::string kept_because(const tmux::SessionAtWork& session, const std::vector<std::string>& running,
                         bool home, bool force) {
  if (home) return "this command itself runs in it";
  if (force) return {};
  if (session.attached > 0) return "somebody is attached to it (--force kills it all the same)";
  if (!running.empty())
    return first_joined(running, kMaxShownPrograms) + " runs in it (--force kills it all the same)";
  return {};
}

}  // namespace smcp::cli
