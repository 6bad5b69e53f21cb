#include "tools/status_line.hpp"

#include <algorithm>

#include "shell/carriers.hpp"
#include "text/utf8.hpp"

namespace smcp::tools {
namespace {

constexpr std::string_view kSeparator = " · ";
constexpr std::string_view kLast = " · last: ";

/// A program may call itself anything, at any length.
constexpr std::size_t kMaxCommand = 30;
/// So may a client. Its name and version are in this, usually.
constexpr std::size_t kMaxShownMaker = 30;

/// One line: what would break it, or drive a terminal, becomes a blank.
std::string clean(std::string_view text) {
  std::string result(text);
  std::replace_if(
      result.begin(), result.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  return result;
}

std::string beginning_of(std::string_view text, std::size_t characters) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < characters && at < text.size(); ++i)
    at += first_utf8_sequence(text.substr(at)).size;
  return clean(text.substr(0, at)) + (at < text.size() ? "…" : "");
}

std::string dead(const tmux::SessionPane& pane) {
  if (!pane.dead_status.empty()) return "dead (exit " + pane.dead_status + ")";
  if (!pane.dead_signal.empty()) return "dead (signal " + pane.dead_signal + ")";
  return "dead";
}

bool is_at_prompt(const tmux::SessionPane& pane, const PaneHands& hands, const tmux::Glance& glance) {
  if (pane.state.dead) return false;
  if (hands.foreground == shell::Foreground::at_prompt) return true;
  return hands.carrier && !glance.state.alternate && glance.state.cursor_x > 0 &&
         glance.state.idle() >= kQuietPrompt && shell::looks_like_shell_prompt(glance.last_line);
}

std::string at_prompt(const PaneHands& hands, const tmux::Glance& glance) {
  const std::string what =
      glance.needs_rest && !hands.fish ? "waits for the rest of a command" : "at the prompt";
  return hands.inside.empty() ? what : what + " (" + hands.inside + ")";
}

std::string state_of(const tmux::SessionPane& pane, const PaneHands& hands, const tmux::Glance& glance) {
  if (pane.state.dead) return dead(pane);
  std::string mode = pane.mode;
  std::replace(mode.begin(), mode.end(), '-', ' ');
  if (!mode.empty()) mode += ", ";
  const std::string command = beginning_of(pane.command, kMaxCommand);
  if (is_at_prompt(pane, hands, glance)) return mode + at_prompt(hands, glance);
  switch (hands.foreground) {
    case shell::Foreground::at_prompt:
      break;
    case shell::Foreground::waiting:
      return mode + "waiting for input (" + command + ")";
    case shell::Foreground::running:
      break;
  }
  return mode + "running " + command;
}

std::string words(const tmux::Progress& progress) {
  using Kind = tmux::Progress::Kind;
  switch (progress.kind) {
    case Kind::none:
      return {};
    case Kind::rows:
      return "+" + std::to_string(progress.rows) + (progress.rows == 1 ? " row" : " rows");
    case Kind::first:
      return "new";
    case Kind::unknown:
      break;
  }
  return "+? rows";
}

std::string joined(const std::vector<StatusLine>& lines, std::size_t last_line) {
  std::string text;
  for (const auto& line : lines) {
    if (!text.empty()) text.push_back('\n');
    text += line.head;
    if (!line.last.empty()) text.append(kLast).append(end_of(line.last, last_line));
  }
  return text;
}

}  // namespace

StatusLine status_line(const tmux::SessionPane& pane, const PaneHands& hands, const tmux::Glance& glance) {
  // The last line of a shell at its prompt is the prompt, which has been said already.
  StatusLine line{clean(pane.state.session) + ": " + state_of(pane, hands, glance),
                  clean(is_at_prompt(pane, hands, glance) ? glance.line_above : glance.last_line)};
  if (!pane.job_status.empty()) line.head.append(kSeparator).append("job exit ").append(pane.job_status);
  if (pane.log_ended && !pane.state.dead) line.head.append(kSeparator).append("log ended");
  if (pane.made_by)
    line.head.append(kSeparator).append("by ").append(beginning_of(*pane.made_by, kMaxShownMaker));
  if (hands.holds_us) line.head.append(kSeparator).append("this assistant runs here");
  line.head.append(kSeparator).append("idle ").append(std::to_string(glance.state.idle())).append("s");
  const std::string since = glance.progress ? words(*glance.progress) : "";
  if (!since.empty()) line.head.append(kSeparator).append(since);
  return line;
}

StatusLine gone(std::string_view name) {
  return {clean(name) + ": gone", {}};
}

std::string join_lines(const std::vector<StatusLine>& lines) {
  const std::size_t allowed = kBytesPerSession * std::max(lines.size(), kFewSessions);
  std::string text = joined(lines, kMaxShownLine);
  for (std::size_t limit = kMaxShownLine; text.size() > allowed && limit > kMinShownLine;) {
    limit -= 10;
    text = joined(lines, limit);
  }
  return text;
}

std::string end_of(std::string_view text, std::size_t characters) {
  std::vector<std::size_t> starts;
  for (std::size_t at = 0; at < text.size();) {
    starts.push_back(at);
    at += first_utf8_sequence(text.substr(at)).size;
  }
  if (starts.size() <= characters) return std::string(text);
  const std::size_t kept = characters - 1;
  return "…" + std::string(kept == 0 ? std::string_view() : text.substr(starts[starts.size() - kept]));
}

}  // namespace smcp::tools
