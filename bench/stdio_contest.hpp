// Contests between calls over stdio about the same sessions, with the sizes of the answers and the aims.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bench.hpp"
#include "contest.hpp"
#include "judge.hpp"
#include "polled_jobs.hpp"
#include "servers.hpp"
#include "support/json.hpp"

namespace smcp::bench {

class StdioContest {
 public:
  static constexpr const char* kOurs = "over stdio";
  static constexpr const char* kNodeCapture = "Node, capture of 100 lines";
  static constexpr int kCapture = 100;          ///< capture_pane's default
  static constexpr int kWholeCapture = 10'000;  ///< capture_pane's maximum

  /// Checks that an answer is right.
  using Right = std::function<bool(const test::Json& result)>;

  /// About PolledJobs(lines, sessions).
  StdioContest(Bench& bench, int lines, std::size_t sessions);

  [[nodiscard]] PolledJobs& jobs() { return jobs_; }
  [[nodiscard]] test::ServerProcess& server() { return server_; }
  /// Null if there is none.
  [[nodiscard]] test::ServerProcess* node() { return node_ ? &*node_ : nullptr; }

  /// One call and its answer, which is checked here.
  [[nodiscard]] Contestant call(const std::string& name, test::ServerProcess& server, const std::string& tool,
                                const std::string& arguments, const Right& right);
  /// The alternative without a cursor: reading the newest lines again, by us and by Node.
  void add_captures(std::vector<Contestant>& all, const LongJob& job, int lines);

  /// Lets them compete. Returns the median of kOurs, in milliseconds.
  double hold(const std::string& input, double lines, const std::vector<Contestant>& all,
              std::function<void()> before_round = {});

  /// Notes the size of a reply.
  void note_bytes(const std::string& what, const std::string& reply);
  /// What a model reads of it.
  [[nodiscard]] static std::size_t text_bytes(const test::Json& result);

  /// Aims, which report() prints.
  void aim_at_most(const std::string& what, double reached, double aim, const std::string& unit);
  /// Adds the aim that, in the last contest, `node` took at least `aim` times as long as kOurs. Does nothing
  /// without Node.
  void aim_faster(const std::string& what, const std::string& node, double aim);

  /// Reports the bytes and the aims.
  void report();

 private:
  struct Bytes {
    std::string what;
    std::size_t text;
    std::size_t message;
  };

  Bench& bench_;
  PolledJobs jobs_;
  pid_t tmux_pid_;
  test::ServerProcess server_;
  std::optional<test::ServerProcess> node_;
  std::vector<Standing> standings_;  ///< of the last contest
  std::vector<Bytes> bytes_;
  std::vector<std::function<void(Judge&)>> aims_;
};

/// A line for ask(): one call of the stateless era.
[[nodiscard]] std::string request_line(const std::string& tool, const std::string& arguments);

}  // namespace smcp::bench
