#include "text/tail.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "unit/text/join.hpp"

using smcp::test::join;
using smcp::tmux::Tail;

namespace {

struct Expected {
  std::vector<std::string> lines;
  std::uint64_t passed = 0;
  std::uint64_t left_out = 0;
};

/// What Tail promises, from the whole input, as plainly as can be.
Expected reference_tail(std::string_view input, Tail::Limits limits) {
  std::vector<std::string> all;
  for (std::size_t at = 0; at < input.size();) {
    const auto end = std::min(input.find('\n', at), input.size());
    std::string line(input.substr(at, end - at));
    while (line.ends_with(' ') || line.ends_with('\t')) line.pop_back();
    all.push_back(line);
    at = end + 1;
  }
  while (!all.empty() && all.back().empty()) all.pop_back();
  Expected expected;
  expected.passed = all.size();
  const auto newest = std::min(limits.lines, all.size());
  std::size_t size = 0;
  std::size_t kept = 0;
  for (; kept < newest; ++kept) {
    size += all[all.size() - 1 - kept].size() + (kept > 0 ? 1 : 0);
    if (size > limits.bytes) break;
  }
  expected.left_out = newest - kept;
  expected.lines.assign(all.end() - static_cast<std::ptrdiff_t>(kept), all.end());
  return expected;
}

void check_finished(const Tail& tail, const Expected& expected) {
  REQUIRE(tail.text() == join(expected.lines));
  REQUIRE(tail.lines() == expected.lines.size());
  REQUIRE(tail.passed() == expected.passed);
  REQUIRE(tail.left_out() == expected.left_out);
  for (std::size_t i = 0; i < expected.lines.size(); ++i) {
    REQUIRE(tail.line_from_end(i) == expected.lines[expected.lines.size() - 1 - i]);
  }
}

/// Feeds `input` cut at those of `cuts`, which ascend, that lie in it.
void check_cut(std::string_view input, Tail::Limits limits, const std::vector<std::size_t>& cuts,
               const Expected& expected) {
  Tail tail(limits);
  std::size_t from = 0;
  for (const auto cut : cuts) {
    if (cut > input.size()) break;
    tail.feed(input.substr(from, cut - from));
    from = cut;
  }
  tail.feed(input.substr(from));
  tail.finish();
  check_finished(tail, expected);
}

std::vector<std::size_t> bytewise(std::string_view input) {
  std::vector<std::size_t> cuts;
  for (std::size_t i = 0; i < input.size(); ++i) cuts.push_back(i);
  return cuts;
}

constexpr std::size_t kNoBound = 1 << 30;

/// Whole, byte by byte, and at every two cuts.
void check_tail_at_every_cut(std::string_view input, Tail::Limits limits) {
  INFO("input: " << input << " lines: " << limits.lines << " bytes: " << limits.bytes);
  const auto expected = reference_tail(input, limits);
  check_cut(input, limits, {}, expected);
  check_cut(input, limits, bytewise(input), expected);
  for (std::size_t i = 0; i <= input.size(); ++i) {
    for (std::size_t j = i; j <= input.size(); ++j) check_cut(input, limits, {i, j}, expected);
  }
}

std::string random_input(std::mt19937& random, std::size_t lines, std::size_t longest) {
  std::string input;
  for (std::size_t i = 0; i < lines; ++i) {
    const auto kind = random() % 8;
    const auto length = kind == 0 ? 0 : random() % (longest + 1);
    for (std::size_t j = 0; j < length; ++j) input += "ab \t\0\r\xff z"[random() % 9];
    if (kind < 3) input.append(random() % 12, ' ');
    if (kind == 7 && random() % 4 == 0) input.append(random() % 30, '\n');
    input += '\n';
  }
  if (random() % 2 == 0 && !input.empty()) input.pop_back();
  return input;
}

}  // namespace

TEST_CASE("small inputs at every cut and every bound", "[tail]") {
  const std::vector<std::string> inputs = {
      "",
      "\n",
      "a",
      "a\n",
      "\na\n",
      " \n\t\n",
      "a\n\n\n",
      "a\n \nb",
      "  a  \n\t\n",
      "a\n\n\n b \n",
      "\n\n\nabc  ",
      "a \t \tb \n",
      "one\ntwo\nx\n",
      "ab\n \n \n  c\n\n",
  };
  for (const auto& input : inputs) {
    for (std::size_t lines = 1; lines <= 5; ++lines) {
      for (std::size_t bytes = 0; bytes <= input.size() + 1; ++bytes)
        check_tail_at_every_cut(input, {lines, bytes});
      check_tail_at_every_cut(input, {lines, kNoBound});
    }
  }
}

TEST_CASE("random inputs agree with the reference", "[tail]") {
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    const auto input = random_input(random, random() % 200, 1 + random() % 100);
    const Tail::Limits limits{1 + random() % (random() % 2 == 0 ? 5 : 300),
                              random() % 2 == 0 ? kNoBound : random() % (input.size() + 2)};
    INFO("round: " << round << " lines: " << limits.lines << " bytes: " << limits.bytes);
    const auto expected = reference_tail(input, limits);
    check_cut(input, limits, {}, expected);
    check_cut(input, limits, bytewise(input), expected);
    std::vector<std::size_t> cuts;
    for (std::size_t at = 0; at < input.size(); at += random() % 500) cuts.push_back(at);
    check_cut(input, limits, cuts, expected);
  }
}

