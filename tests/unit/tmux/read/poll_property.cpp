// What polls return, put together, is what was printed, or the gap is declared: on a FakePane, at random.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/unit/polling.hpp"
#include "support/unit/told_lines.hpp"
#include "text/trim.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

constexpr std::uint32_t kPolls = 30;  // of a story

/// A pane, the same with all the history that there can be, and what a caller knows who has just polled.
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
        polling_(pane_),
        told_(all_) {
    pane_.counts = counts;
    pane_.extra_space = pick(0, 1) == 1;
    pane_.parts = all_.parts = pick(0, 1) == 1;
    act();
    cursor_ = polling_.capture();
    remember_rows();
    if (!alternate_) told_.begin(oldest_row(), split(polling_.text));  // else the next poll tells everything
    told_.check(oldest_row());
  }

  void step() {
    const std::size_t acts = pick(0, 3);
    for (std::size_t i = 0; i < acts; ++i) act();
    const Polled polled = polling_.poll(cursor_);
    INFO("kind " << static_cast<int>(polled.kind) << " width " << width_);
    const bool unnoticed = cleared_ && (polled.kind == Polled::Kind::unchanged || joins(polled));
    if (unnoticed) {  // tmux before 3.8 leaves nothing by which to tell
      CHECK((!pane_.counts && stands_as_before()));
      told_.forget();
    }
    take(polled);
    const auto parsed = Cursor::parse(polled.cursor.text());
    REQUIRE(parsed);
    cursor_ = *parsed;
    if (polled.kind != Polled::Kind::unchanged) remember_rows();
    told_.check(oldest_row());
    if (told_.known()) ++figures.judged;
  }

  struct Figures {
    std::size_t news = 0;
    std::size_t visits = 0;  ///< polls that join on, and tell of an alternate screen
    std::size_t declared = 0;
    std::size_t judged = 0;  ///< polls after which it is known what must have been told

    void add(const Figures& other) {
      news += other.news;
      visits += other.visits;
      declared += other.declared;
      judged += other.judged;
    }
  };
  Figures figures;

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

  /// Before 3.8, a clear does not, mostly, where all lines are alike, nor on a pane that was blank.
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
    if (what == 0 && !heights_ && leaves_a_trace()) {
      cleared_ = cleared_ || pane_.history() > 0;
      return pane_.clear_history();
    }
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

  void take(const Polled& polled) {
    if (polled.kind == Polled::Kind::unchanged) return;
    auto lines = split(polled.text->text());
    if (polled.text->text().empty() && polled.text->lines() == 1) lines = {""};
    lines.resize(lines.size() - polled.screen_lines);
    CHECK((polled.screen_lines == 0 || alternate_));
    if (joins(polled)) {
      ++figures.news;
      if (polled.kind == Polled::Kind::alternate) ++figures.visits;
      CHECK(polled.came == lines.size());
      told_.add(lines, polled.replaces_last);
      return;
    }
    ++figures.declared;
    told_.begin(polled.whole ? first_told() : oldest_row(), lines);
  }
  static bool joins(const Polled& polled) {
    return (polled.kind == Polled::Kind::news || polled.kind == Polled::Kind::alternate) && !polled.whole;
  }

  // Rows of all_:

  [[nodiscard]] std::size_t oldest_row() const { return all_.rows() - pane_.rows(); }
  /// The first row of the screen that the cursor knows.
  [[nodiscard]] std::size_t screen_row() const {
    return std::max(oldest_row(), cleared_ ? oldest_row() + cursor_.screen : screen_);
  }
  /// The line that begins that screen in an answer. The blank rest of a line does not count as one.
  [[nodiscard]] std::size_t first_told() const {
    std::size_t row = screen_row();
    while (is_blank_rest(row)) ++row;
    while (!is_blank(row) && row > oldest_row() && all_.normal_row(row - 1).wrapped) --row;
    return row;
  }
  [[nodiscard]] bool is_blank_rest(std::size_t row) const {
    if (row == oldest_row() || !all_.normal_row(row - 1).wrapped) return false;
    while (is_blank(row) && all_.normal_row(row).wrapped) ++row;
    return is_blank(row);
  }
  [[nodiscard]] bool is_blank(std::size_t row) const {
    return row < all_.rows() && !has_text(all_.normal_row(row).text);
  }

  /// What the cursor knows of the rows, before 3.8.
  void remember_rows() {
    screen_ = all_.history();
    cleared_ = false;
    if (pane_.counts) return;
    seen_.clear();
    const auto end = static_cast<std::size_t>(std::max<std::int64_t>(cursor_.end + 1, 0));
    for (std::size_t i = first_seen(); i < cursor_.screen + end; ++i) seen_.push_back(text_of_row(i));
  }
  [[nodiscard]] std::size_t first_seen() const {
    return cursor_.screen - std::min(cursor_.screen, Cursor::kRowsAbove);
  }
  [[nodiscard]] std::string text_of_row(std::size_t i) const {
    return i < pane_.rows() ? std::string(trimmed(pane_.normal_row(i).text)) : "";
  }
  /// The rows are as they were, as far as they prove anything; the last one may have been changed, or, where
  /// it is the only one, have gone on.
  [[nodiscard]] bool stands_as_before() const {
    if (pane_.history() < cursor_.screen) return false;
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      const bool last = i + 1 == seen_.size() && cursor_.end >= 0;
      const std::string now = text_of_row(first_seen() + i);
      if (now != seen_[i] && !(last && (i > 0 || now.starts_with(seen_[i])))) return false;
    }
    return true;
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
  ToldLines told_;
  Cursor cursor_;
  std::size_t screen_ = 0;         ///< the row of all with which the cursor's screen began
  std::vector<std::string> seen_;  ///< the rows by which the cursor knows its place
  bool cleared_ = false;           ///< since then, what there was of history
  bool alternate_ = false;
  int serial_ = 0;
};

