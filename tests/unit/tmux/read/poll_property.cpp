// What polls return, put together, is what was printed, or the gap is declared: on a FakePane, at random.
#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/unit/polling.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

/// A pane, the same with all the history that there can be, and what somebody knows who has just polled.
class Story {
 public:
  Story(std::uint32_t seed, bool counts, bool same)
      : random_(seed),
        same_(same),
        width_(pick(4, 20)),
        height_(pick(2, 8)),
        heights_(pick(0, 1) == 1),
        pane_(width_, height_, pick_limit()),
        all_(width_, height_, 10'000'000),
        polling_(pane_) {
    pane_.counts = counts;
    pane_.extra_space = pick(0, 1) == 1;
    pane_.parts = all_.parts = pick(0, 1) == 1;
    act();
    cursor_ = polling_.capture();
    if (!alternate_) {  // else the next poll tells of everything
      known_ = split(polling_.text);
      break_here();
    }
  }

  void step() {
    const std::size_t acts = pick(0, 3);
    for (std::size_t i = 0; i < acts; ++i) act();
    const Polled polled = polling_.poll(cursor_);
    take(polled);
    const auto parsed = Cursor::parse(polled.cursor.text());
    REQUIRE(parsed);
    cursor_ = *parsed;
    check();
  }

  std::size_t news = 0;
  std::size_t visits = 0;  ///< polls that join on, and tell of an alternate screen
  std::size_t declared = 0;

 private:
  std::size_t pick(std::size_t least, std::size_t most) {
    return std::uniform_int_distribution<std::size_t>(least, most)(random_);
  }
  std::size_t pick_limit() {
    constexpr std::size_t kLimits[] = {0, 1, 5, 20, 50, 200, 1000};
    const std::size_t limit = kLimits[heights_ ? 6 : pick(0, 6)];
    has_history_ = limit > 0;
    return limit;
  }

  /// Before 3.8, a clear does not, where the rows are as they were then, nor on a pane that was blank.
  [[nodiscard]] bool leaves_a_trace() const {
    return pane_.counts || (!same_ && (cursor_.screen > 0 || cursor_.end >= 0));
  }

  template <typename Act>
  void both(Act act) {
    act(pane_);
    act(all_);
  }

  std::string random_line() {
    const std::size_t kind = pick(0, 9);
    if (kind == 0) return "";
    if (kind == 1) return std::string(pick(1, 3), ' ');
    if (same_ && kind < 7) return "x";
    std::string line = same_ ? "" : std::to_string(serial_++) + " ";
    const std::size_t length = pick(0, kind == 2 ? 5 * width_ : width_);
    for (std::size_t i = 0; i < length; ++i) line += pick(0, 4) == 0 ? ' ' : 'a';
    return line;
  }

  void act() {
    pane_.now += static_cast<std::int64_t>(pick(0, 1));
    all_.now = pane_.now;
    const std::size_t what = pick(0, 24);
    // What was read stays read: the one with all the history keeps it.
    if (what == 0 && !heights_ && leaves_a_trace()) return pane_.clear_history();
    if (what == 1) return both([](FakePane& p) { p.erase_screen(); });
    if (what == 2 && (!same_ || pane_.counts)) return both([](FakePane& p) { p.respawn(); });
    if ((what == 3 || what == 8 || (alternate_ && what > 14)) && (!same_ || has_history_)) {
      alternate_ = !alternate_;
      return both([this](FakePane& p) { p.alternate(alternate_); });
    }
    if (what == 4 && heights_) {
      const std::size_t height = pick(2, 8);
      return both([&](FakePane& p) {
        p.print(std::string(8, '\n'));  // what is below the cursor would go
        p.set_height(height);
      });
    }
    if (what == 5) return both([up = pick(1, 4)](FakePane& p) { p.cursor_up(up); });
    if (what == 6) return both([](FakePane& p) { p.print("\r"); });
    std::string text;
    const std::size_t lines = what == 7 ? pick(1, 700) : pick(0, 8);
    for (std::size_t i = 0; i < lines; ++i) text += random_line() + "\n";
    if (pick(0, 2) == 0) text += random_line();
    both([&](FakePane& p) { p.print(text); });
  }

