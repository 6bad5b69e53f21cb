// The bench harness: a bench first checks its answer, and then measures itself and the alternatives.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace smcp::bench {

struct Options {
  bool json = false;   ///< for machines, instead of the table
  bool quick = false;  ///< fewer rounds, to see that it works rather than how fast it is
  std::string filter;  ///< only benches whose name contains this
  std::string server;  ///< path of the built sessions-mcp
};

/// A figure's unit: 1 stands for yes.
inline constexpr const char* kYesNo = "yes/no";

/// A result other than a time, such as {"peak memory", 24, "KiB"}.
struct Figure {
  std::string name;
  double value;
  std::string unit;
};

/// The amount of work in one operation, from which rates are computed; 0 if not applicable.
struct Work {
  double bytes = 0;
  double lines = 0;
};

/// One way to do the job.
struct Candidate {
  std::string name;
  std::function<void()> operation;
  std::function<std::vector<Figure>()> figures;  ///< called after measuring; may be empty
};

/// The result of one candidate on one input. All times are in nanoseconds per operation.
struct Row {
  std::string bench;
  std::string input;
  std::string candidate;
  std::size_t samples = 0;
  double min = 0;
  double median = 0;
  double p95 = 0;
  Work work;
  std::vector<Figure> figures;
};

/// The means by which a bench measures and reports.
class Bench {
 public:
  Bench(std::string name, const Options& options, std::vector<Row>& rows)
      : name_(std::move(name)), options_(options), rows_(rows) {}

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const Options& options() const { return options_; }

  /// Measures the candidates in turn, round after round, so that disturbances affect them equally. Short
  /// operations are repeated within a sample.
  void compare(const std::string& input, Work work, const std::vector<Candidate>& candidates);

  /// Reports samples that the bench has taken itself (at least one), in nanoseconds per operation. Returns
  /// their median.
  double report(const std::string& input, const std::string& candidate, std::vector<double> samples,
                Work work = {}, std::vector<Figure> figures = {});

  /// Reports figures other than times per operation, such as memory at rest.
  void report_figures(const std::string& input, const std::string& candidate, std::vector<Figure> figures);

 private:
  std::string name_;
  const Options& options_;
  std::vector<Row>& rows_;
};

/// Ends the calling bench with an error unless `right`: the speed of a wrong answer means nothing.
void require(bool right, std::string_view what);

/// Keeps the compiler from optimising away the computation of `value`.
template <typename T>
void keep(const T& value) {
  asm volatile("" : : "g"(&value) : "memory");
}

/// A static object of this type registers a bench: `const Registration kTail("tail", run);`
class Registration {
 public:
  Registration(const char* name, void (*run)(Bench&));
};

/// Runs the registered benches in the order of their names. Returns false if one of them failed, with a
/// message on stderr.
bool run_all(const Options& options, std::vector<Row>& rows);

}  // namespace smcp::bench
