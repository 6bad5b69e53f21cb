// The bench harness: a bench checks its answer, then measures itself beside the alternatives.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace smcp::bench {

struct Options {
  bool json = false;   ///< for machines, instead of the table
  bool quick = false;  ///< fewer rounds: does it work, rather than how fast is it
  std::string filter;  ///< only benches whose name holds this
  std::string server;  ///< path of the built sessions-mcp
};

/// A figure's unit: 1 stands for yes.
inline constexpr const char* kYesNo = "yes/no";

/// Something besides time, such as {"peak memory", 24, "KiB"}.
struct Figure {
  std::string name;
  double value;
  std::string unit;
};

/// What one operation goes through; 0 where it has no meaning. Rates are computed from it.
struct Work {
  double bytes = 0;
  double lines = 0;
};

/// One way to do the job.
struct Candidate {
  std::string name;
  std::function<void()> operation;
  std::function<std::vector<Figure>()> figures;  ///< asked after measuring; may be empty
};

/// How one candidate did on one input. All times in nanoseconds per operation.
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

/// What a bench is given to measure and to report with.
class Bench {
 public:
  Bench(std::string name, const Options& options, std::vector<Row>& rows)
      : name_(std::move(name)), options_(options), rows_(rows) {}

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const Options& options() const { return options_; }

  /// Measures the candidates in turn, round after round, so that what disturbs the machine disturbs them
  /// alike. Short operations are repeated within a sample.
  void compare(const std::string& input, Work work, const std::vector<Candidate>& candidates);

  /// Reports samples that the bench has taken by itself: at least one, in nanoseconds per operation. Their
  /// median.
  double report(const std::string& input, const std::string& candidate, std::vector<double> samples,
                Work work = {}, std::vector<Figure> figures = {});

  /// Reports figures that have nothing to do with time per operation, such as memory at rest.
  void report_figures(const std::string& input, const std::string& candidate, std::vector<Figure> figures);

 private:
  std::string name_;
  const Options& options_;
  std::vector<Row>& rows_;
};

/// Ends the bench that calls it with an error, unless `right`: a wrong answer has no speed.
void require(bool right, std::string_view what);

/// Keeps the compiler from leaving out what computes `value`.
template <typename T>
void keep(const T& value) {
  asm volatile("" : : "g"(&value) : "memory");
}

/// A static one of these in a bench's file is all that it takes: `const Registration kTail("tail", run);`
class Registration {
 public:
  Registration(const char* name, void (*run)(Bench&));
};

/// Runs the registered benches in the order of their names. False if one of them failed (said on stderr).
bool run_all(const Options& options, std::vector<Row>& rows);

}  // namespace smcp::bench
