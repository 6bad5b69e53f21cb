// capture_pane since: what polls return, put together, is what was printed, or the gap is declared. On a real
// tmux, whose pane's terminal this process writes on itself; a second pane, which forgets nothing, gets the
// same bytes and says what they look like.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <sstream>

#include "e2e/live_server.hpp"
#include "e2e/poll_pane.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

constexpr int kEverything = 5'000'000;
constexpr int kMostLines = 10'000;    // that one call gives
constexpr std::size_t kDrips = 8000;  // bytes that are printed piece by piece
constexpr std::size_t kMostAtOnce = 4096;
constexpr TmuxVersion kCounts{3, 8};

std::uint32_t chosen_seed() {
  const char* const given = std::getenv("SESSIONS_MCP_TEST_SEED");
  return given != nullptr ? static_cast<std::uint32_t>(std::stoul(given)) : std::random_device()();
}

/// Of `capture-pane -J`: without spaces on the right, and without the blank lines at the end.
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

/// A line that is parted loses spaces where it was wrapped.
std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

struct Plot {
  std::string name;
  int width = 80;
  int height = 24;
  int history = 2000;
  int burst = 700;      ///< the most lines at once
  bool same = false;    ///< most lines are the same
  bool clears = false;  ///< its history is cleared, and its process replaced
  bool resizes = false;
  bool screens = false;  ///< uses the alternate screen
};

/// One pane, the same with all the history that there can be, and what somebody knows who polls it.
class Story {
 public:
  Story(LiveServer& live, Plot plot, std::uint32_t seed)
      : live_(live), plot_(std::move(plot)), random_(seed), counts_(live.tmux.version() >= kCounts) {
    start(plot_.name, plot_.history);
    start(reference(), kEverything);
    pane_ = PrintingPane(live_.tmux, plot_.name);
    all_ = PrintingPane(live_.tmux, reference());
    print("began\n");
    for (int i = 0; i < 100; ++i) print(line() + "\n");
  }

  // What happens.

  void act() {
    const int count = pick(0, 14);
    for (int i = 0; i < count; ++i) act_once();
    if (plot_.resizes) print("\033[999;1H\n");  // a smaller screen loses what is below its cursor
  }
  /// Marks the end of what was printed; reached() says when tmux is there.
  void mark(int number) { print("\033]2;at " + std::to_string(number) + "\033\\"); }
  [[nodiscard]] bool reached(const std::map<std::string, std::string>& titles, int number) const {
    const std::string title = "at " + std::to_string(number);
    return titles.at(pane_.id()) == title && titles.at(all_.id()) == title;
  }
  /// A little, or as much as a terminal takes: a flood is not to last for ever.
  void write() {
    const bool drips = pane_.unwritten() < kDrips;
    pane_.write(drips ? static_cast<std::size_t>(pick(1, 300)) : kMostAtOnce);
    all_.write(kMostAtOnce);
  }
  [[nodiscard]] bool written() const { return pane_.done() && all_.done(); }
  /// What only tmux can do to a pane; all that was printed must have been reached.
  void interfere() {
    const int what = pick(0, 11);
    const std::string pane = pane_.id();
    if (what == 0 && plot_.clears && (!plot_.same || counts_)) {
      live_.tmux.must({"clear-history", "-t", pane});
      ++acts_["clear"];
    } else if (what == 1 && plot_.clears) {
      live_.tmux.must({"respawn-pane", "-k", "-t", pane, "exec sleep 100000", ";", "respawn-pane", "-k", "-t",
                       all_.id(), "exec sleep 100000"});
      pane_.open(live_.tmux);
      all_.open(live_.tmux);
      alternate_ = false;
      ++acts_["respawn"];
    } else if (what <= 3 && plot_.resizes && !alternate_) {
      if (what == 2) plot_.width = pick(20, 100);
      plot_.height = pick(5, 30);
      resize(plot_.name);
      resize(reference());
      ++acts_["resize"];
      ++acts_["redraw"];
    }
  }

  // What is told of it.

  [[nodiscard]] std::string poll(int lines) {
    asked_ = lines;
    ++polls;
    return cursor_.empty() ? object("name", plot_.name, "lines", lines)
                           : object("name", plot_.name, "lines", lines, "since", cursor_);
  }

