#include "tmux/poll.hpp"

#include <optional>
#include <random>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "unit/support/fake_pane.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

constexpr std::size_t kAll = 1'000'000;

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> lines;
  if (text.empty()) return lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    lines.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::string numbered(int from, int to) {
  std::string text;
  for (int i = from; i <= to; ++i) text += std::to_string(i) + "\n";
  return text;
}

struct Polling {
  explicit Polling(FakePane& of_pane) : pane(of_pane), client(of_pane) {}

  /// `between` happens after each request's answer.
  template <typename Between>
  Polled poll_while(const Cursor& since, Between between, std::size_t lines = kAll) {
    std::optional<Polled> answer;
    PollRequest request;
    request.session = "job";
    request.since = since;
    request.lines = lines;
    request.max_bytes = 1U << 24U;
    poll_pane(chain, std::move(request), [&](Result<Polled> result) {
      REQUIRE(result);
      answer = *result;
    });
    while (client.waiting()) {
      client.answer();
      between();
    }
    REQUIRE(answer);
    return *answer;
  }
  Polled poll(const Cursor& since, std::size_t lines = kAll) {
    return poll_while(
        since, [] {}, lines);
  }
  /// The first request of a poll, which is then given up.
  std::vector<std::string> asked_for(const Cursor& since, const std::string& session = "job") {
    PollRequest request;
    request.session = session;
    request.since = since;
    request.lines = 1;
    poll_pane(chain, std::move(request), [](const Result<Polled>&) {});
    client.cancel(0);
    return client.asked.back();
  }
  /// As a cursor comes back from a caller.
  Cursor capture() {
    std::optional<Captured> answer;
    CaptureRequest request;
    request.session = "job";
    request.lines = kAll;
    request.max_bytes = 1U << 24U;
    capture_pane(chain, std::move(request), [&](Result<Captured> result) { answer = *result; });
    while (client.waiting()) client.answer();
    REQUIRE(answer);
    text = std::string(answer->text->text());
    const auto parsed = Cursor::parse(answer->cursor.text());
    REQUIRE(parsed);
    CHECK(*parsed == answer->cursor);
    return *parsed;
  }

  FakePane& pane;
  FakePaneClient client;
  Chain chain = std::make_shared<RequestChain>(client, std::chrono::seconds(10));
  std::string text;
};

}  // namespace

