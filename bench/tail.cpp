// How fast does the tail process the output of capture-pane, and how much memory does it take?
#include "text/tail.hpp"

#include <algorithm>
#include <string>

#include "bench.hpp"
#include "io/uv_loop.hpp"
#include "naive_tail.hpp"

namespace {

using namespace smcp;

/// The size of a chunk: as in the server, as much as one read gives.
constexpr std::size_t kChunk = uv::Loop::kReadBuffer;
constexpr std::size_t kNoBound = std::size_t{1} << 40;

/// Lines of `columns` characters, the last `spaces` of which are spaces.
std::string log_lines(std::size_t count, std::size_t columns, std::size_t spaces) {
  std::string text;
  text.reserve(count * (columns + 1));
  for (std::size_t i = 0; i < count; ++i) {
    auto line =
        "2026-01-01T00:00:00Z worker " + std::to_string(i) + " INFO compiled another translation unit ";
    line.resize(columns - spaces, '.');
    text += line + std::string(spaces, ' ') + '\n';
  }
  return text;
}

/// Text of 80 columns on average: lines of 40 to 120 characters.
std::string uneven_lines(std::size_t count) {
  std::string text;
  unsigned random = 1;
  for (std::size_t i = 0; i < count; ++i) {
    random = random * 1664525U + 1013904223U;
    text.append(40 + (random >> 16) % 81, 'x');
    text += '\n';
  }
  return text;
}

tmux::Tail streamed(std::string_view input, std::size_t lines, std::size_t* peak = nullptr) {
  tmux::Tail tail({lines, kNoBound});
  for (; !input.empty(); input.remove_prefix(std::min(kChunk, input.size()))) {
    tail.feed(input.substr(0, kChunk));
    if (peak != nullptr) *peak = std::max(*peak, tail.memory());
  }
  tail.finish();
  if (peak != nullptr) *peak = std::max(*peak, tail.memory());
  return tail;
}

bench::NaiveTail gathered(std::string_view input, std::size_t lines, std::size_t* peak = nullptr) {
  std::string buffer;
  for (; !input.empty(); input.remove_prefix(std::min(kChunk, input.size())))
    buffer += input.substr(0, kChunk);
  auto tail = bench::naive_tail(buffer, lines);
  if (peak != nullptr) *peak = buffer.capacity() + tail.memory;
  return tail;
}

bench::Figure kibibytes(std::size_t bytes) {
  return {"peak memory", static_cast<double>(bytes) / 1024, "KiB"};
}

void compare(bench::Bench& bench, const std::string& name, const std::string& input, std::size_t count,
             std::size_t lines) {
  bench::require(streamed(input, lines).text() == bench::naive_tail(input, lines).text,
                 "wrong tail of " + name);
  const auto description = "last " + std::to_string(lines) + " of " + name;
  bench.compare(
      description, {static_cast<double>(input.size()), static_cast<double>(count)},
      {{"Tail, 64 KiB chunks", [&] { bench::keep(streamed(input, lines)); },
        [&] {
          std::size_t peak = 0;
          static_cast<void>(streamed(input, lines, &peak));
          return std::vector{kibibytes(peak)};
        }},
       {"memchr+views, buffer given free", [&] { bench::keep(bench::naive_tail(input, lines)); },
        [&] { return std::vector{kibibytes(input.size() + bench::naive_tail(input, lines).memory)}; }},
       {"memchr+views of a whole buffer", [&] { bench::keep(gathered(input, lines)); },
        [&] {
          std::size_t peak = 0;
          static_cast<void>(gathered(input, lines, &peak));
          return std::vector{kibibytes(peak)};
        }}});
}

void run(bench::Bench& bench) {
  constexpr std::size_t kCount = 200'000;
  const auto even = log_lines(kCount, 80, 0);
  for (const std::size_t lines : {100U, 1000U, 10'000U}) {
    compare(bench, "200 000 lines of 80 columns", even, kCount, lines);
  }
  compare(bench, "200 000 lines of 40 to 120 columns", uneven_lines(kCount), kCount, 10'000);
  compare(bench, "200 000 lines of 80 columns, 30 of them spaces", log_lines(kCount, 80, 30), kCount, 10'000);
  compare(bench, "124 lines of 80 columns", log_lines(124, 80, 0), 124, 100);
  compare(bench, "10 024 lines of 80 columns", log_lines(10'024, 80, 0), 10'024, 10'000);
}

const bench::Registration kTail("tail", run);

}  // namespace
