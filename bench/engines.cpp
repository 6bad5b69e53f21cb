// How fast is each way to tmux (the socket, one child per call, popen, and a Node server that does the
// latter), alone and end to end over stdio?
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "aims.hpp"
#include "bench.hpp"
#include "contest.hpp"
#include "in_process.hpp"
#include "jobs.hpp"
#include "popen.hpp"
#include "servers.hpp"
#include "support/private_tmux.hpp"
#include "support/process_figures.hpp"
#include "support/request.hpp"
#include "support/server_process.hpp"

namespace {

using namespace smcp;
using bench::Contestant;
using test::Json;
using tmux::EngineKind;

/// Number of calls at once for the Node server, whose children all run together: it performs best with many.
constexpr int kManyForNode = 200;
/// Rows with text on a screen of 24, the last of which has the cursor.
constexpr int kScreen = 23;

/// One question, in the form that each way needs.
struct Question {
  std::string name;
  std::string tool;
  std::string arguments;
  bench::InProcess::Call in_process;
  std::string in_process_answer;
  std::string tmux;  ///< the command line for popen
  std::function<bool(const std::string& output)> popen_right;
  std::function<bool(const Json& result)> right;
  bench::InProcess::Call floor;  ///< empty if there is none
  int lines = 0;
};

class Engines {
 public:
  explicit Engines(bench::Bench& bench);
  void compare(const Question& question, int in_flight);
  [[nodiscard]] const bench::Results& results() const { return results_; }

 private:
  [[nodiscard]] std::vector<Contestant> contestants(const Question& question, int in_flight);
  [[nodiscard]] Contestant alone(const Question& question, EngineKind kind, int in_flight);
  [[nodiscard]] Contestant floor(const Question& question, int in_flight);
  [[nodiscard]] Contestant popen(const Question& question, int in_flight);
  [[nodiscard]] Contestant over_stdio(const char* name, test::ServerProcess& server, const Question& question,
                                      int in_flight);
  [[nodiscard]] test::ServerOptions options(EngineKind kind) const;

