#include "tools/waits/job_report.hpp"

#include <algorithm>
#include <memory>
#include <string_view>

#include "text/fold_filler.hpp"
#include "tmux/jobs/below_typed_line.hpp"
#include "tools/pane_text.hpp"

namespace smcp::tools {
namespace {

/// Tmux says so in the last row of a dead pane, below all that is blank: without that, it follows the output.
void close_gap_above_notice(transport::TextBlock& block) {
  constexpr std::string_view kNotice = "Pane is dead";
  const std::string_view text = block.text;
  const auto notice = text.rfind('\n') + 1;  // npos + 1 is 0
  if (notice == 0 || !text.substr(notice).starts_with(kNotice)) return;
  const auto end = text.find_last_not_of('\n', notice - 1) + 1;
  if (end > 0 && end + 1 == notice) return;  // there is none
  auto closed = std::make_shared<std::string>(text);
  closed->replace(end, notice - end, end == 0 ? "" : "\n");
  block = {*closed, closed};
}

/// Folds what only fills the screen, which is the last `rows` lines.
void fold_screen(transport::TextBlock& block, std::uint64_t rows) {
  const std::string_view text = block.text;
  std::size_t begin = text.size();
  for (; rows > 0 && begin > 0; --rows) {
    const auto newline = text.rfind('\n', begin - 1);
    begin = newline == std::string_view::npos ? 0 : newline;
  }
  if (begin > 0) ++begin;
  auto folded = std::make_shared<std::string>(text.substr(0, begin));
  *folded += fold_filler(text.substr(begin));
  block = {*folded, folded};
}

std::uint64_t count_lines(std::string_view text) {
  return text.empty() ? 0 : 1 + static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

/// The text without the typed line and what is above it; all of it if that is not there.
std::string_view below_typed_line(const tmux::JobId& id, std::string_view shown, std::string_view text) {
  std::string_view below;
  tmux::BelowTypedLine cut(id, shown, [&below](std::string_view rest) { below = rest; });
  cut.feed(text);  // whole, so that the rest comes in one piece
  return cut.found() ? below : text;
}

}  // namespace

JobReport lost_report() {
  JobReport report;
  report.lost = true;
  return report;
}

JobReport report_of(const tmux::JobOutput& output) {
  fit_reply(*output.text);
  JobReport report;
  report.text = {output.text->text(), output.text};
  report.lines = output.text->lines();
  report.skipped = output.text->passed() - report.lines;
  report.lost = output.lost;
  if (output.end) report.cursor = output.end->text();
  return report;
}

JobReport report_of(const tmux::JobId& id, std::string_view shown, const tmux::Polled& polled,
                    std::size_t lines, bool dead) {
  JobReport report;
  report.cursor = polled.cursor.text();
  if (!polled.text) return report;
  using Kind = tmux::Polled::Kind;
  report.lost = polled.kind == Kind::lost || polled.kind == Kind::reset;
  tmux::Tail& text = *polled.text;
  report.last = text.last_line();
  const bool all = polled.passed == text.lines();
  fit_reply(text);
  report.screen = polled.screen_lines > 0;
  if (!all && text.lines() > lines) text.drop_oldest(1);
  // The typed line, and the command that the shell prints below it.
  const std::uint64_t ours = shown.empty() ? 1 : 2;
  report.skipped = all ? 0 : polled.passed - std::min(polled.passed, text.lines() + ours);
  report.text = {all ? below_typed_line(id, shown, text.text()) : text.text(), polled.text};
  if (report.screen) fold_screen(report.text, polled.screen_lines);
  if (dead) close_gap_above_notice(report.text);
  report.lines = count_lines(report.text.text);
  if (report.lost) report.skipped = 0;
  return report;
}

}  // namespace smcp::tools
