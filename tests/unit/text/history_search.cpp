#include "text/history_search.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "unit/text/compiled_pattern.hpp"

using namespace smcp::tools;

namespace {

constexpr HistorySearch::Limits kAll{0, 1000, 1000000};

/// `-4 -2m `: the lines that were found, from the end, then how many matched.
std::string found_in(HistorySearch& search) {
  search.finish();
  std::string text;
  for (const auto& line : search.hits().lines()) {
    text +=
        "-" + std::to_string(search.lines() - line.number) + (line.match ? "m" : "") + " " + line.text + "\n";
  }
  return text + "of " + std::to_string(search.matches());
}

std::string search(std::string_view input, std::string_view what, HistorySearch::Limits limits = kAll) {
  const auto compiled = pattern(what);
  HistorySearch search(compiled, limits, 0);
  search.feed(input);
  return found_in(search);
}

/// The same from the whole input, as plainly as can be.
std::string reference_search(std::string_view input, const Pattern& what, HistorySearch::Limits limits) {
  std::vector<std::string> all;
  for (std::size_t at = 0; at < input.size();) {
    const auto end = std::min(input.find('\n', at), input.size());
    std::string line(input.substr(at, end - at));
    while (line.ends_with(' ') || line.ends_with('\t')) line.pop_back();
    all.push_back(line);
    at = end + 1;
  }
  while (!all.empty() && all.back().empty()) all.pop_back();
  std::vector<std::size_t> matches;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (what.matches(all[i])) matches.push_back(i);
  }
  const auto total = matches.size();
  if (total > limits.matches)
    matches.erase(matches.begin(), matches.end() - static_cast<std::ptrdiff_t>(limits.matches));
  std::string text;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool match = std::binary_search(matches.begin(), matches.end(), i);
    const bool near = std::any_of(matches.begin(), matches.end(), [&](std::size_t m) {
      return std::max(m, i) - std::min(m, i) <= limits.context;
    });
    if (near) text += "-" + std::to_string(all.size() - i) + (match ? "m" : "") + " " + all[i] + "\n";
  }
  return text + "of " + std::to_string(total);
}

}  // namespace

TEST_CASE("lines that match are found, numbered from the last line that is one") {
  CHECK(search("a\nb\nab\n", "a") == "-3m a\n-1m ab\nof 2");
  CHECK(search("a\n\n  \nx a  \n\n\t\n", "a") == "-4m a\n-1m x a\nof 2");
  CHECK(search("", "a") == "of 0");
  CHECK(search("x\ny", "y") == "-1m y\nof 1");
  CHECK(search("x\ny   ", "y$") == "-1m y\nof 1");
}

TEST_CASE("blank lines in between match, and those at the end do not count as lines") {
  CHECK(search("\na\n\n \nb\n\n\n", "^$") == "-5m \n-3m \n-2m \nof 3");
  CHECK(search("\n\n\n", "^$") == "of 0");
}

TEST_CASE("context on both sides, once for each line") {
  CHECK(search("1\n2\n3\nx\n5\n6\n7\n", "x", {2, 10, 1000}) == "-6 2\n-5 3\n-4m x\n-3 5\n-2 6\nof 1");
  CHECK(search("x\n2\nx\n4\n\n\n", "x", {3, 10, 1000}) == "-4m x\n-3 2\n-2m x\n-1 4\nof 2");
}

TEST_CASE("the newest are kept, all are counted") {
  std::string input;
  for (int i = 1; i <= 5000; ++i) input += "line " + std::to_string(i) + "\n";
  CHECK(search(input, "9$", {0, 2, 1000}) == "-12m line 4989\n-2m line 4999\nof 500");
  CHECK(search(input, ".", {0, 1, 1000}) == "-1m line 5000\nof 5000");
  CHECK(search(input, ".", {0, 500, 30}) == "-3m line 4998\n-2m line 4999\n-1m line 5000\nof 5000");
  CHECK(search(input, ".", {0, 500, 1}) == "-1m line 5000\nof 5000");
}