TEST_CASE("large random inputs agree with the reference", "[tail]") {
  std::mt19937 random(11);
  for (int round = 0; round < 40; ++round) {
    const auto input = random_input(random, 20'000, 1 + random() % 250);
    const Tail::Limits limits{1 + random() % (random() % 2 == 0 ? 100 : 30'000),
                              random() % 2 == 0 ? kNoBound : random() % input.size()};
    INFO("round: " << round << " lines: " << limits.lines << " bytes: " << limits.bytes);
    const auto expected = reference_tail(input, limits);
    check_cut(input, limits, {}, expected);
    std::vector<std::size_t> cuts;
    for (std::size_t at = 0; at < input.size(); at += random() % 70'000) cuts.push_back(at);
    check_cut(input, limits, cuts, expected);
  }
}

TEST_CASE("a limit on lines, at its edge", "[tail]") {
  std::string input;
  for (int i = 1; i <= 1000; ++i) input += std::to_string(i) + '\n';
  for (const std::size_t lines :
       {std::size_t{1}, std::size_t{999}, std::size_t{1000}, std::size_t{1001}, SIZE_MAX}) {
    check_cut(input, {lines, kNoBound}, {}, reference_tail(input, {lines, kNoBound}));
    check_cut(input, {lines, SIZE_MAX}, bytewise(input), reference_tail(input, {lines, kNoBound}));
  }
}

TEST_CASE("a line longer than the byte bound takes all older ones with it", "[tail]") {
  for (const std::size_t length : {99U, 100U, 101U, 200'000U}) {
    for (const std::size_t spaces : {0U, 1U, 300U, 200'000U}) {
      for (const auto* rest : {"", "\n", "\n\n", "\nnew", "\n\nnew\n", "x\nnew"}) {
        const auto input = "old\n" + std::string(length, 'y') + std::string(spaces, ' ') + rest;
        for (const std::size_t bytes : {100U, 104U, 105U}) {
          INFO("length: " << length << " spaces: " << spaces << " bytes: " << bytes << " rest: " << rest);
          const auto expected = reference_tail(input, {10, bytes});
          check_cut(input, {10, bytes}, {}, expected);
          check_cut(input, {10, bytes}, {50, 104, 105, 150}, expected);
        }
      }
    }
  }
}

TEST_CASE("a million blank lines are counted, not stored", "[tail]") {
  std::string input = "old";
  for (int i = 0; i < 1'000'000; ++i) input += i % 3 == 0 ? "  \n" : "\n";
  Tail tail({10, kNoBound});
  tail.feed(input);
  CHECK(tail.memory() < 256 * 1024);
  tail.feed("   new");
  CHECK(tail.memory() < 256 * 1024);
  tail.finish();
  check_finished(tail, {{"", "", "", "", "", "", "", "", "", "   new"}, 1'000'001, 0});
}

TEST_CASE("drop_oldest leaves out more", "[tail]") {
  Tail tail({3, kNoBound});
  tail.feed("1\n2\n3\n\n5\n");
  tail.finish();
  check_finished(tail, {{"3", "", "5"}, 5, 0});
  tail.drop_oldest(0);
  check_finished(tail, {{"3", "", "5"}, 5, 0});
  tail.drop_oldest(1);
  check_finished(tail, {{"", "5"}, 5, 1});
  tail.drop_oldest(5);
  check_finished(tail, {{}, 5, 3});
  CHECK(tail.text().empty());
}

TEST_CASE("memory is bounded by what is kept, not by what passes", "[tail]") {
  std::string chunk;
  while (chunk.size() < 64 * 1024) {
    chunk += "12:00:00 a line of a log, with some trailing spaces";
    chunk += std::string(chunk.size() % 3 == 0 ? 200 : 10, ' ') + '\n';
  }
  for (const std::size_t lines : {1U, 100U, 10'000U}) {
    Tail tail({lines, kNoBound});
    std::size_t most = 0;
    for (std::size_t fed = 0; fed < 64 * 1024 * 1024; fed += chunk.size()) {
      tail.feed(chunk);
      most = std::max(most, tail.memory());
    }
    tail.finish();
    CHECK(tail.lines() == lines);
    CHECK(most <= 2 * (tail.text().size() + 1) + 128 * 1024);
    CHECK(tail.memory() <= tail.text().size() + 1 + 128 * 1024);
  }
}

TEST_CASE("memory is bounded by the byte bound, whatever the lines", "[tail]") {
  constexpr std::size_t kBytes = 1024 * 1024;
  const std::vector<std::string> chunks = {std::string(64 * 1024, 'x'), std::string(64 * 1024, ' '),
                                           std::string(300 * 1024, 'y') + '\n',
                                           std::string(32 * 1024, '\n') + 'z'};
  for (const auto& chunk : chunks) {
    Tail tail({SIZE_MAX, kBytes});
    std::size_t most = 0;
    for (std::size_t fed = 0; fed < 64 * kBytes; fed += chunk.size()) {
      tail.feed(chunk);
      most = std::max(most, tail.memory());
    }
    tail.finish();
    CHECK(tail.text().size() <= kBytes);
    CHECK(most <= 2 * 2 * kBytes + 128 * 1024);
  }
}