/// With SESSIONS_MCP_TEST_SEEDS more stories, or fewer, from seed SESSIONS_MCP_TEST_SEED on.
std::uint32_t chosen(const char* variable, std::uint32_t otherwise) {
  const char* const given = std::getenv(variable);
  return given != nullptr ? static_cast<std::uint32_t>(std::stoul(given)) : otherwise;
}

void tell_stories(bool counts, bool same) {
  const std::uint32_t first = chosen("SESSIONS_MCP_TEST_SEED", 1);
  const std::uint32_t seeds = chosen("SESSIONS_MCP_TEST_SEEDS", 300);
  Story::Figures all;
  for (std::uint32_t seed = first; seed < first + seeds; ++seed) {
    INFO("SESSIONS_MCP_TEST_SEED=" << seed << " SESSIONS_MCP_TEST_SEEDS=1");
    Story story(seed, counts, same);
    for (std::uint32_t i = 0; i < kPolls; ++i) story.step();
    all.add(story.figures);
  }
  INFO(all.news << " news, " << all.visits << " with an alternate screen, " << all.declared << " declared, "
                << all.judged << " judged");
  CHECK(all.news > 4 * seeds);
  CHECK(all.visits > seeds);
  CHECK(all.declared > 2 * seeds);
  CHECK(all.judged > kPolls * seeds * 9 / 10);
}

}  // namespace

// What polls return, put together, is what was printed, or the gap is declared.

TEST_CASE("poll stories: different lines where tmux counts nothing") {
  tell_stories(false, false);
}

TEST_CASE("poll stories: lines mostly alike where tmux counts nothing") {
  tell_stories(false, true);
}

TEST_CASE("poll stories: different lines where tmux counts (3.8)") {
  tell_stories(true, false);
}

TEST_CASE("poll stories: lines mostly alike where tmux counts (3.8)") {
  tell_stories(true, true);
}
