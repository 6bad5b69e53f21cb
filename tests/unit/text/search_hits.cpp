#include "text/search_hits.hpp"

#include <array>
#include <string>

#include "support/catch.hpp"

using smcp::tools::append_hits;
using smcp::tools::SearchHits;
using smcp::tools::share;

namespace {

constexpr std::size_t kOverhead = 10;

/// A letter for each line from 0 on: `m` a match, `c` context, `.` any other line.
SearchHits hits_of(std::string_view lines, std::size_t context) {
  SearchHits hits(context, kOverhead);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i] != '.') hits.add({i, lines[i] == 'm', "l" + std::to_string(i)});
  }
  return hits;
}

std::string text_of(const SearchHits& hits, std::uint64_t total) {
  std::string text;
  append_hits(text, "s", hits, total);
  return text;
}

std::string numbers_of(const SearchHits& hits) {
  std::string text;
  for (const auto& line : hits.lines()) text += std::to_string(line.number) + (line.match ? "m " : " ");
  return text;
}

}  // namespace

TEST_CASE("hits are written as grep writes them, counted from the end") {
  CHECK(text_of(hits_of("m..m", 0), 4) == "s:-4: l0\ns:-1: l3");
  CHECK(text_of(hits_of("cmc.cmmc", 1), 9) ==
        "s-9- l0\ns:-8: l1\ns-7- l2\n--\ns-5- l4\ns:-4: l5\ns:-3: l6\ns-2- l7");
  CHECK(text_of(hits_of("cmccmc", 1), 6) == "s-6- l0\ns:-5: l1\ns-4- l2\ns-3- l3\ns:-2: l4\ns-1- l5");
  CHECK(text_of(hits_of("...", 1), 3).empty());
}

TEST_CASE("sessions follow each other, split where there are groups") {
  std::string text;
  append_hits(text, "a", hits_of("m", 0), 1);
  append_hits(text, "b", hits_of("m", 0), 1);
  CHECK(text == "a:-1: l0\nb:-1: l0");
  text.clear();
  append_hits(text, "a", hits_of("mc", 1), 2);
  append_hits(text, "b", hits_of("", 1), 2);
  append_hits(text, "c", hits_of("mc", 1), 2);
  CHECK(text == "a:-2: l0\na-1- l1\n--\nc:-2: l0\nc-1- l1");
}

TEST_CASE("the oldest match goes with the context that is its alone") {
  auto hits = hits_of("ccmccmcc..ccmcc", 2);
  CHECK(hits.matches() == 3);
  CHECK(hits.bytes() == 8 * (2 + kOverhead) + 5 * (3 + kOverhead));
  hits.keep_newest(3);
  CHECK(hits.lines().size() == 13);
  hits.keep_newest(2);
  CHECK(numbers_of(hits) == "3 4 5m 6 7 10 11 12m 13 14 ");
  hits.keep_newest(1);
  CHECK(numbers_of(hits) == "10 11 12m 13 14 ");
  CHECK(hits.bytes() == 5 * (3 + kOverhead));
  hits.keep_newest(0);
  CHECK(hits.lines().empty());
  CHECK(hits.bytes() == 0);
}

TEST_CASE("a match that goes stays as context of the next") {
  auto hits = hits_of("mmmm", 3);
  hits.keep_newest(2);
  CHECK(numbers_of(hits) == "0 1 2m 3m ");
}

TEST_CASE("sessions share what may be shown: the few keep theirs") {
  const auto after = [](std::array<std::size_t, 3> had, std::size_t limit) {
    std::array hits = {hits_of(std::string(had[0], 'm'), 0), hits_of(std::string(had[1], 'm'), 0),
                       hits_of(std::string(had[2], 'm'), 0)};
    const std::array<SearchHits*, 3> all = {&hits[0], &hits[1], &hits[2]};
    share(all, limit, 1000000);
    return std::array{hits[0].matches(), hits[1].matches(), hits[2].matches()};
  };
  using Counts = std::array<std::size_t, 3>;
  CHECK(after({5, 3, 2}, 10) == Counts{5, 3, 2});
  CHECK(after({50, 3, 2}, 10) == Counts{5, 3, 2});
  CHECK(after({50, 50, 50}, 10) == Counts{4, 3, 3});
  CHECK(after({50, 0, 50}, 9) == Counts{5, 0, 4});
  CHECK(after({1, 1, 1}, 2) == Counts{1, 1, 0});
  CHECK(after({0, 0, 7}, 500) == Counts{0, 0, 7});
}

TEST_CASE("sessions share the bytes, too") {
  auto one = hits_of(std::string(10, 'm'), 0);
  auto other = hits_of(std::string(10, 'm'), 0);
  const std::array<SearchHits*, 2> all = {&one, &other};
  share(all, 500, 6 * (2 + kOverhead));
  CHECK(one.matches() == 3);
  CHECK(other.matches() == 3);
  CHECK(numbers_of(one) == "7m 8m 9m ");
  share(all, 500, 1);
  CHECK(one.matches() + other.matches() == 0);
}
