#include "io/uv_process.hpp"

#include <csignal>
#include <utility>

#include "io/uv_error.hpp"

namespace smcp::uv {
namespace {

/// Owns a child that nobody is interested in any more, until it has ended.
struct Reaper {
  Reaper(Loop& loop, bool group) : farewell(loop), whole_group(group) {}

  Loop::Farewell farewell;
  bool whole_group;
  UvHandle<uv_process_t> process;
  std::unique_ptr<Timer> timer;
  UniqueFunction<void()> on_reaped;
  bool killed = false;

  void signal(int number) const {
    whole_group ? static_cast<void>(uv_kill(-process->pid, number))
                : static_cast<void>(uv_process_kill(process.get(), number));
  }
  void time_passed() {
    if (!std::exchange(killed, true)) {
      signal(SIGKILL);
      timer->start(Process::kGiveUpAfter);
      return;
    }
    const std::unique_ptr<Reaper> done(this);
    if (on_reaped) on_reaped();
  }
};

void end_and_reap(Loop& loop, UvHandle<uv_process_t> process, bool whole_group,
                  UniqueFunction<void()> on_reaped) {
  auto owned = std::make_unique<Reaper>(loop, whole_group);
  owned->process = std::move(process);
  owned->on_reaped = std::move(on_reaped);
  owned->signal(SIGTERM);
  auto* reaper = owned.release();
  reaper->process->data = reaper;
  reaper->process->exit_cb = [](uv_process_t* handle, std::int64_t, int) {
    const std::unique_ptr<Reaper> done(static_cast<Reaper*>(handle->data));
    // What it started may ignore SIGTERM. No other group gets this number while one of them is left.
    if (done->whole_group) done->signal(SIGKILL);
    if (done->on_reaped) done->on_reaped();
  };
  reaper->timer = std::make_unique<Timer>(loop, [reaper] { reaper->time_passed(); });
  reaper->timer->start(Process::kKillAfter);
}

std::vector<char*> pointers(const std::vector<std::string>& strings) {
  std::vector<char*> result;
  result.reserve(strings.size() + 1);
  for (const auto& string : strings) result.push_back(const_cast<char*>(string.c_str()));
  result.push_back(nullptr);
  return result;
}

}  // namespace

Process::Process(Loop& loop, Events events)
    : loop_(loop),
      events_(std::move(events)),
      process_(new uv_process_t{}),
      stdout_(Stream::pipe(loop)),
      stderr_(Stream::pipe(loop)) {
  process_->data = this;
}

Process::~Process() {
  if (running_) end_and_reap(loop_, std::move(process_), own_session_, std::move(on_reaped_));
}

void Process::end(std::unique_ptr<Process> process, UniqueFunction<void()> on_reaped) {
  if (process->running_) {
    process->on_reaped_ = std::move(on_reaped);
    return;
  }
  process.reset();
  on_reaped();
}

Result<std::unique_ptr<Process>> Process::spawn(Loop& loop, ProcessOptions options, Events events,
                                                bool* shortage) {
  std::unique_ptr<Process> process(new Process(loop, std::move(events)));
  const int status = process->start(options);
  if (shortage != nullptr) *shortage = is_shortage(status) || status == UV_EAGAIN;
  if (status == UV_ENOENT) return Error{Errc::not_installed, options.argv.front() + " was not found"};
  if (status != 0) return Error{Errc::io, "cannot start " + options.argv.front() + ": " + error_text(status)};
  process->running_ = true;
  process->own_session_ = options.own_session;
  if (options.keeps_input) {
    process->write(std::move(options.input));
  } else if (process->stdin_) {
    process->stdin_->write(std::move(options.input), [raw = process.get()](int) { raw->stdin_.reset(); });
  }
  process->read(process->stdout_, process->events_.on_stdout);
  process->read(process->stderr_, process->events_.on_stderr);
  return process;
}

int Process::start(const ProcessOptions& options) {
  if (options.keeps_input || !options.input.empty()) stdin_ = Stream::pipe(loop_);
  uv_stdio_container_t stdio[3];
  stdio[0].flags = UV_IGNORE;
  if (stdin_) {
    stdio[0].flags = static_cast<uv_stdio_flags>(UV_CREATE_PIPE | UV_READABLE_PIPE);
    stdio[0].data.stream = stdin_->raw();
  }
  stdio[1].flags = stdio[2].flags = static_cast<uv_stdio_flags>(UV_CREATE_PIPE | UV_WRITABLE_PIPE);
  stdio[1].data.stream = stdout_->raw();
  stdio[2].data.stream = stderr_->raw();

  auto argv = pointers(options.argv);
  auto environment = pointers(options.environment);
  uv_process_options_t raw{};
  raw.file = argv.front();
  if (!options.name.empty()) argv.front() = const_cast<char*>(options.name.c_str());
  raw.args = argv.data();
  if (options.own_session) raw.flags = UV_PROCESS_DETACHED;
  raw.env = environment.data();
  raw.stdio = stdio;
  raw.stdio_count = 3;
  raw.exit_cb = [](uv_process_t* handle, std::int64_t status, int signal) {
    static_cast<Process*>(handle->data)->exited({status, signal});
  };
  return uv_spawn(loop_.raw(), process_.get(), &raw);
}

void Process::write(std::string bytes) {
  if (stdin_) stdin_->write(std::move(bytes), [](int) {});
}

void Process::read(std::unique_ptr<Stream>& pipe, UniqueFunction<void(std::string_view)>& sink) {
  pipe->read_start([&sink](std::string_view bytes) { sink(bytes); },
                   [this, &pipe](int) {
                     pipe.reset();
                     finish_if_complete();
                   });
}

void Process::exited(ProcessExit exit) {
  running_ = false;
  exit_ = exit;
  process_.reset();
  linger_ = std::make_unique<Timer>(loop_, [this] { finish(); });
  linger_->start(kLinger);
  finish_if_complete();
}

void Process::finish_if_complete() {
  if (!running_ && !stdout_ && !stderr_) finish();
}

void Process::finish() {
  linger_.reset();
  stdin_.reset();
  stdout_.reset();
  stderr_.reset();
  auto on_exit = std::move(events_.on_exit);  // it may destroy this process
  on_exit(exit_);
}

}  // namespace smcp::uv
