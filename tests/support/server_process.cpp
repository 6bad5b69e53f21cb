#include "support/server_process.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <exception>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "support/failure.hpp"
#include "support/far_door.hpp"
#include "support/request.hpp"

namespace smcp::test {
namespace {

constexpr std::string_view kEndOfFileKey = "\x04";
/// What is told of a server's lines when a test fails: enough to see what it was at, and no more than one reads.
constexpr std::size_t kToldLines = 8;
constexpr std::size_t kToldBytesOfLine = 1000;
constexpr std::size_t kToldBytesOfLog = 8000;

FdPair input_pair(Channel kind) {
  if (kind == Channel::pipe) return pipe_to_child();
  return kind == Channel::socket ? socket_pair() : pseudo_terminal();
}

FdPair output_pair(Channel kind) {
  return kind == Channel::pipe ? pipe_from_child() : input_pair(kind);
}

}  // namespace

std::string server_binary() {
  const char* chosen = std::getenv("SESSIONS_MCP_BINARY");
  return chosen != nullptr ? chosen : SESSIONS_MCP_BUILT_BINARY;
}

struct ServerProcess::Streams {
  FdPair input;
  FdPair output;
  Fd log;
};

ServerProcess::ServerProcess(const ServerOptions& options) : ServerProcess(options, FarDoor::of(options)) {}

ServerProcess::ServerProcess(const ServerOptions& options, std::unique_ptr<FarDoor>&& door)
    : ServerProcess(door ? door->options(options) : options, std::move(door),
                    {input_pair(options.input), output_pair(options.output), Fd()}) {}

ServerProcess::ServerProcess(const ServerOptions& options, std::unique_ptr<FarDoor>&& door, Streams streams)
    : door_(std::move(door)),
      log_path_(dir_ / "stderr"),
      input_(std::move(streams.input.ours)),
      output_(std::move(streams.output.ours)),
      child_([&] {
        streams.log = open_file(log_path_, O_WRONLY | O_CREAT | O_APPEND);
        std::vector<std::string> argv = {options.binary};
        argv.insert(argv.end(), options.arguments.begin(), options.arguments.end());
        return ChildOptions{argv, options.environment, streams.input.theirs.get(),
                            streams.output.theirs.get(), streams.log.get()};
      }()) {
  ::signal(SIGPIPE, SIG_IGN);  // writing to a server that is gone must be an error, and not kill us
  set_nonblocking(input_);
  set_nonblocking(output_);
  if (!door_ || !door_->is_opened()) return;
  // So that a first call takes no longer than on this machine.
  try {
    (void)call("list_sessions");
  } catch (const std::exception&) {
    return;  // it does not run, which is for the test to see
  }
}

ServerProcess::~ServerProcess() = default;

void ServerProcess::give_up(const std::string& what) const {
  fail(what + "; the server's stderr:\n" + log());
}

std::string ServerProcess::account() const {
  const std::string said = log();
  std::string text = "--- the server (process " + std::to_string(pid()) + "), the end of its stderr:\n" +
                     said.substr(said.size() - std::min(said.size(), kToldBytesOfLog)) +
                     "--- the last lines that were read of its stdout:\n";
  for (const std::string& line : newest_) text += line + "\n";
  return text;
}

bool ServerProcess::read_available() {
  std::array<char, 65536> chunk;
  const ssize_t size = ::read(output_.get(), chunk.data(), chunk.size());
  if (size < 0 && (errno == EAGAIN || errno == EINTR)) return false;
  if (size <= 0) {  // EIO means the end of a terminal
    output_ended_ = true;
    return true;
  }
  std::string_view rest(chunk.data(), static_cast<std::size_t>(size));
  for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
    partial_.append(rest.substr(0, end));
    if (newest_.size() == kToldLines) newest_.pop_front();
    newest_.push_back(partial_.substr(0, kToldBytesOfLine));
    lines_.push_back(std::exchange(partial_, {}));
    rest.remove_prefix(end + 1);
  }
  partial_.append(rest);
  return true;
}