TEST_CASE("nothing new is one request, answered with a word at most once a second has passed") {
  const bool counts = GENERATE(false, true);
  FakePane pane(20, 5, 2000);
  pane.counts = counts;
  pane.print("a\nb\n$ ");
  Polling polling(pane);
  const Cursor early = polling.capture();
  CHECK(polling.poll(early).kind == Polled::Kind::unchanged);
  pane.now += 2;
  const Cursor late = polling.capture();
  pane.now += 310;
  polling.client.asked.clear();
  const Polled polled = polling.poll(late);
  CHECK(polled.kind == Polled::Kind::unchanged);
  CHECK(polled.cursor == late);
  CHECK(polled.state.activity == 1000);
  CHECK(polled.state.session == "job");
  REQUIRE(polling.client.asked.size() == 1);
  const std::string answer = pane.answer(polling.client.asked.back());
  if (counts) {
    CHECK(polled.state.idle() == 312);
    CHECK(answer.find('\n') + 1 == answer.size());
  } else {  // what is the time then is up to our own clock
    CHECK(polled.state.now > 1'000'000'000);
    CHECK(answer.empty());
  }
}

TEST_CASE("nothing new is only said of a pane that tmux names with the session that was asked for") {
  FakePane pane(20, 5, 2000);
  pane.print("a\n$ ");
  pane.now += 2;
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  pane.session = "other";
  CHECK(pane.answer(polling.asked_for(cursor)).find("other") != std::string::npos);
  CHECK(polling.asked_for(cursor, "a,}#b").at(4).ends_with(" a#,#}##b}"));
}

TEST_CASE("what was printed in the second of the cursor is seen, even if nothing but the text has changed") {
  FakePane pane(20, 5, 2000);
  pane.print("10%");
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  pane.print("\r20%");
  const Polled polled = polling.poll(cursor);
  CHECK(polled.kind == Polled::Kind::news);
  CHECK(polled.text->text() == "20%");
  CHECK(polled.replaces_last);
}

TEST_CASE("only what came since, the changed line first") {
  const bool counts = GENERATE(false, true);
  FakePane pane(20, 5, 2000);
  pane.counts = counts;
  pane.print("one\ntwo\n$ ");
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  SECTION("the end grew") {
    pane.print("make\nok\n$ ");
    const Polled polled = polling.poll(cursor);
    CHECK(polled.text->text() == "$ make\nok\n$");
    CHECK(polled.replaces_last);
  }
  SECTION("the end stayed") {
    pane.print("\nok\n");
    const Polled polled = polling.poll(cursor);
    CHECK(polled.text->text() == "ok");
    CHECK_FALSE(polled.replaces_last);
  }
  SECTION("the end wrapped into the next row") {
    pane.print(std::string(30, 'x') + "\nok\n");
    const Polled polled = polling.poll(cursor);
    CHECK(polled.text->text() == "$ " + std::string(30, 'x') + "\nok");
    CHECK(polled.replaces_last);
  }
  SECTION("only the newest are wanted") {
    pane.print(numbered(1, 1000));
    const Polled polled = polling.poll(cursor, 3);
    CHECK(polled.text->text() == "998\n999\n1000");
    CHECK(polled.text->passed() == 1000);  // the first of them on the line of the prompt
  }
  SECTION("a row above the end was redrawn") {
    pane.cursor_up(1);
    pane.print("TWO\n");
    const Polled polled = polling.poll(cursor);
    CHECK(polled.kind == Polled::Kind::redrawn);
    CHECK(polled.text->text() == "one\nTWO\n$");
  }
}

TEST_CASE("blank lines are news as soon as text follows them") {
  FakePane pane(20, 5, 2000);
  pane.print("a\n\n\n");
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  pane.print("\n");
  CHECK(polling.poll(cursor).kind == Polled::Kind::unchanged);
  pane.print("b\n");
  CHECK(polling.poll(cursor).text->text() == "\n\n\nb");
}

TEST_CASE("each reason for starting anew") {
  FakePane pane(20, 5, 2000);
  pane.print(numbered(1, 100));
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  const auto reset = [&] {
    pane.print("new\n");
    const Polled polled = polling.poll(cursor, 2);
    REQUIRE(polled.kind == Polled::Kind::reset);
    CHECK(polled.text->text().ends_with("new"));
    return polled.reset;
  };
  SECTION("clear-history") {
    pane.clear_history();
    CHECK(reset() == Reset::cleared);
  }
  SECTION("clear-history, and as much again") {
    pane.clear_history();
    pane.print(numbered(200, 400));
    CHECK(reset() == Reset::cleared);
  }
  SECTION("respawn") {
    pane.respawn();
    CHECK(reset() == Reset::respawned);
  }
  SECTION("another width") {
    pane.set_width(30);
    CHECK(reset() == Reset::resized);
  }
  SECTION("alternate screen") {
    pane.alternate(true);
    CHECK(reset() == Reset::alternate_screen);
  }
}

TEST_CASE("on the alternate screen: the screen, if it has changed") {
  FakePane pane(20, 5, 2000);
  pane.print(numbered(1, 100));
  pane.alternate(true);
  pane.print("top\nmenu\n");
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  CHECK(polling.poll(cursor).kind == Polled::Kind::unchanged);
  pane.cursor_up(1);
  pane.print("MENU\n");
  const Polled polled = polling.poll(cursor);
  CHECK(polled.kind == Polled::Kind::reset);
  CHECK(polled.reset == Reset::alternate_screen);
  CHECK(polled.text->text().find("top\nMENU") != std::string::npos);
}

TEST_CASE("a full history: rows that were moved are found, rows that were discarded are declared lost") {
  FakePane pane(20, 5, 200);
  pane.print(numbered(1, 300));
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  const int more = GENERATE(1, 5, 19, 20, 21, 60, 100, 150);
  pane.print(numbered(301, 300 + more));
  const Polled polled = polling.poll(cursor);
  REQUIRE(polled.kind == Polled::Kind::news);
  CHECK(std::string(polled.text->text()) + "\n" == numbered(301, 300 + more));
  pane.print(numbered(1000, 2000));
  CHECK(polling.poll(cursor).kind == Polled::Kind::lost);
}

TEST_CASE("identical lines in a full history prove nothing") {
  FakePane pane(20, 5, 200);
  for (int i = 0; i < 300; ++i) pane.print("x\n");
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  pane.print("x\n");
  CHECK(polling.poll(cursor).kind == Polled::Kind::lost);
  pane.counts = true;
  const Cursor counted = polling.capture();
  pane.print("x\nx\n");
  const Polled polled = polling.poll(counted);
  REQUIRE(polled.kind == Polled::Kind::news);
  CHECK(polled.text->text() == "x\nx");
  for (int i = 0; i < 1000; ++i) pane.print("x\n");
  const Polled lost = polling.poll(counted);
  CHECK(lost.kind == Polled::Kind::lost);
  CHECK(lost.lost_rows.value_or(0) > 700);
}

TEST_CASE("rows that were discarded are counted up to those that are told of, in a flood, too") {
  FakePane pane(20, 5, 200);
  pane.counts = true;
  pane.print(numbered(1, 300));
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  int next = 301;
  const auto print = [&](int count) {
    pane.print(numbered(next, next + count - 1));
    next += count;
  };
  print(1000);
  const Polled polled = polling.poll_while(cursor, [&] { print(70); });
  REQUIRE(polled.kind == Polled::Kind::lost);
  const int first = std::stoi(split(polled.text->text()).front());
  CHECK(polled.lost_rows == static_cast<std::uint64_t>(first - 301));
}

TEST_CASE("a pane that runs on while it is read") {
  const std::size_t limit = GENERATE(std::size_t{200}, std::size_t{2000}, std::size_t{100'000});
  FakePane pane(20, 5, limit);
  pane.print(numbered(1, 3000));
  Polling polling(pane);
  const Cursor cursor = polling.capture();
  int next = 3001;
  const auto print = [&](int count) {
    pane.print(numbered(next, next + count - 1));
    next += count;
  };
  print(500);
  const Polled polled = polling.poll_while(cursor, [&] { print(7); });
  if (limit == 200) {
    CHECK(polled.kind == Polled::Kind::lost);
    return;
  }
  REQUIRE(polled.kind == Polled::Kind::news);
  const auto lines = split(polled.text->text());
  CHECK(lines.front() == "3001");
  CHECK(lines.back() == std::to_string(3000 + static_cast<int>(lines.size())));
  CHECK(lines.size() >= 500);
}

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
    act();
    cursor_ = polling_.capture();
    known_ = split(polling_.text);
    break_here();
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
  std::size_t declared = 0;

 private:
  std::size_t pick(std::size_t least, std::size_t most) {
    return std::uniform_int_distribution<std::size_t>(least, most)(random_);
  }
  std::size_t pick_limit() {
    constexpr std::size_t kLimits[] = {0, 1, 5, 20, 50, 200, 1000};
    return kLimits[heights_ ? 6 : pick(0, 6)];
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
    if (what == 0 && !heights_ && (!same_ || pane_.counts)) return pane_.clear_history();
    if (what == 1) return both([](FakePane& p) { p.erase_screen(); });
    if (what == 2 && (!same_ || pane_.counts)) return both([](FakePane& p) { p.respawn(); });
    if (what == 3 || (alternate_ && what > 12)) {
      alternate_ = !alternate_;
      return both([this](FakePane& p) { p.alternate(alternate_); });
    }
    if (what == 4 && heights_ && !alternate_) {
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
    if (!known_.empty() && base_ < all.size() && all[base_].ends_with(known_.front()))
      known_.front() = all[base_];
  }

  void take(const Polled& polled) {
    kind_ = polled.kind;
    if (polled.kind == Polled::Kind::unchanged) return;
    auto lines = split(polled.text->text());
    if (polled.text->text().empty() && polled.text->lines() == 1) lines = {""};
    if (polled.kind == Polled::Kind::news) {
      ++news;
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
    std::vector<std::string> expected(all.begin() + static_cast<std::ptrdiff_t>(std::min(base_, all.size())),
                                      all.end());
    if (began_blank_) {  // where nothing is left of the past, nobody sees how many blank lines there were
      while (!expected.empty() && expected.front().empty()) expected.erase(expected.begin());
      while (!known_.empty() && known_.front().empty()) {
        known_.erase(known_.begin());
      }
    }
    INFO("kind " << static_cast<int>(kind_) << " width " << width_);
    if (alternate_) return;  // the screen hides what the history goes on with
    CHECK(known_ == expected);
  }

  std::mt19937 random_;
  bool same_;
  std::size_t width_;
  std::size_t height_;
  bool heights_;  ///< its height changes, and then there is always history enough to fill a taller screen
  FakePane pane_;
  FakePane all_;
  Polling polling_;
  Cursor cursor_;
  std::vector<std::string> known_;  ///< since the last break
  std::size_t base_ = 0;            ///< the line of all at which that begins
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
  std::size_t declared = 0;
  for (std::uint32_t seed = 1; seed <= 150; ++seed) {
    INFO("seed " << seed << " counts " << counts << " same " << same);
    Story story(seed, counts, same);
    for (int i = 0; i < 30; ++i) story.step();
    news += story.news;
    declared += story.declared;
  }
  INFO(news << " news, " << declared << " declared");
  CHECK(news > 500);
  CHECK(declared > 100);
}