  void take(const Json& result) {
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
    const bool joins = !about["reset"].exists() && !about["lost"].exists() && !cursor_.empty();
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
    if (joins || about["reset"].exists()) known_.insert(known_.end(), missing, std::nullopt);
    known_.insert(known_.end(), told.begin(), told.end());
    cursor_ = about["cursor"].string();
  }

  /// Given what the pane that forgets nothing shows.
  void check(std::string_view everything) {
    note("check, known since " + std::to_string(base_.value_or(0)) + " of " + std::to_string(known_.size()));
    if (alternate_) return;  // hides what the history goes on with
    trim();
    const std::vector<std::string> all = lines_of(everything);
    INFO(plot_.name << ": " << known_.size() << " known, of " << all.size());
    std::size_t left = all.size();
    for (std::size_t i = known_.size(); i-- > 0;) {
      REQUIRE(left > 0);
      const std::string& line = all[--left];
      if (!known_[i] || *known_[i] == line) continue;
      // The oldest line may be the rest of one whose beginning tmux has discarded.
      if (i == 0 && line.ends_with(*known_[i])) continue;
      if (plot_.screens && parted(all, left, *known_[i])) continue;
      INFO("line " << i << ", after " << context(i) << history());
      REQUIRE(*known_[i] == line);
    }
    if (base_ && !known_.empty() && !plot_.screens) {
      INFO(context(0) << history());
      REQUIRE(left == *base_);
    }
    if (!known_.empty() && known_.front() && !known_.front()->empty()) base_ = left;
    rows_ = all.size();
    ++checks;
  }
  [[nodiscard]] const std::string& reference_id() const { return all_.id(); }
  [[nodiscard]] std::size_t printed() const { return rows_; }
  [[nodiscard]] const std::string& name() const { return plot_.name; }

  /// No gap without a reason for it.
  void check_declared() const {
    INFO(plot_.name << ": " << figures());
    for (const char* reason : {"clear", "respawn", "resize"}) CHECK(of(breaks_, reason) <= of(acts_, reason));
    CHECK(of(breaks_, "redraw") <= 3 * of(acts_, "redraw"));
    if (of(acts_, "alternate_screen") == 0) CHECK(of(breaks_, "alternate_screen") == 0);
    for (const char* never : {"pane_gone", "history_limit", "no_history"}) CHECK(of(breaks_, never) == 0);
  }
  [[nodiscard]] std::string figures() const {
    std::ostringstream text;
    text << polls << " polls, " << news << " with news, " << checks << " checks, " << rows_
         << " lines; declared:";
    for (const auto& [why, count] : breaks_) text << " " << why << " " << count << "/" << of(acts_, why);
    return text.str();
  }

  std::size_t polls = 0;
  std::size_t news = 0;
  std::size_t declared = 0;
  std::size_t checks = 0;
  bool asked = false;  ///< a poll is on its way

 private:
  using Counts = std::map<std::string, std::size_t, std::less<>>;

  static std::size_t of(const Counts& counts, std::string_view what) {
    const auto found = counts.find(what);
    return found == counts.end() ? 0 : found->second;
  }
  /// Whether the history can have reached its limit.
  [[nodiscard]] bool may_have_lost() const {
    return 10 * written_rows_ >= 9 * static_cast<std::size_t>(plot_.history);
  }
  static std::size_t number(const Json& about, std::string_view key) {
    return about[key].exists() ? static_cast<std::size_t>(about[key].integer()) : 0;
  }
  int pick(int least, int most) { return std::uniform_int_distribution<int>(least, most)(random_); }
  [[nodiscard]] std::string reference() const { return plot_.name + "-all"; }

  void start(const std::string& name, int history) {
    const std::string limit = std::to_string(history);
    live_.tmux.must({"start-server", ";", "set-option", "-g", "history-limit", limit, ";", "new-session",
                     "-d", "-s", name, "exec sleep 100000", ";", "set-option", "-t", "=" + name + ":",
                     "history-limit", limit});
    resize(name);
  }
  void resize(const std::string& name) {
    live_.tmux.must({"resize-window", "-t", "=" + name + ":", "-x", std::to_string(plot_.width), "-y",
                     std::to_string(plot_.height)});
  }
  void print(const std::string& bytes) {
    note("print " + json_string(bytes.substr(0, 200)));
    pane_.print(bytes);
    all_.print(bytes);
    written_rows_ +=
        bytes.size() / 20 + static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n'));
  }

