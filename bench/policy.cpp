// What does a policy cost? Deciding, once it is known which sessions there are, and making out who shares what.
#include "tools/policy/policy.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "bench.hpp"
#include "judge.hpp"
#include "tools/policy/survey.hpp"

namespace {

using namespace smcp;
using tools::Effect;

constexpr int kGlobs = 10;  // five of each kind, none but the last of which decides
constexpr std::uint32_t kSessions = 50;
constexpr double kAim = 2.0;  // microseconds

tools::Policy policy_of_ten() {
  tools::PolicyRules rules{.own = true};
  for (int i = 1; i < kGlobs / 2; ++i) {
    rules.allow.push_back("other-" + std::to_string(i) + "-*");
    rules.deny.push_back("*-secret-" + std::to_string(i));
  }
  rules.allow.emplace_back("build-*");
  rules.deny.emplace_back("*-[xyz]?");
  return tools::Policy(std::move(rules));
}

/// A pane in each of 50 sessions; the last two share their window.
std::vector<tmux::HeldPane> panes_of_fifty() {
  std::vector<tmux::HeldPane> panes(kSessions);
  for (std::uint32_t i = 0; i < kSessions; ++i) {
    panes[i].session = {i};
    panes[i].window = {i + 1 == kSessions ? i - 1 : i};
    panes[i].terminal.id = {panes[i].window.number};
    panes[i].ours = i + 1 < kSessions;
    panes[i].session_name = "build-" + std::to_string(i);
  }
  return panes;
}

/// Nanoseconds of each.
std::vector<double> samples_of(const std::function<void()>& operation) {
  constexpr int kSamples = 200;
  constexpr int kInSample = 500;
  std::vector<double> samples;
  for (int sample = 0; sample < kSamples; ++sample) {
    const auto began = std::chrono::steady_clock::now();
    for (int i = 0; i < kInSample; ++i) operation();
    const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - began;
    samples.push_back(took.count() / kInSample);
  }
  return samples;
}

void run(bench::Bench& bench) {
  const tools::Policy policy = policy_of_ten();
  const std::vector<tmux::HeldPane> panes = panes_of_fifty();
  const tools::Survey survey(panes, policy);
  const auto judged = [&](const char* name) {
    return policy.judge(Effect::changes, survey.find(name).value().facts);
  };
  bench::require(judged("build-7").ok() && !judged("build-48") && !judged("build-49"), "another verdict");
  bench::require(!policy.sees("build-x1") && policy.sees("build-x"), "another name is hidden");

  const std::string input = "10 globs, 50 sessions";
  const double median = bench.report(input, "Policy::judge of one session",
                                     samples_of([&] { bench::keep(judged("build-7")); }));
  bench::Judge(bench).at_most("the decision of one call", median / 1000, kAim, "us");
  bench.compare(input, {},
                {{"Survey of all", [&] { bench::keep(tools::Survey(panes, policy)); }, {}},
                 {"copy of their rows, which is in that", [&] { bench::keep(std::vector(panes)); }, {}}});
}

const bench::Registration kPolicy("policy", run);

}  // namespace
