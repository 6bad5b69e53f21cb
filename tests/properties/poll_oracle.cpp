// What is told of a story, and whether it is true.
#include <algorithm>
#include <sstream>
#include <utility>

#include "properties/poll_story.hpp"

namespace smcp::test {
namespace {

/// The lines of `capture-pane -J`: without spaces on the right, and without the blank lines at the end.
std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    std::string line(text.substr(0, end));
    line.erase(line.find_last_not_of(" \t") + 1);
    lines.push_back(std::move(line));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

/// How many of the last events are shown when a story fails.
constexpr std::size_t kRecent = 80;

/// A line that is parted loses spaces, and from tmux 3.6 on tabs, where it was wrapped.
std::string without_blanks(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\t'; });
  return text;
}

}  // namespace

std::string Story::poll(int lines, std::string_view server) {
  asked_ = lines;
  ++polls;
  const std::string name = std::string(server) + plot_.name;
  return cursor_.empty() ? object("name", name, "lines", lines)
                         : object("name", name, "lines", lines, "since", cursor_);
}

void Story::take(const Json& result) {
  const Json about = Json::parse(text_of(result, result["content"].size() - 1));
  INFO(plot_.name << " " << text_of(result, result["content"].size() - 1));
  REQUIRE_FALSE(is_error(result));
  if (about["unchanged"].exists()) {
    REQUIRE(result["content"].size() == 1);
    REQUIRE(text_of(result).size() <= 120);
    return;
  }
  note(text_of(result, 1) + " " + json_string(text_of(result).substr(0, 200)));
  trim();
  const std::vector<std::string> told = told_lines(text_of(result), about);
  const auto missing = number(about, "skipped") + number(about, "left_out");
  const bool of_screen = about["reset"].exists() && about["reset"].string() == "alternate_screen";
  if (of_screen) ++visits;
  const bool joins = (!about["reset"].exists() || of_screen) && !about["lost"].exists() && !cursor_.empty();
  if (joins) {
    ++news;
    if (about["replaces_last_line"].exists() && !known_.empty()) known_.pop_back();
    // One line at the very top, changed: up to 3.7 nobody can tell that from a clear and another line
    // there.
    if (known_.empty() && !counts_) base_.reset();
  } else {
    declare(about);
    known_.clear();
    base_.reset();
  }
  if (of_screen) CHECK(of(acts_, "alternate_screen") > 0);
  if (joins || about["reset"].exists()) known_.insert(known_.end(), missing, std::nullopt);
  known_.insert(known_.end(), told.begin(), told.end());
  cursor_ = about["cursor"].string();
}

void Story::check(std::string_view everything) {
  note("check, known since " + std::to_string(base_.value_or(0)) + " of " + std::to_string(known_.size()));
  trim();
  const std::vector<std::string> all = lines_of(everything);
  INFO(plot_.name << ": " << known_.size() << " known, of " << all.size());
  std::size_t left = all.size();
  std::size_t may_be_parted = of(acts_, "alternate_screen");
  for (std::size_t i = known_.size(); i-- > 0;) {
    REQUIRE(left > 0);
    if (plot_.screens && known_[i] && i + 1 < known_.size() && !known_[i + 1]) {
      const std::size_t more = rest_of_skipped(i, all, left, may_be_parted);
      may_be_parted -= more;
      left -= more;
    }
    if (is_known(i, all, left)) continue;
    INFO("line " << i << ", after " << context(i) << history());
    REQUIRE(*known_[i] == all[left - 1]);
  }
  if (base_ && !known_.empty() && !plot_.screens) {
    INFO(context(0) << history());
    REQUIRE(left == *base_);
  }
  if (!known_.empty() && known_.front() && !known_.front()->empty()) base_ = left;
  rows_ = all.size();
  ++checks;
}

std::vector<std::string> Story::ask_everything() const {
  std::vector<std::string> command = {"capture-pane", "-p", "-J", "-S", "-", "-t", all_.id()};
  if (!alternate_) return command;
  command.insert(command.end(), {"-E", "-1", ";", "capture-pane", "-p", "-J", "-a", "-q", "-t", all_.id()});
  return command;
}

void Story::check_declared() const {
  INFO(plot_.name << ": " << figures());
  CHECK(of(breaks_, "redraw") <= 3 * of(acts_, "redraw"));
  for (const char* never : {"alternate_screen", "pane_gone", "history_limit", "no_history"})
    CHECK(of(breaks_, never) == 0);
}

std::string Story::figures() const {
  std::ostringstream text;
  text << polls << " polls, " << news << " with news, " << visits << " of screens, " << checks << " checks, "
       << rows_ << " lines";
  if (failed > 0) text << ", " << failed << " broke";
  text << "; declared:";
  for (const auto& [why, count] : breaks_) text << " " << why << " " << count << "/" << of(acts_, why);
  return text.str();
}

void Story::trim() {
  while (!known_.empty() && known_.back() && known_.back()->empty()) known_.pop_back();
  if (known_.empty() || known_.back()) return;
  // All that was told after the skipped lines was erased. Those of them that are blank are told once more, as
  // blank lines are when text follows, and nobody knows how many they are.
  known_.clear();
  base_.reset();
}

bool Story::tmux_shows(const std::string& line) const {
  const std::string all = tmux_.must({"capture-pane", "-p", "-J", "-S", "-", "-t", pane_.id()});
  const auto lines = lines_of(all);
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

std::vector<std::string> Story::told_lines(std::string_view text, const Json& about) const {
  std::vector<std::string> told;
  const auto count = static_cast<std::size_t>(about["lines"].integer());
  REQUIRE(count <= static_cast<std::size_t>(asked_));
  for (std::size_t i = 0; i < count; ++i) {
    const auto end = std::min(text.find('\n'), text.size());
    REQUIRE((end < text.size() || i + 1 == count));
    told.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  REQUIRE(text.empty());
  const auto has_drawn = [](const std::string& line) { return line.find(kDrawn) != std::string::npos; };
  const auto all_drawn = [](const std::string& line) {
    return line.find_first_not_of(std::string{kDrawn, ' '}) == std::string::npos;
  };
  const std::size_t first_drawn = told.size() - number(about, "screen_lines");
  std::size_t left_behind = 0;
  INFO(history());
  for (std::size_t i = 0; i < told.size(); ++i) {
    INFO("line " << i << " of " << told.size() << ": " << told[i]);
    if (i >= first_drawn) {
      REQUIRE(all_drawn(told[i]));
    } else if (has_drawn(told[i])) {
      // Where a program leaves its screen in the moment of a resize, tmux itself may leave rows of it among the
      // normal lines. The reference pane need not have them: it is resized at another place of the output.
      REQUIRE((about["reset"].exists() && about["reset"].string() == "resize"));
      // What is printed behind the poll may wipe it away again before we look.
      if (is_still) REQUIRE(tmux_shows(told[i]));
      left_behind = i + 1;
    }
  }
  told.resize(first_drawn);
  told.erase(told.begin(), told.begin() + static_cast<std::ptrdiff_t>(left_behind));
  return told;
}

void Story::declare(const Json& about) {
  if (cursor_.empty()) return;
  ++declared;
  INFO(history());
  // Once, 3.8 was told `lost` right after a resize: more than it had to say, and nothing untrue.
  if (about["lost"].exists()) CHECK((may_have_lost() || of(acts_, "resize") > 0));
  const std::string why = about["lost"].exists() ? "lost" : about["reset"].string();
  ++breaks_[why];
  // Behind an alternate screen a resize is told at once, and again when the normal screen comes back, wrapped anew;
  // and where tmux itself drops or pulls rows of the history then, it looks like a clear.
  const std::size_t behind = plot_.screens ? of(acts_, "resize") : 0;
  if (why == "respawn") CHECK(of(breaks_, why) <= of(acts_, why));
  if (why == "clear" || why == "resize") CHECK(of(breaks_, why) <= of(acts_, why) + behind);
}

std::string Story::context(std::size_t at) const {
  std::string text;
  for (std::size_t i = at > 3 ? at - 3 : 0; i < std::min(at + 4, known_.size()); ++i) {
    text += "\n  [" + std::to_string(i) + "] " + known_[i].value_or("(skipped)");
  }
  return text;
}

bool Story::is_known(std::size_t i, const std::vector<std::string>& all, std::size_t& left) const {
  const std::string& line = all[--left];
  if (!known_[i] || *known_[i] == line) return true;
  // The oldest line may be the rest of one whose beginning tmux has discarded.
  if (i == 0 && line.ends_with(*known_[i])) return true;
  if (plot_.screens && parted(all, left, *known_[i])) return true;
  ++left;
  return false;
}

std::size_t Story::rest_of_skipped(std::size_t last, const std::vector<std::string>& all, std::size_t left,
                                   std::size_t most) const {
  // A blank line is like any other: the one above tells.
  std::size_t first = last;
  while (first > 0 && known_[first] && known_[first]->empty()) --first;
  for (std::size_t more = 0; more <= most && more + (last - first) < left; ++more) {
    std::size_t at = left - more;
    std::size_t i = last + 1;
    while (i > first && at > 0 && is_known(i - 1, all, at)) --i;
    if (i == first) return more;
  }
  return 0;
}

bool Story::parted(const std::vector<std::string>& all, std::size_t& left, const std::string& line) {
  const std::string whole = without_blanks(line);
  std::string parts;
  for (std::size_t first = left + 1; first > 0;) {
    parts.insert(0, without_blanks(all[--first]));
    if (parts == whole) left = first;
    if (parts.size() >= whole.size()) return parts == whole;
  }
  return false;
}

void Story::note(std::string what) {
  recent_.push_back(std::move(what));
  if (recent_.size() > kRecent) recent_.pop_front();
}

std::string Story::history() const {
  std::string text = "\nof late:";
  for (const auto& what : recent_) text += "\n  " + what;
  return text;
}

}  // namespace smcp::test