  std::string words(int length) {
    std::string text;
    while (static_cast<int>(text.size()) < length)
      text += pick(0, 4) == 0 ? ' ' : static_cast<char>('a' + pick(0, 25));
    return text;
  }
  std::string of_some(std::initializer_list<const char*> pieces, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += pieces.begin()[pick(0, static_cast<int>(pieces.size()) - 1)];
    return text;
  }
  std::string line() {
    const int kind = pick(0, 15);
    if (kind == 0) return "";
    if (kind == 1) return std::string(static_cast<std::size_t>(pick(1, 5)), ' ');
    if (plot_.same && kind < 12) return "the same";
    const std::string number = std::to_string(++serial_) + " ";
    switch (kind) {
      case 2:
        return number + words(pick(0, 5 * plot_.width));
      case 3:
        return number + of_some({"日", "本", "語", "한", "x", "é"}, pick(0, plot_.width));
      case 4:
        return number + of_some({"🎉", "🚀", "=", " "}, pick(0, plot_.width));
      case 5:
        return number + of_some({"\t", "a", "bc "}, pick(0, plot_.width / 2));
      case 6:
        return number + words(pick(0, 10)) + std::string(static_cast<std::size_t>(pick(0, 9)), ' ');
      case 7:
        return number + words(plot_.width - static_cast<int>(number.size()));
      case 8:
        return "10 % " + number + "\r50 % " + number + words(pick(0, 5)) + "\r100 % " + number;
      case 9:
        return "\033[3" + std::to_string(pick(1, 7)) + "m" + number + words(pick(0, 10)) + "\033[0m";
      default:
        return number + words(pick(0, plot_.width / 2));
    }
  }

  void act_once() {
    const int what = pick(0, 30);
    if (what == 0) {
      ++acts_["redraw"];
      return print("\0337\033[" + std::to_string(pick(1, 4)) + "A\r" + std::to_string(++serial_) + "\0338");
    }
    if (what == 1) {
      acts_["redraw"] += 2;
      return print(pick(0, 1) == 0 ? "\033[2J" : "\033[H\033[2J");
    }
    if (what == 2 && plot_.clears && (!plot_.same || counts_)) {
      ++acts_["clear"];
      acts_["redraw"] += 2;
      print("\033[H\033[2J");
      return pane_.print("\033[3J");  // what was read stays read
    }
    if (plot_.screens && (what <= 4 || (alternate_ && what > 12))) {
      alternate_ = !alternate_;
      ++acts_["alternate_screen"];
      return print(alternate_ ? "\033[?1049h\033[H" : "\033[?1049l");
    }
    if (what == 5) return print("\r" + std::to_string(pick(0, 100)) + " %");
    if (what == 6) return print("\r\033[K");
    const bool burst = what == 7 && (plot_.burst < 10'000 || pick(0, 5) == 0);
    const int lines = burst ? pick(1, plot_.burst) : pick(0, 8);
    std::string text;
    for (int i = 0; i < lines; ++i) text += line() + "\n";
    if (pick(0, 2) == 0) text += line();
    print(text);
  }

  void trim() {
    while (!known_.empty() && known_.back() && known_.back()->empty()) known_.pop_back();
  }
  [[nodiscard]] std::vector<std::string> told_lines(std::string_view text, const Json& about) const {
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
    return told;
  }
  void declare(const Json& about) {
    if (cursor_.empty()) return;
    ++declared;
    INFO(history());
    if (about["lost"].exists()) CHECK(may_have_lost());
    ++breaks_[about["lost"].exists() ? "lost" : about["reset"].string()];
  }
  [[nodiscard]] std::string context(std::size_t at) const {
    std::string text;
    for (std::size_t i = at > 3 ? at - 3 : 0; i < std::min(at + 4, known_.size()); ++i) {
      text += "\n  [" + std::to_string(i) + "] " + known_[i].value_or("(skipped)");
    }
    return text;
  }

  /// Entering the alternate screen parts the line that is wrapped from the history into the screen. Whether
  /// `line` is some lines up to `left`, which is then the first of them.
  static bool parted(const std::vector<std::string>& all, std::size_t& left, const std::string& line) {
    const std::string whole = without_spaces(line);
    std::string parts;
    for (std::size_t first = left + 1; first > 0;) {
      parts.insert(0, without_spaces(all[--first]));
      if (parts == whole) left = first;
      if (parts.size() >= whole.size()) return parts == whole;
    }
    return false;
  }
  void note(std::string what) {
    recent_.push_back(std::move(what));
    if (recent_.size() > 40) recent_.pop_front();
  }
  [[nodiscard]] std::string history() const {
    std::string text = "\nof late:";
    for (const auto& what : recent_) text += "\n  " + what;
    return text;
  }

  LiveServer& live_;
  Plot plot_;
  std::mt19937 random_;
  bool counts_;
  PrintingPane pane_;
  PrintingPane all_;
  std::string cursor_;
  int asked_ = 0;
  std::vector<std::optional<std::string>> known_;  ///< since the last break; nothing: skipped
  std::optional<std::size_t> base_;                ///< the line of all at which that begins
  std::size_t rows_ = 0;
  std::size_t written_rows_ = 0;  ///< at the most
  bool alternate_ = false;
  int serial_ = 100'000;
  Counts acts_;
  Counts breaks_;
  std::deque<std::string> recent_;
};

/// All stories at once: one server, one tmux, polls of different panes on their way together.
class Stories {
 public:
  Stories(LiveServer& live, const std::vector<Plot>& plots, std::uint32_t seed) : live_(live), random_(seed) {
    for (const auto& plot : plots) stories_.push_back(std::make_unique<Story>(live, plot, random_()));
    reach_the_end();
  }

