#include "stdio_contest.hpp"

#include <utility>

#include "jobs.hpp"
#include "support/request.hpp"

namespace smcp::bench {

using test::Json;

StdioContest::StdioContest(Bench& bench, int lines, std::size_t sessions)
    : bench_(bench),
      jobs_(lines, sessions),
      tmux_pid_(jobs_.tmux().server_pid()),
      server_(server_of(bench, jobs_.tmux(), tmux::EngineKind::socket)) {
  if (const auto node = node_server(bench, jobs_.tmux())) node_.emplace(*node);
}

Contestant StdioContest::call(const std::string& name, test::ServerProcess& server, const std::string& tool,
                              const std::string& arguments, const Right& right) {
  const std::string line = request_line(tool, arguments);
  require(right(Json::parse(ask(server, line, 1))["result"]), name + ": wrong answer to " + tool);
  return {name, [&server, line] { keep(ask(server, line, 1)); }, 1, server.pid()};
}

void StdioContest::add_captures(std::vector<Contestant>& all, const LongJob& job, int lines) {
  const std::string arguments = test::object("name", job.name, "lines", lines);
  const std::string last = line_of(Job::plain, job.printed);
  const auto right = [last](const Json& result) {
    return result["content"][0]["text"].string().ends_with(last);
  };
  const std::string name = capture_name(lines);
  all.push_back(call(name, server_, "capture_pane", arguments, right));
  if (node_) all.push_back(call("Node, " + name, *node_, "capture_pane", arguments, right));
}

double StdioContest::hold(const std::string& input, double lines, const std::vector<Contestant>& all,
                          std::function<void()> before_round) {
  standings_ = bench::hold(bench_, {input, lines, tmux_pid_, std::move(before_round)}, all);
  return standing_of(standings_, kOurs)->median_ns / 1e6;
}

void StdioContest::note_bytes(const std::string& what, const std::string& reply) {
  bytes_.push_back({what, text_bytes(Json::parse(reply)["result"]), reply.size()});
}

std::size_t StdioContest::text_bytes(const Json& result) {
  std::size_t bytes = 0;
  for (const Json& block : result["content"].items()) bytes += block["text"].string().size();
  return bytes;
}

void StdioContest::aim_at_most(const std::string& what, double reached, double aim, const std::string& unit) {
  aims_.emplace_back([=](Judge& judge) { judge.at_most(what, reached, aim, unit); });
}

void StdioContest::aim_faster(const std::string& what, const std::string& node, double aim) {
  const Standing* const theirs = standing_of(standings_, node);
  if (theirs == nullptr) return;
  const double ratio = theirs->median_ns / standing_of(standings_, kOurs)->median_ns;
  aims_.emplace_back([=](Judge& judge) { judge.at_least(what + ": " + node, ratio, aim, "x our time"); });
}

void StdioContest::report() {
  for (const Bytes& one : bytes_) {
    bench_.report_figures("bytes of an answer", one.what,
                          {{"text", static_cast<double>(one.text), "B"},
                           {"whole message", static_cast<double>(one.message), "B"}});
  }
  Judge judge(bench_);
  for (const auto& aim : aims_) aim(judge);
}

std::string request_line(const std::string& tool, const std::string& arguments) {
  return test::stateless_call_request("1", tool, arguments) + "\n";
}

}  // namespace smcp::bench