bool ServerProcess::exchange(std::string_view* unsent, bool read, milliseconds time) {
  std::array<pollfd, 2> ready = {pollfd{read && !output_ended_ ? output_.get() : -1, POLLIN, 0},
                                 pollfd{unsent != nullptr ? input_.get() : -1, POLLOUT, 0}};
  if (::poll(ready.data(), ready.size(), static_cast<int>(time.count())) <= 0) return false;
  const bool progress = ready[0].revents != 0 && read_available();
  if (unsent == nullptr || ready[1].revents == 0) return progress;
  const ssize_t size = ::write(input_.get(), unsent->data(), unsent->size());
  if (size < 0 && errno != EAGAIN && errno != EINTR) give_up("the server does not take input any more");
  if (size > 0) unsent->remove_prefix(static_cast<std::size_t>(size));
  return progress || size > 0;
}

void ServerProcess::send_bytes(std::string_view bytes) {
  std::string lines;
  if (door_ && bytes.ends_with('\n')) {
    for (; !bytes.empty(); bytes.remove_prefix(bytes.find('\n') + 1))
      lines.append(FarDoor::there(bytes.substr(0, bytes.find('\n')))).push_back('\n');
    bytes = lines;
  }
  const Clock::time_point deadline = deadline_in(kPatience * 3);
  while (!bytes.empty()) {
    exchange(&bytes, true, time_left(deadline));
    if (Clock::now() >= deadline) give_up("the server took no input in time");
  }
}

std::size_t ServerProcess::send_without_reading(std::string_view bytes, milliseconds quiet) {
  const std::size_t whole = bytes.size();
  while (!bytes.empty() && exchange(&bytes, false, quiet)) {
  }
  return whole - bytes.size();
}

std::string ServerProcess::receive_line(milliseconds time) {
  const Clock::time_point deadline = deadline_in(time);
  while (lines_.empty()) {
    if (output_ended_) give_up("the server's output ended");
    exchange(nullptr, true, time_left(deadline));
    if (lines_.empty() && Clock::now() >= deadline) give_up("no line from the server in time");
  }
  std::string line = std::move(lines_.front());
  lines_.pop_front();
  return door_ ? without_machine(std::move(line)) : line;
}

Json ServerProcess::reply(std::string_view id, milliseconds time) {
  const Json wanted = Json::parse(id);
  const Clock::time_point deadline = Clock::now() + time;
  std::deque<std::string> others;
  const auto put_back = [&] {
    lines_.insert(lines_.begin(), std::make_move_iterator(others.begin()),
                  std::make_move_iterator(others.end()));
  };
  for (;;) {
    std::string line;
    try {
      line = receive_line(time_left(deadline));
    } catch (...) {
      put_back();
      throw;
    }
    Json json = Json::parse(line);
    if (json["id"] == wanted && !json["method"].exists()) {
      put_back();
      return json;
    }
    others.push_back(std::move(line));
  }
}

Json ServerProcess::ask(std::string_view id, std::string_view line, milliseconds time) {
  send(line);
  return reply(id, time);
}

Json ServerProcess::call(std::string_view tool, std::string_view arguments, milliseconds time) {
  const std::string id = json_string("call-" + std::to_string(next_id_++));
  const Json json = ask(id, stateless_call_request(id, tool, arguments), time);
  if (!json["result"].exists()) give_up("an error instead of a result: " + json["error"]["message"].string());
  return json["result"];
}

void ServerProcess::end_input() {
  // The end-of-file key ends a terminal's input; closing the master would be a hang-up.
  if (isatty(input_.get()) == 1) {
    send_bytes(kEndOfFileKey);
  } else {
    input_.reset();
  }
}

ExitStatus ServerProcess::finish(milliseconds time) {
  const Clock::time_point deadline = deadline_in(time);
  if (input_) end_input();
  while (output_ && !output_ended_) {
    exchange(nullptr, true, time_left(deadline));
    if (!output_ended_ && Clock::now() >= deadline) give_up("the server's output did not end in time");
  }
  const std::optional<ExitStatus> exit = child_.wait(time);
  if (!exit) give_up("the server did not exit in time");
  return *exit;
}

}  // namespace smcp::test