  void round() {
    for (auto& story : stories_) story->act();
    reach_the_end();
    for (auto& story : stories_) ask(*story, kMostLines);
    while (on_their_way_ > 0) receive();
    check(false);
    for (auto& story : stories_) story->interfere();
  }
  void finish() {
    reach_the_end();
    for (auto& story : stories_) ask(*story, kMostLines);
    while (on_their_way_ > 0) receive();
    check(true);
    for (auto& story : stories_) story->check_declared();
  }
  [[nodiscard]] std::size_t sum(std::size_t Story::*figure) const {
    std::size_t sum = 0;
    for (const auto& story : stories_) sum += *story.*figure;
    return sum;
  }
  [[nodiscard]] std::string figures() const {
    std::string text;
    for (const auto& story : stories_) text += story->name() + ": " + story->figures() + "\n";
    return text;
  }

 private:
  int pick(int least, int most) { return std::uniform_int_distribution<int>(least, most)(random_); }

  void ask(Story& story, int lines) {
    const std::string id = std::to_string(++last_id_);
    asked_[last_id_] = &story;
    story.asked = true;
    ++on_their_way_;
    live_.server.send(modern_call_request(id, "capture_pane", story.poll(lines)));
  }
  void receive() {
    const Json reply = live_.server.receive();
    INFO(on_their_way_ << " on their way");
    REQUIRE(reply["result"].exists());
    const auto story = asked_.extract(static_cast<int>(reply["id"].integer()));
    REQUIRE_FALSE(story.empty());
    story.mapped()->asked = false;
    --on_their_way_;
    story.mapped()->take(reply["result"]);
  }
  [[nodiscard]] bool written() const {
    return std::all_of(stories_.begin(), stories_.end(), [](const auto& story) { return story->written(); });
  }
  [[nodiscard]] bool reached() const {
    std::map<std::string, std::string> titles;
    std::istringstream lines(live_.tmux.must({"list-panes", "-a", "-F", "#{pane_id} #{pane_title}"}));
    for (std::string line; std::getline(lines, line);) {
      titles[line.substr(0, line.find(' '))] = line.substr(line.find(' ') + 1);
    }
    return std::all_of(stories_.begin(), stories_.end(),
                       [&](const auto& story) { return story->reached(titles, marks_); });
  }

  /// Prints, polls meanwhile, until tmux has taken everything and no poll is on its way.
  void reach_the_end() {
    ++marks_;
    for (auto& story : stories_) story->mark(marks_);
    const auto deadline = deadline_in(kPatience * 3);
    for (bool all = false; !all;) {
      REQUIRE(Clock::now() < deadline);
      for (auto& story : stories_) {
        story->write();
        const int chance = story->written() ? 30 : 1;
        if (!story->asked && pick(0, chance) == 0) ask(*story, pick(0, 3) == 0 ? pick(1, 20) : kMostLines);
      }
      for (int i = pick(0, 3); i > 0 && on_their_way_ > 0; --i) receive();
      all = written() && (pick(0, 2) == 0 && reached());
    }
    while (on_their_way_ > 0) receive();
  }

