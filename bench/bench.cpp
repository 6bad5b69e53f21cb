#include "bench.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <utility>

namespace smcp::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Nanoseconds = std::chrono::duration<double, std::nano>;

/// Minimum length of a sample; a shorter one would measure the clock.
constexpr Nanoseconds kShortestSample = std::chrono::microseconds(500);
constexpr std::size_t kRounds = 61;
constexpr std::size_t kQuickRounds = 7;
/// Upper bound on the time of a comparison, once it has had a few rounds.
constexpr std::chrono::seconds kLongestComparison{4};

struct Entry {
  const char* name;
  void (*run)(Bench&);
};

std::vector<Entry>& registry() {
  static std::vector<Entry> entries;
  return entries;
}

/// Nanoseconds per operation.
double sample(const std::function<void()>& operation, std::size_t repeats) {
  const auto start = Clock::now();
  for (std::size_t i = 0; i < repeats; ++i) operation();
  return Nanoseconds(Clock::now() - start).count() / static_cast<double>(repeats);
}

/// How often an operation must be repeated to take long enough. This also warms it up.
std::size_t repeats_for(const std::function<void()>& operation) {
  for (std::size_t repeats = 1;; repeats *= 2) {
    const auto took = sample(operation, repeats) * static_cast<double>(repeats);
    if (took >= kShortestSample.count()) return repeats;
  }
}

/// `sorted` is not empty; nearest rank.
double percentile(const std::vector<double>& sorted, double fraction) {
  const auto rank = std::ceil(fraction * static_cast<double>(sorted.size()));
  return sorted[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
}

}  // namespace

void Bench::compare(const std::string& input, Work work, const std::vector<Candidate>& candidates) {
  std::vector<std::size_t> repeats;
  repeats.reserve(candidates.size());
  for (const auto& candidate : candidates) repeats.push_back(repeats_for(candidate.operation));
  std::vector<std::vector<double>> samples(candidates.size());
  const auto rounds = options_.quick ? kQuickRounds : kRounds;
  const auto end = Clock::now() + kLongestComparison;
  for (std::size_t round = 0; round < rounds; ++round) {
    if (round >= kQuickRounds && Clock::now() >= end) break;
    for (std::size_t turn = 0; turn < candidates.size(); ++turn) {
      // A different one begins each time, because after a large candidate the caches hold other data.
      const auto i = (round + turn) % candidates.size();
      samples[i].push_back(sample(candidates[i].operation, repeats[i]));
    }
  }
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    auto figures = candidates[i].figures ? candidates[i].figures() : std::vector<Figure>{};
    report(input, candidates[i].name, std::move(samples[i]), work, std::move(figures));
  }
}

double Bench::report(const std::string& input, const std::string& candidate, std::vector<double> samples,
                     Work work, std::vector<Figure> figures) {
  require(!samples.empty(), "no samples");
  std::sort(samples.begin(), samples.end());
  rows_.push_back({name_, input, candidate, samples.size(), samples.front(), percentile(samples, 0.5),
                   percentile(samples, 0.95), work, std::move(figures)});
  return rows_.back().median;
}

void Bench::report_figures(const std::string& input, const std::string& candidate,
                           std::vector<Figure> figures) {
  rows_.push_back({name_, input, candidate, 0, 0, 0, 0, {}, std::move(figures)});
}

void require(bool right, std::string_view what) {
  if (!right) throw std::runtime_error(std::string(what));
}

Registration::Registration(const char* name, void (*run)(Bench&)) {
  registry().push_back({name, run});
}

bool run_all(const Options& options, std::vector<Row>& rows) {
  auto entries = registry();
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return std::string_view(a.name) < b.name; });
  bool well = true;
  for (const auto& [name, run] : entries) {
    if (std::string_view(name).find(options.filter) == std::string_view::npos) continue;
    try {
      Bench bench(name, options, rows);
      run(bench);
    } catch (const std::exception& error) {
      std::fprintf(stderr, "bench %s: %s\n", name, error.what());
      well = false;
    }
  }
  return well;
}

}  // namespace smcp::bench
