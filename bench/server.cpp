// How fast is the built server over stdio, end to end with a real tmux, beside a whole `tmux` child through
// popen?
#include <array>
#include <cstdio>
#include <functional>
#include <utility>
#include <vector>

#include "bench.hpp"
#include "support/private_tmux.hpp"
#include "support/process_figures.hpp"
#include "support/request.hpp"
#include "support/server_process.hpp"

namespace {

using namespace smcp;
using test::Clock;
using test::Json;
using Nanoseconds = std::chrono::duration<double, std::nano>;

constexpr int kHistory = 20'000;
constexpr int kSessions = 10;
/// One kind of call takes no longer, once it has a few rounds.
constexpr std::chrono::seconds kLongestCase{3};
constexpr std::size_t kFewestRounds = 5;

struct Case {
  std::string name;
  std::string tool;
  std::string arguments;
  std::string tmux;  ///< what one would run instead
  std::function<bool(const Json& result)> right;
  std::function<bool(const std::string& output)> popen_right;
  double lines = 0;
};

test::ServerOptions options_for(const test::PrivateTmux& tmux, const bench::Bench& bench) {
  test::ServerOptions options{tmux.environment(), {}};
  options.binary = bench.options().server;
  return options;
}

double mebibytes(std::size_t bytes) {
  return static_cast<double>(bytes) / (1024.0 * 1024.0);
}

std::string log_line(int number) {
  std::string line = "2026-07-28 12:00:00 INFO request " + std::to_string(100'000 + number) + " served ";
  return line + std::string(79 - line.size(), '.');
}

std::string last_lines(int count) {
  std::string text;
  for (int i = kHistory - count + 1; i <= kHistory; ++i) text += log_line(i) + (i < kHistory ? "\n" : "");
  return text;
}

/// Sends `in_flight` calls at once and takes their replies. The last of them.
std::string ask(test::ServerProcess& server, const std::string& request_line, int in_flight) {
  std::string requests;
  for (int i = 0; i < in_flight; ++i) requests += request_line;
  server.send_bytes(requests);
  std::string reply;
  for (int i = 0; i < in_flight; ++i) reply = server.receive_line();
  return reply;
}

/// Starts `in_flight` children at once and reads them in turn. The output of the last one.
std::string run_through_popen(const std::string& command, int in_flight) {
  std::vector<std::FILE*> pipes;
  pipes.reserve(static_cast<std::size_t>(in_flight));
  for (int i = 0; i < in_flight; ++i) pipes.push_back(::popen(command.c_str(), "r"));
  std::string output;
  for (std::FILE* pipe : pipes) {
    bench::require(pipe != nullptr, "popen failed");
    output.clear();
    std::array<char, 65536> chunk;
    for (std::size_t size = 0; (size = std::fread(chunk.data(), 1, chunk.size(), pipe)) > 0;) {
      output.append(chunk.data(), size);
    }
    ::pclose(pipe);
  }
  return output;
}

/// Nanoseconds for each of `count` operations done together.
double time_each(const std::function<void()>& operation, int count) {
  const auto start = Clock::now();
  operation();
  return Nanoseconds(Clock::now() - start).count() / count;
}

void measure(bench::Bench& bench, const test::PrivateTmux& tmux, const Case& job, int in_flight) {
  test::ServerProcess server(options_for(tmux, bench));
  const std::string line = test::modern_call_request("1", job.tool, job.arguments) + "\n";
  const std::string command = "tmux -u -S " + tmux.socket() + " " + job.tmux;
  bench::require(job.right(Json::parse(ask(server, line, 1))["result"]), job.name + ": wrong answer");
  bench::require(job.popen_right(run_through_popen(command, 1)), job.name + ": wrong answer through popen");
  std::vector<double> ours;
  std::vector<double> theirs;
  const auto cpu_before = test::cpu_time(server.pid());
  const auto end = Clock::now() + (bench.options().quick ? kLongestCase / 10 : kLongestCase);
  while (ours.size() < kFewestRounds || Clock::now() < end) {
    ours.push_back(time_each([&] { bench::keep(ask(server, line, in_flight)); }, in_flight));
    theirs.push_back(time_each([&] { bench::keep(run_through_popen(command, in_flight)); }, in_flight));
  }
  const double calls = static_cast<double>(ours.size()) * in_flight;
  const double cpu = Nanoseconds(test::cpu_time(server.pid()) - cpu_before).count() / calls;
  double total = 0;
  for (const double each : ours) total += each * in_flight;
  const std::string input = job.name + ", " + std::to_string(in_flight) + " in flight, per call";
  bench.report(input, "sessions-mcp", std::move(ours), {0, job.lines},
               {{"calls/s", calls / total * 1e9, ""},
                {"server CPU", cpu / 1000, "us"},
                {"peak RSS", mebibytes(test::peak_resident_bytes(server.pid())), "MiB"}});
  bench.report(input, "tmux through popen", std::move(theirs), {0, job.lines});
}

Case capture_case(int lines) {
  const std::string expected = last_lines(lines);
  return {"capture_pane of " + std::to_string(lines) + " lines of " + std::to_string(kHistory),
          "capture_pane",
          test::object("name", "job", "lines", lines),
          "capture-pane -p -J -t =job: -S -" + std::to_string(lines),
          [expected](const Json& result) { return result["content"][0]["text"].string() == expected; },
          [expected](const std::string& output) { return output.find(expected) != std::string::npos; },
          static_cast<double>(lines)};
}

std::vector<Case> cases() {
  return {{"has_session", "has_session", test::object("name", "job"), "has-session -t =job && echo yes",
           [](const Json& result) { return result["structuredContent"]["exists"].boolean(); },
           [](const std::string& output) { return output == "yes\n"; }},
          {"list_sessions of " + std::to_string(kSessions), "list_sessions", "{}",
           "list-sessions -F '#{session_name}|#{session_windows}|#{session_created}'",
           [](const Json& result) { return result["structuredContent"]["count"].integer() == kSessions; },
           [](const std::string& output) { return output.find("job|1|") != std::string::npos; }},
          capture_case(100),
          capture_case(1000),
          capture_case(10'000)};
}

/// The job that is captured: 79 columns a line, so that none wraps.
void fill(const test::PrivateTmux& tmux) {
  std::string text;
  for (int i = 1; i <= kHistory; ++i) text += log_line(i) + "\n";
  test::write_file(tmux / "log", text);
  tmux.start_job("job", "cat " + (tmux / "log"), kHistory + 1000);
  bench::require(tmux.shows("job", log_line(kHistory)), "the job did not print");
  for (int i = 1; i < kSessions; ++i) tmux.start_job("other" + std::to_string(i), "true");
}

void run_calls(bench::Bench& bench) {
  const test::PrivateTmux tmux;
  fill(tmux);
  for (const Case& job : cases()) {
    for (const int in_flight : {1, 64}) measure(bench, tmux, job, in_flight);
  }
}

void run_start(bench::Bench& bench) {
  const test::PrivateTmux tmux;
  std::vector<double> ours;
  std::vector<double> theirs;
  const std::size_t rounds = bench.options().quick ? kFewestRounds : 100;
  while (ours.size() < rounds) {
    ours.push_back(time_each(
        [&] {
          test::ServerProcess server(options_for(tmux, bench));
          bench::require(server.ask("1", test::initialize_request("1", "2025-11-25"))["result"].exists(),
                         "no answer");
        },
        1));
    theirs.push_back(time_each(
        [&] { bench::require(run_through_popen("tmux -V", 1).starts_with("tmux "), "no tmux"); }, 1));
  }
  bench.report("start to the answer to initialize", "sessions-mcp", std::move(ours));
  bench.report("start to the answer to initialize", "tmux -V through popen", std::move(theirs));
}

/// Waits until the server is done with all that follows a reply, and gives its memory.
std::size_t resident_at_rest(test::ServerProcess& server) {
  bench::require(server.ask("\"rest\"", test::request("\"rest\"", "ping"))["result"].exists(), "no answer");
  bench::require(test::wait_until([&] { return test::children_of(server.pid()).empty(); }),
                 "a child is left");
  return test::resident_bytes(server.pid());
}

void run_memory(bench::Bench& bench) {
  constexpr int kLines = 10'000;
  constexpr int kColumns = 200;
  const test::PrivateTmux tmux;
  const std::string wide = log_line(1) + std::string(kColumns - 79, 'x');
  tmux.start_job("job", "yes " + test::json_string(wide) + " | head -n " + std::to_string(kLines + 100),
                 40'000);
  test::ServerProcess server(options_for(tmux, bench));
  bench.report_figures("memory", "at rest", {{"RSS", mebibytes(resident_at_rest(server)), "MiB"}});
  const std::string arguments = test::object("name", "job", "lines", kLines);
  const auto all = static_cast<std::size_t>(kLines) * (kColumns + 1) - 1;
  bench::require(test::wait_until([&] {
                   return server.call("capture_pane", arguments)["content"][0]["text"].string().size() == all;
                 }),
                 "the job did not print");
  for (int i = 0; i < 20; ++i) (void)server.call("capture_pane", arguments);
  bench.report_figures("memory", "after captures of 10 000 lines of 200 columns",
                       {{"RSS", mebibytes(resident_at_rest(server)), "MiB"},
                        {"peak RSS", mebibytes(test::peak_resident_bytes(server.pid())), "MiB"}});
}

const bench::Registration kCalls("server-calls", run_calls);
const bench::Registration kStart("server-start", run_start);
const bench::Registration kMemory("server-memory", run_memory);

}  // namespace