  void break_here() {
    const auto all = all_.lines();
    began_blank_ = known_.empty();
    base_ = all.size() >= known_.size() ? all.size() - known_.size() : 0;
    // The oldest line of a full history may be the rest of one whose beginning tmux has discarded.
    if (!known_.empty() && *base_ < all.size() && all[*base_].ends_with(known_.front()))
      known_.front() = all[*base_];
  }

  void take(const Polled& polled) {
    kind_ = polled.kind;
    if (polled.kind == Polled::Kind::unchanged) return;
    auto lines = split(polled.text->text());
    if (polled.text->text().empty() && polled.text->lines() == 1) lines = {""};
    lines.resize(lines.size() - polled.screen_lines);
    CHECK((polled.screen_lines == 0 || alternate_));
    const bool joins = polled.kind == Polled::Kind::news || polled.kind == Polled::Kind::alternate;
    if (joins && !polled.whole) {
      ++news;
      if (polled.kind == Polled::Kind::alternate) ++visits;
      CHECK(polled.came == lines.size());
      if (polled.replaces_last && !known_.empty()) known_.pop_back();
      known_.insert(known_.end(), lines.begin(), lines.end());
      return;
    }
    ++declared;
    known_ = lines;
    break_here();
  }

  void check() {
    while (!known_.empty() && known_.back().empty()) known_.pop_back();
    const auto all = all_.lines();
    std::vector<std::string> expected(
        all.begin() + static_cast<std::ptrdiff_t>(std::min(base_.value_or(0), all.size())), all.end());
    if (began_blank_) {  // where nothing is left of the past, nobody sees how many blank lines there were
      while (!expected.empty() && expected.front().empty()) expected.erase(expected.begin());
      while (!known_.empty() && known_.front().empty()) {
        known_.erase(known_.begin());
      }
    }
    INFO("kind " << static_cast<int>(kind_) << " width " << width_);
    if (!base_) return;
    if (!known_.empty() && !expected.empty() && expected.front().ends_with(known_.front()))
      expected.front() = known_.front();
    join_parted(expected);
    CHECK(known_ == expected);
  }

  /// An alternate screen, and one that is erased, part the line that goes over its top; what was told of it
  /// stays told.
  void join_parted(std::vector<std::string>& all) const {
    for (std::size_t i = 0; i < std::min(known_.size(), all.size()); ++i) {
      while (all[i] != known_[i] && i + 1 < all.size() && known_[i].starts_with(all[i])) {
        const std::string rest = known_[i].substr(all[i].size());
        const auto text = rest.find_first_not_of(' ');
        if (text == std::string::npos || !rest.substr(text).starts_with(left_trimmed(all[i + 1]))) break;
        all[i] += rest.substr(0, text) + left_trimmed(all[i + 1]);
        all.erase(all.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      }
    }
  }
  static std::string left_trimmed(const std::string& text) {
    const auto begin = text.find_first_not_of(' ');
    return begin == std::string::npos ? "" : text.substr(begin);
  }

  std::mt19937 random_;
  bool same_;
  std::size_t width_;
  std::size_t height_;
  bool has_history_ = true;
  bool heights_;  ///< its height changes, and then there is always history enough to fill a taller screen
  FakePane pane_;
  FakePane all_;
  Polling polling_;
  Cursor cursor_;
  std::vector<std::string> known_;   ///< since the last break
  std::optional<std::size_t> base_;  ///< the line of all at which that begins; none: nothing is known yet
  bool began_blank_ = false;
  Polled::Kind kind_{};
  bool alternate_ = false;
  int serial_ = 0;
};

}  // namespace

TEST_CASE("what polls return, put together, is what was printed, or the gap is declared") {
  const bool counts = GENERATE(false, true);
  const bool same = GENERATE(false, true);
  std::size_t news = 0;
  std::size_t visits = 0;
  std::size_t declared = 0;
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    INFO("seed " << seed << " counts " << counts << " same " << same);
    Story story(seed, counts, same);
    for (int i = 0; i < 30; ++i) story.step();
    news += story.news;
    visits += story.visits;
    declared += story.declared;
  }
  INFO(news << " news, " << visits << " with an alternate screen, " << declared << " declared");
  CHECK(news > 500);
  CHECK(visits > 200);
  CHECK(declared > 100);
}