  /// What is long is compared more rarely.
  void check(bool all) {
    std::vector<Story*> chosen;
    std::vector<std::string> command;
    for (auto& story : stories_) {
      if (!all && pick(0, static_cast<int>(story->printed() / 1000)) > 0) continue;
      chosen.push_back(story.get());
      const std::string separator = command.empty() ? "" : ";";
      if (!command.empty()) command.emplace_back(";");
      for (const char* word : {"capture-pane", "-p", "-J", "-S", "-", "-t"}) command.emplace_back(word);
      command.push_back(story->reference_id());
      for (const char* word : {";", "display-message", "-p", kEnd}) command.emplace_back(word);
    }
    if (chosen.empty()) return;
    const std::string texts = live_.tmux.must(command) + "\n";
    std::string_view rest = texts;
    const std::string end = "\n" + std::string(kEnd) + "\n";
    for (Story* story : chosen) {
      const auto length = rest.find(end);
      REQUIRE(length != std::string_view::npos);
      story->check(rest.substr(0, length));
      rest.remove_prefix(length + end.size());
    }
  }

  static constexpr const char* kEnd = "=== end of this pane ===";

  LiveServer& live_;
  std::mt19937 random_;
  std::vector<std::unique_ptr<Story>> stories_;
  std::map<int, Story*> asked_;
  std::size_t on_their_way_ = 0;
  int last_id_ = 0;
  int marks_ = 0;
};

}  // namespace

TEST_CASE("poll property: what polls return, put together, is what was printed, or the gap is declared") {
  const std::uint32_t seed = chosen_seed();
  std::printf("repeat with SESSIONS_MCP_TEST_SEED=%u\n", seed);
  INFO("repeat with SESSIONS_MCP_TEST_SEED=" << seed);
  LiveServer live;
  const std::vector<Plot> plots = {
      {.name = "200", .width = 80, .height = 24, .history = 200},
      {.name = "200-narrow", .width = 20, .height = 5, .history = 200, .burst = 100},
      {.name = "200-clears", .width = 60, .height = 10, .history = 200, .clears = true},
      {.name = "200-same", .width = 40, .height = 8, .history = 200, .same = true},
      {.name = "2000", .width = 80, .height = 24, .history = 2000, .burst = 1500},
      {.name = "2000-narrow", .width = 20, .height = 5, .history = 2000, .burst = 1000},
      {.name = "2000-clears", .width = 70, .height = 20, .history = 2000, .clears = true},
      // Not at its limit: there tmux itself resizes a pane otherwise than one that has more history.
      {.name = "20000-resizes", .width = 80, .height = 24, .history = 20'000, .burst = 100, .resizes = true},
      {.name = "2000-screens", .width = 80, .height = 24, .history = 2000, .screens = true},
      {.name = "2000-same", .width = 50, .height = 12, .history = 2000, .same = true, .clears = true},
      {.name = "50000", .width = 80, .height = 24, .history = 50'000, .burst = 30'000},
      {.name = "50000-resizes", .width = 80, .height = 24, .history = 50'000, .burst = 400, .resizes = true},
      {.name = "50000-clears", .width = 40, .height = 9, .history = 50'000, .clears = true, .screens = true},
      {.name = "50000-same", .width = 80, .height = 24, .history = 50'000, .burst = 3000, .same = true},
  };
  const char* const wanted = std::getenv("SESSIONS_MCP_TEST_POLLS");
  const std::size_t polls =
      wanted != nullptr ? std::stoul(wanted) : 10'000U / static_cast<std::size_t>(slowness());
  Stories stories(live, plots, seed);
  while (stories.sum(&Story::polls) < polls) stories.round();
  stories.finish();
  std::printf("%s", stories.figures().c_str());
  INFO(stories.figures());
  CHECK(stories.sum(&Story::news) > polls / 3);
  CHECK(stories.sum(&Story::declared) < polls / 5);
}
