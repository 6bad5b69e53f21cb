#include "aims.hpp"

#include <algorithm>

namespace smcp::bench {
namespace {

class Judge {
 public:
  Judge(Bench& bench, const Results& results) : bench_(bench), results_(results) {}

  void at_least(const std::string& what, double reached, double aim, const std::string& unit) {
    judge(what, reached, aim, unit, reached >= aim);
  }
  void at_most(const std::string& what, double reached, double aim, const std::string& unit) {
    judge(what, reached, aim, unit, reached <= aim);
  }

  /// Null if it did not take part.
  [[nodiscard]] const Standing* standing(const std::string& asked, int in_flight, const char* name) const {
    const auto found = results_.find({asked, in_flight});
    if (found == results_.end()) return nullptr;
    const auto& all = found->second;
    const auto one = std::find_if(all.begin(), all.end(), [&](const Standing& s) { return s.name == name; });
    return one == all.end() ? nullptr : &*one;
  }

  void faster_than_node(const std::string& asked, double aim) {
    const Standing* const ours = standing(asked, 1, kOverStdio);
    const Standing* const node = standing(asked, 1, kNode);
    if (ours != nullptr && node != nullptr)
      at_least(asked + ", Node's time", node->median_ns / ours->median_ns, aim, "x ours");
  }

  void more_calls_than_node(const std::string& asked, double aim) {
    const Standing* const ours = standing(asked, kManyInFlight, kOverStdio);
    const Standing* const node = standing(asked, kManyInFlight, kNode);
    if (ours != nullptr && node != nullptr)
      at_least(asked + ", calls/s", ours->calls_per_second / node->calls_per_second, aim, "x Node's");
  }

  void near_floor(const std::string& asked, double aim) {
    const Standing* const ours = standing(asked, 1, kOverStdio);
    const Standing* const floor = standing(asked, 1, kFloor);
    if (ours != nullptr && floor != nullptr)
      at_most(asked + ", time", ours->median_ns / floor->median_ns, aim, "x floor");
  }

  void little_cpu(const std::string& asked, int in_flight, double aim) {
    const Standing* const ours = standing(asked, in_flight, kOverStdio);
    if (ours != nullptr)
      at_most(asked + ", CPU, " + std::to_string(in_flight) + " in flight", ours->cpu_us, aim, "us");
  }

 private:
  void judge(const std::string& what, double reached, double aim, const std::string& unit, bool met) {
    bench_.report_figures("aims", what,
                          {{"", reached, unit}, {"aim", aim, ""}, {"met", met ? 1.0 : 0.0, kYesNo}});
  }

  Bench& bench_;
  const Results& results_;
};

}  // namespace

std::string capture_name(int lines) {
  return "capture of " + std::to_string(lines) + " lines";
}

void report_aims(Bench& bench, const Results& results, double resident_mebibytes) {
  Judge judge(bench, results);
  judge.faster_than_node(kHasSession, 20);
  judge.faster_than_node(kListSessions, 20);
  judge.faster_than_node(capture_name(100), 15);
  judge.faster_than_node(capture_name(1000), 7);
  judge.faster_than_node(capture_name(10'000), 3.5);
  judge.near_floor(capture_name(10'000), 1.6);
  judge.more_calls_than_node(kHasSession, 20);
  judge.little_cpu(kHasSession, 1, 40);
  judge.little_cpu(kHasSession, kManyInFlight, 40);
  judge.at_most("RSS at rest", resident_mebibytes, 6, "MiB");
}

}  // namespace smcp::bench
