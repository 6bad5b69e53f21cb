#include "jobs.hpp"

#include "bench.hpp"
#include "support/private_tmux.hpp"

namespace smcp::bench {
namespace {

std::string padded(const std::string& line, std::size_t columns) {
  return line + std::string(79 - columns, '.');
}

/// What is written to the terminal to display it.
std::string printed(Job job, int number) {
  std::string line = line_of(job, number);
  if (job == Job::plain) return line;
  const std::size_t level = line.find("INFO");
  return "\x1b[2m" + line.substr(0, level) + "\x1b[0;1;32mINFO\x1b[0m" + line.substr(level + 4);
}

}  // namespace

std::string name_of(Job job) {
  return job == Job::plain ? "job" : "colour";
}

std::string line_of(Job job, int number) {
  const std::string begin =
      "2026-07-28 12:00:00 INFO request " + std::to_string(100'000 + number) + " served ";
  if (job == Job::plain) return padded(begin, begin.size());
  constexpr std::size_t kWordsColumns = 6 + 1 + 6 + 1;
  return padded(begin + "élèves 日本語 ", begin.size() + kWordsColumns);
}

std::string last_lines(Job job, int count) {
  std::string text;
  for (int i = kHistory - count + 1; i <= kHistory; ++i) text += line_of(job, i) + (i < kHistory ? "\n" : "");
  return text;
}

std::string capture_name(int lines) {
  return "capture of " + std::to_string(lines) + " lines";
}

void start_jobs(const test::PrivateTmux& tmux) {
  for (const Job job : {Job::plain, Job::colour}) {
    const std::string name = name_of(job);
    std::string text;
    for (int i = 1; i <= kHistory; ++i) text += printed(job, i) + "\n";
    test::write_file(tmux / (name + ".log"), text);
    tmux.start_job(name, "cat " + (tmux / (name + ".log")), kHistory + 1000);
    require(tmux.shows(name, line_of(job, kHistory)), "the job did not print");
  }
  for (int i = 2; i < kSessions; ++i) tmux.start_job("other" + std::to_string(i), "true");
}

}  // namespace smcp::bench