  bench::Bench& bench_;
  test::PrivateTmux tmux_;
  pid_t tmux_pid_;
  bench::InProcess socket_;
  bench::InProcess child_;
  std::optional<test::ServerProcess> socket_server_;
  std::optional<test::ServerProcess> child_server_;
  std::optional<test::ServerProcess> node_server_;
  bench::Results results_;
};

Engines::Engines(bench::Bench& bench)
    : bench_(bench),
      tmux_pid_((bench::start_jobs(tmux_), tmux_.server_pid())),
      socket_(tmux_.socket(), EngineKind::socket),
      child_(tmux_.socket(), EngineKind::child) {
  socket_server_.emplace(options(EngineKind::socket));
  child_server_.emplace(options(EngineKind::child));
  if (const auto node = bench::node_server(bench, tmux_)) node_server_.emplace(*node);
}

test::ServerOptions Engines::options(EngineKind kind) const {
  return bench::server_of(bench_, tmux_, kind);
}

Contestant Engines::alone(const Question& question, EngineKind kind, int in_flight) {
  bench::InProcess& engine = kind == EngineKind::socket ? socket_ : child_;
  const std::string name = std::string(name_of(kind)) + ", engine alone";
  bench::require(engine.run(question.in_process, 1, true) == question.in_process_answer,
                 question.name + ", " + name + ": wrong answer");
  return {name, [&engine, &question, in_flight] { engine.run(question.in_process, in_flight); }, in_flight};
}

Contestant Engines::floor(const Question& question, int in_flight) {
  bench::require(socket_.run(question.floor, 1, true).empty(), question.name + ": the floor says something");
  const std::string kept = tmux_.run({"show-buffer", "-b", "bench"}).output;
  bench::require(kept.find(question.in_process_answer) != std::string::npos,
                 question.name + ": the floor keeps something else");
  return {bench::kFloor, [this, &question, in_flight] { socket_.run(question.floor, in_flight); }, in_flight};
}

Contestant Engines::popen(const Question& question, int in_flight) {
  const std::string command = "tmux -u -S " + tmux_.socket() + " " + question.tmux;
  bench::require(question.popen_right(bench::run_through_popen(command, 1)),
                 question.name + ", popen: wrong answer");
  return {"popen", [command, in_flight] { bench::keep(bench::run_through_popen(command, in_flight)); },
          in_flight};
}

Contestant Engines::over_stdio(const char* name, test::ServerProcess& server, const Question& question,
                               int in_flight) {
  const std::string line = test::stateless_call_request("1", question.tool, question.arguments) + "\n";
  bench::require(question.right(Json::parse(bench::ask(server, line, 1))["result"]),
                 question.name + ", " + name + ": wrong answer");
  std::string requests;
  for (int i = 0; i < in_flight; ++i) requests += line;
  return {name, [&server, requests, in_flight] { bench::keep(bench::ask(server, requests, in_flight)); },
          in_flight, server.pid()};
}

std::vector<Contestant> Engines::contestants(const Question& question, int in_flight) {
  std::vector<Contestant> all;
  if (question.floor) all.push_back(floor(question, in_flight));
  all.push_back(alone(question, EngineKind::socket, in_flight));
  all.push_back(alone(question, EngineKind::child, in_flight));
  all.push_back(popen(question, in_flight));
  all.push_back(over_stdio(bench::kOverStdio, *socket_server_, question, in_flight));
  all.push_back(over_stdio("child, over stdio", *child_server_, question, in_flight));
  const bool many = in_flight > 1 && question.lines == 0;
  if (node_server_)
    all.push_back(over_stdio(bench::kNode, *node_server_, question, many ? kManyForNode : in_flight));
  return all;
}

void Engines::compare(const Question& question, int in_flight) {
  const std::string input = question.name + ", " + std::to_string(in_flight) + " in flight, per call";
  results_[{question.name, in_flight}] = bench::hold(
      bench_, {input, static_cast<double>(question.lines), tmux_pid_}, contestants(question, in_flight));
}

Question has_session() {
  const std::string name = bench::name_of(bench::Job::plain);
  return {bench::kHasSession,
          "has_session",
          test::object("name", name),
          bench::has_session_call(),
          "yes",
          "has-session -t =" + name + " && echo yes",
          [](const std::string& output) { return output == "yes\n"; },
          [](const Json& result) { return result["structuredContent"]["exists"].boolean(); },
          {}};
}

Question list_sessions() {
  return {
      bench::kListSessions,
      "list_sessions",
      "{}",
      bench::list_sessions_call(),
      std::to_string(bench::kSessions),
      "list-sessions -F '#{session_name}|#{session_windows}|#{session_created}'",
      [](const std::string& output) { return output.find("job|1|") != std::string::npos; },
      [](const Json& result) { return result["structuredContent"]["count"].integer() == bench::kSessions; },
      {}};
}

Question capture(bench::Job job, int lines, const std::string& name) {
  const std::string session = bench::name_of(job);
  const std::string expected = bench::last_lines(job, lines);
  return {
      name, "capture_pane", test::object("name", session, "lines", lines), bench::capture_call(job, lines),
      expected, "capture-pane -p -J -t =" + session + ": -S -" + std::to_string(lines),
      [expected](const std::string& output) { return output.find(expected) != std::string::npos; },
      // Node's answer is not cut at a line.
      [expected](const Json& result) { return result["content"][0]["text"].string().ends_with(expected); },
      bench::floor_call(job, lines), lines};
}

std::vector<Question> questions() {
  using bench::Job;
  return {has_session(),
          list_sessions(),
          capture(Job::plain, kScreen, "capture of the visible screen"),
          capture(Job::plain, 100, bench::capture_name(100)),
          capture(Job::plain, 1000, bench::capture_name(1000)),
          capture(Job::plain, 10'000, bench::capture_name(10'000)),
          capture(Job::colour, 1000, "capture of 1000 lines, colours and Unicode"),
          capture(Job::colour, 10'000, "capture of 10000 lines, colours and Unicode")};
}

double resident_at_rest(const test::PrivateTmux& tmux, const bench::Bench& bench) {
  test::ServerProcess server(bench::server_of(bench, tmux, EngineKind::socket));
  (void)server.call("list_sessions");
  return static_cast<double>(test::resident_bytes(server.pid())) / (1024.0 * 1024.0);
}

void run(bench::Bench& bench) {
  const std::vector<Question> all = questions();
  Engines engines(bench);
  for (const int in_flight : {1, bench::kManyInFlight}) {
    for (const Question& question : all) engines.compare(question, in_flight);
  }
  const test::PrivateTmux other;
  other.start_job("job", "true");
  bench::report_aims(bench, engines.results(), resident_at_rest(other, bench));
}

const bench::Registration kEngines("engines", run);

}  // namespace
