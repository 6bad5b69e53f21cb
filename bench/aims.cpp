#include "aims.hpp"

#include "jobs.hpp"
#include "judge.hpp"

namespace smcp::bench {
namespace {

class EngineAims {
 public:
  EngineAims(const Judge& judge, const Results& results) : judge_(judge), results_(results) {}

  /// Null if it did not take part.
  [[nodiscard]] const Standing* standing(const std::string& asked, int in_flight, const char* name) const {
    const auto found = results_.find({asked, in_flight});
    if (found == results_.end()) return nullptr;
    return standing_of(found->second, name);
  }

  void faster_than_node(const std::string& asked, double aim) {
    const Standing* const ours = standing(asked, 1, kOverStdio);
    const Standing* const node = standing(asked, 1, kNode);
    if (ours != nullptr && node != nullptr)
      judge_.at_least(asked + ", Node's time", node->median_ns / ours->median_ns, aim, "x ours");
  }

  void more_calls_than_node(const std::string& asked, double aim) {
    const Standing* const ours = standing(asked, kManyInFlight, kOverStdio);
    const Standing* const node = standing(asked, kManyInFlight, kNode);
    if (ours != nullptr && node != nullptr)
      judge_.at_least(asked + ", calls/s", ours->calls_per_second / node->calls_per_second, aim, "x Node's");
  }

  void near_floor(const std::string& asked, double aim) {
    const Standing* const ours = standing(asked, 1, kOverStdio);
    const Standing* const floor = standing(asked, 1, kFloor);
    if (ours != nullptr && floor != nullptr)
      judge_.at_most(asked + ", time", ours->median_ns / floor->median_ns, aim, "x floor");
  }

  void little_cpu(const std::string& asked, int in_flight, double aim) {
    const Standing* const ours = standing(asked, in_flight, kOverStdio);
    if (ours != nullptr)
      judge_.at_most(asked + ", CPU, " + std::to_string(in_flight) + " in flight", ours->cpu_us, aim, "us");
  }

 private:
  Judge judge_;
  const Results& results_;
};

}  // namespace

void report_aims(Bench& bench, const Results& results, double resident_mebibytes) {
  Judge judge(bench);
  EngineAims aims(judge, results);
  aims.faster_than_node(kHasSession, 20);
  aims.faster_than_node(kListSessions, 20);
  aims.faster_than_node(capture_name(100), 15);
  aims.faster_than_node(capture_name(1000), 7);
  aims.faster_than_node(capture_name(10'000), 3.5);
  aims.near_floor(capture_name(10'000), 1.6);
  aims.more_calls_than_node(kHasSession, 20);
  aims.little_cpu(kHasSession, 1, 40);
  aims.little_cpu(kHasSession, kManyInFlight, 40);
  judge.at_most("RSS at rest", resident_mebibytes, 6, "MiB");
}

}  // namespace smcp::bench
