#include "polled_jobs.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench.hpp"
#include "jobs.hpp"

namespace smcp::bench {
namespace {

/// Enough to start again at the limit.
constexpr int kOverLimit = 100;
constexpr int kJobsLines = 100;

std::string lines_from(int first, int count) {
  std::string text;
  for (int i = first; i < first + count; ++i) text += line_of(Job::plain, i) + "\n";
  return text;
}

}  // namespace

PolledJobs::PolledJobs(int lines, std::size_t sessions)
    : with_room_(start_long_job("train-1", lines, 2 * lines)),
      full_(start_long_job("train-2", lines + kOverLimit, lines)) {
  for (int i = 1; names_.size() < sessions; ++i) {
    const std::string number = std::to_string(i);
    start_job("build-" + number);
    if (names_.size() < sessions) start_busy_shell("serve-" + number);
    if (names_.size() < sessions) start_shell("shell-" + number);
  }
}

LongJob PolledJobs::start_long_job(const std::string& name, int lines, int history) {
  const std::string log = tmux_ / (name + ".log");
  const std::string feed = tmux_ / (name + ".feed");
  test::write_file(log, lines_from(1, lines));
  require(::mkfifo(feed.c_str(), 0600) == 0, "no fifo");
  // Opened for reading as well, so that it can be opened before the job has opened it.
  LongJob job{name, test::open_file(feed, O_RDWR), lines};
  tmux_.start_job(name, "cat " + log + " " + feed, history);
  require(tmux_.shows(name, line_of(Job::plain, lines)), "a long job did not print");
  names_.push_back(name);
  return job;
}

void PolledJobs::start_job(const std::string& name) {
  const std::string log = tmux_ / (name + ".log");
  test::write_file(log, lines_from(1, kJobsLines));
  tmux_.start_job(name, "cat " + log);
  require(tmux_.shows(name, line_of(Job::plain, kJobsLines)), "a job did not print");
  names_.push_back(name);
}

void PolledJobs::start_busy_shell(const std::string& name) {
  start_shell(name);
  busy_shells_.push_back(name);
  tmux_.must({"send-keys", "-t", "=" + name + ":", "echo be''gun; sleep 100000", "Enter"});
  require(tmux_.shows(name, "begun"), "a command was not begun");
}

void PolledJobs::start_shell(const std::string& name) {
  tmux_.must({"new-session", "-d", "-x", "80", "-y", "24", "-s", name});
  require(tmux_.shows(name, "$"), "a shell has no prompt");
  names_.push_back(name);
}

std::string PolledJobs::print(LongJob& job, int count) const {
  std::string text = lines_from(job.printed + 1, count);
  require(::write(job.feed.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()),
          "the job takes nothing");
  job.printed += count;
  require(tmux_.shows(job.name, line_of(Job::plain, job.printed)), "the job did not print");
  text.pop_back();
  return text;
}

}  // namespace smcp::bench
