// capture_pane since while a pane prints as fast as it can: no number is missing that was not declared.
// SESSIONS_MCP_TEST_SOAK=60 does it for 60 seconds.
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include "support/e2e/live_server.hpp"

using namespace smcp::test;

namespace {

constexpr std::int64_t kMostLines = 10'000;  // that one call gives

seconds soak_time() {
  const char* const given = std::getenv("SESSIONS_MCP_TEST_SOAK");
  return seconds(given != nullptr ? std::stoi(given) : 3);
}

/// Numbered lines, as polls tell of them.
class Count {
 public:
  void take(const Json& result) {
    const Json about = Json::parse(text_of(result, result["content"].size() - 1));
    ++polls;
    if (about["unchanged"].exists()) return;
    const std::string& text = text_of(result);
    const auto skipped = about["skipped"].exists() ? about["skipped"].integer() : 0;
    const bool lost = about["lost"].exists();
    REQUIRE_FALSE(about["reset"].exists());
    REQUIRE_FALSE(about["left_out"].exists());
    if (lost) ++losses;
    if (about["lost_rows"].exists() && last_) lost_rows_ = about["lost_rows"].integer();
    std::optional<std::int64_t> first;
    std::int64_t previous = 0;
    std::int64_t lines = 0;
    for (std::size_t begin = 0; begin < text.size(); ++lines) {
      const auto end = std::min(text.find('\n', begin), text.size());
      // The last may be half a number, and the newline of a whole one still to come.
      if (end == text.size()) break;
      const std::int64_t number = parse(text.substr(begin, end - begin));
      if (first) REQUIRE(number == previous + 1);
      if (!first) first = number;
      previous = number;
      begin = end + 1;
    }
    const std::string rest = text.substr(std::min(text.rfind('\n') + 1, text.size()));
    if (first && last_ && !lost) {
      ++news;
      // The line that was last, whole or not, comes again if it has changed.
      const std::int64_t expected = *last_ + (about["replaces_last_line"].exists() ? 0 : 1) + skipped;
      INFO(text_of(result, 1) << " after " << *last_);
      REQUIRE(*first == expected);
    }
    if (first && last_ && lost) {
      REQUIRE(*first > *last_);
      // A row that was lost is one number; what was not asked for comes on top. Half a number was known.
      if (lost_rows_) {
        const std::int64_t missing = *first - *last_ - 1;
        REQUIRE(missing + 1 >= *lost_rows_);
        if (lines + 1 < kMostLines) REQUIRE(missing <= *lost_rows_ + 1);
      }
    }
    lost_rows_.reset();
    if (first) last_ = previous + 1;  // which the last, unfinished line is a part of, or all of
    if (first) REQUIRE(std::to_string(*last_).starts_with(rest));
    numbers = last_.value_or(0);
  }

  std::size_t polls = 0;
  std::size_t news = 0;
  std::size_t losses = 0;
  std::int64_t numbers = 0;

 private:
  static std::int64_t parse(const std::string& text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    INFO("a line: " << text);
    REQUIRE((error == std::errc() && end == text.data() + text.size()));
    return number;
  }

  std::optional<std::int64_t> last_;  ///< the number on the last line that was told
  std::optional<std::int64_t> lost_rows_;
};

}  // namespace

TEST_CASE("poll soak: in a flood of numbers, none is missing that was not declared") {
  LiveServer live;
  constexpr std::size_t kPanes = 3;
  const std::string names[] = {"2000", "50000", "paced"};
  Count counts[kPanes];
  std::string cursors[kPanes];
  for (const auto& name : names) {
    const bool paced = name == "paced";
    const std::string steps = "i=1; while :; do seq $i $((i + 499)); i=$((i + 500)); sleep 0.05; done";
    live.tmux.start_job(name, paced ? steps : "exec seq 1 2000000000", paced ? 50'000 : std::stoi(name));
    REQUIRE(wait_until([&] { return live.capture(name, 5).size() > 10; }));
  }
  constexpr std::size_t kEnough = 3;  // polls, and polls with news: on a busy machine these take longer
  const auto end = Clock::now() + soak_time();
  const auto give_up = end + kPatience * 3;
  const auto enough = [&] { return counts[0].polls >= kEnough && counts[2].news >= kEnough; };
  while (Clock::now() < end || (!enough() && Clock::now() < give_up)) {
    for (std::size_t i = 0; i < kPanes; ++i) {
      const std::string arguments = cursors[i].empty()
                                        ? object("name", names[i], "lines", 100)
                                        : object("name", names[i], "lines", kMostLines, "since", cursors[i]);
      const Json result = live.server.call("capture_pane", arguments);
      REQUIRE_FALSE(is_error(result));
      INFO(names[i]);
      counts[i].take(result);
      const Json about = Json::parse(text_of(result, result["content"].size() - 1));
      if (about["cursor"].exists()) cursors[i] = about["cursor"].string();
    }
  }
  for (std::size_t i = 0; i < kPanes; ++i) {
    std::printf("%s: %zu polls, %zu with news, %zu losses declared, %lld lines\n", names[i].c_str(),
                counts[i].polls, counts[i].news, counts[i].losses, static_cast<long long>(counts[i].numbers));
    CHECK(counts[i].polls >= kEnough);
    CHECK(counts[i].numbers > 1000);
  }
  CHECK(counts[2].losses == 0);  // its history has room for more than comes between two polls
  CHECK(counts[2].news >= kEnough);
}