TEST_CASE("of a long line, the part around the match is shown") {
  const std::string dots(3000, '.');
  const std::string shown(HistorySearch::kMaxShown, '.');
  CHECK(search("ab" + dots + "\n", "ab") == "-1m ab" + shown.substr(2) + "…\nof 1");
  CHECK(search(dots + "needle\n", "needle") == "-1m …" + shown.substr(0, 200) + "needle\nof 1");
  CHECK(search(dots + "needle" + dots + "\n", "needle") ==
        "-1m …" + shown.substr(0, 200) + "needle" + shown.substr(206) + "…\nof 1");
  CHECK(search(dots + "\nx\n", "x", {1, 9, 9999}) == "-2 " + shown + "…\n-1m x\nof 1");
  CHECK(search(shown + "\n", "^") == "-1m " + shown + "\nof 1");
}

TEST_CASE("what is shown of a line is never cut inside a character") {
  std::string wide;
  for (int i = 0; i < 1000; ++i) wide += "日";
  for (std::size_t shift = 0; shift < 4; ++shift) {
    const std::string result = search(std::string(shift, 'x') + wide + "needle" + wide + "\n", "needle");
    std::string plain = result.substr(0, result.find('\n'));
    for (const std::string_view whole : {"日", "…", "needle", "-1m ", "x"}) {
      for (auto at = plain.find(whole); at != std::string::npos; at = plain.find(whole))
        plain.erase(at, whole.size());
    }
    CHECK(plain.empty());
    CHECK(result.size() <= HistorySearch::kMaxShown + 30);
  }
}

TEST_CASE("a line beyond the pattern's reach is looked at so far, and counted") {
  const auto what = pattern("end");
  const std::string hay(what.reach(), '.');
  HistorySearch search(what, kAll, 0);
  for (const auto* text : {"end", "", "    "}) search.feed(hay + text + "\n");
  search.feed("the end\n");
  search.feed("end" + hay + hay);
  search.finish();
  CHECK(search.lines() == 5);
  CHECK(search.matches() == 2);
  CHECK(search.cut_lines() == 2);
}

TEST_CASE("an input is searched alike however it is cut") {
  const std::string input = "one x\n\n  two\nthree x   \n \n\nx\nlast  \n\n";
  const auto what = pattern("x|^$");
  for (const std::size_t context : {0U, 1U, 2U, 5U}) {
    const HistorySearch::Limits limits{context, 3, 100000};
    const auto expected = reference_search(input, what, limits);
    for (std::size_t cut = 0; cut <= input.size(); ++cut) {
      HistorySearch search(what, limits, 0);
      search.feed(std::string_view(input).substr(0, cut));
      search.feed(std::string_view(input).substr(cut));
      CHECK(found_in(search) == expected);
    }
    HistorySearch bytes(what, limits, 0);
    for (const char byte : input) bytes.feed({&byte, 1});
    CHECK(found_in(bytes) == expected);
  }
}

TEST_CASE("random inputs are searched as the plainest search does it") {
  std::mt19937 random(7);
  const auto pick = [&](std::size_t below) { return random() % below; };
  const std::vector<std::string> words = {"x", "y", " ", "\t", "\n", "\n", "\n\n\n", "x\n", "日", "\xff"};
  const std::vector<std::string> whats = {"x", "^$", "y.", ".", "日", "^x$", "nothing"};
  for (int round = 0; round < 2000; ++round) {
    std::string input;
    for (auto n = pick(60); n > 0; --n) input += words[pick(words.size())];
    const auto what = pattern(whats[pick(whats.size())]);
    const HistorySearch::Limits limits{pick(6), 1 + pick(8), 1000000};
    HistorySearch search(what, limits, 0);
    for (std::size_t at = 0; at < input.size();) {
      const auto size = 1 + pick(20);
      search.feed(std::string_view(input).substr(at, size));
      at += size;
    }
    INFO(input);
    REQUIRE(found_in(search) == reference_search(input, what, limits));
  }
}
