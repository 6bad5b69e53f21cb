// How soon does the built server answer after its start, and how much memory does it take?
#include <functional>
#include <utility>
#include <vector>

#include "bench.hpp"
#include "jobs.hpp"
#include "popen.hpp"
#include "support/private_tmux.hpp"
#include "support/process_figures.hpp"
#include "support/request.hpp"
#include "support/server_process.hpp"

namespace {

using namespace smcp;
using test::Clock;
using Nanoseconds = std::chrono::duration<double, std::nano>;

constexpr std::size_t kFewestRounds = 5;

test::ServerOptions options_for(const test::PrivateTmux& tmux, const bench::Bench& bench) {
  test::ServerOptions options{tmux.environment(), {}};
  options.binary = bench.options().server;
  return options;
}

double mebibytes(std::size_t bytes) {
  return static_cast<double>(bytes) / (1024.0 * 1024.0);
}

double time_of(const std::function<void()>& operation) {
  const auto start = Clock::now();
  operation();
  return Nanoseconds(Clock::now() - start).count();
}

void run_start(bench::Bench& bench) {
  const test::PrivateTmux tmux;
  std::vector<double> ours;
  std::vector<double> theirs;
  const std::size_t rounds = bench.options().quick ? kFewestRounds : 100;
  while (ours.size() < rounds) {
    ours.push_back(time_of([&] {
      test::ServerProcess server(options_for(tmux, bench));
      bench::require(server.ask("1", test::initialize_request("1", "2025-11-25"))["result"].exists(),
                     "no answer");
    }));
    theirs.push_back(time_of(
        [&] { bench::require(bench::run_through_popen("tmux -V", 1).starts_with("tmux "), "no tmux"); }));
  }
  bench.report("start to the answer to initialize", "sessions-mcp", std::move(ours));
  bench.report("start to the answer to initialize", "tmux -V through popen", std::move(theirs));
}

/// Waits until the server has finished everything that follows a reply, and returns its memory.
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
  const std::string line = bench::line_of(bench::Job::plain, 1);
  const std::string wide = line + std::string(kColumns - line.size(), 'x');
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

const bench::Registration kStart("server-start", run_start);
const bench::Registration kMemory("server-memory", run_memory);

}  // namespace
