#include "tmux/link/child_client.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <sys/stat.h>
#include <tuple>
#include <utility>

#include "text/trim.hpp"
#include "tmux/link/environment.hpp"
#include "tmux/link/errors.hpp"

namespace smcp::tmux {
namespace {

/// Identifies a socket file: a server that replaces another creates a new one.
using SocketFile = std::optional<std::tuple<dev_t, ino_t, std::int64_t, std::int64_t>>;

SocketFile socket_file(const std::string& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) return std::nullopt;
  // An inode number may be reused, so the time is compared as well. It is the time when the socket was made,
  // as tmux later changes only the permissions.
  return std::tuple{found.st_dev, found.st_ino, std::int64_t{found.st_mtim.tv_sec},
                    std::int64_t{found.st_mtim.tv_nsec}};
}

}  // namespace

struct ChildClient::PendingRequest {
  PendingRequest(uv::Loop& loop, RequestId number, Request&& asked, Done&& answer,
                 UniqueFunction<void()> on_deadline)
      : id(number),
        request(std::move(asked)),
        done(std::move(answer)),
        deadline_timer(loop, std::move(on_deadline)) {}

  RequestId id;
  Request request;
  Done done;
  uv::Timer deadline_timer;
  std::unique_ptr<uv::Process> process;
  std::string error_output;
  bool printed = false;      ///< whether it has written to its standard output
  std::string held_up;       ///< why there is no process yet, for the timeout's message
  SocketFile server_before;  ///< of the server that ran before a command that may start one
};

ChildClient::ChildClient(uv::Loop& loop, Endpoint endpoint)
    : loop_(loop),
      endpoint_(std::move(endpoint)),
      environment_(child_environment(endpoint_.keep_environment)) {
  starter_ = std::make_unique<uv::Timer>(loop_, [this] { start_waiting(); });
}

ChildClient::~ChildClient() {
  // Destroying a callback may make further requests (a clean-up), which nobody could run now.
  closing_ = true;
  const auto dropped = std::move(pending_);
  for (const auto& [id, pending] : dropped) end_child(*pending);
}

Client::RequestId ChildClient::run(Request request, Done done) {
  const RequestId id = ++last_id_;
  if (closing_) return id;
  auto pending = std::make_unique<PendingRequest>(loop_, id, std::move(request), std::move(done), [this, id] {
    finish(id, Error{Errc::timed_out, "tmux did not answer in time" + pending_.at(id)->held_up});
  });
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(pending->request.deadline - uv::Clock::now());
  pending->deadline_timer.start(std::max(left, std::chrono::milliseconds{0}));
  pending_.emplace(id, std::move(pending));
  pending_.at(id)->request.urgent ? waiting_.push_front(id) : waiting_.push_back(id);
  starter_->start(std::chrono::milliseconds{0});  // not from here: run() must return before `done` is called
  return id;
}

void ChildClient::cancel(RequestId id) {
  const auto pending = take(id);
}

void ChildClient::start_waiting() {
  while (!waiting_.empty()) {
    const auto found = pending_.find(waiting_.front());
    if (found != pending_.end() && children_ >= kMaxChildren && !found->second->request.urgent) return;
    waiting_.pop_front();
    if (found == pending_.end()) continue;
    const RequestId id = found->first;
    const std::weak_ptr alive(alive_);
    start(*found->second);
    if (alive.expired()) return;  // its callback may have destroyed this client
    // Descriptors or processes are short, which affects the following requests as well.
    if (!waiting_.empty() && waiting_.front() == id) return starter_->start(kStartAgainAfter);
  }
}

uv::ProcessOptions ChildClient::options_for(PendingRequest& pending) const {
  uv::ProcessOptions options;
  // A child would be looked up on the PATH that it gets, which may lack a folder that ours has.
  const std::string file = find_program(endpoint_.binary);
  options.argv = {file.empty() ? endpoint_.binary : file, "-u"};
  options.argv.insert(options.argv.end(), endpoint_.server_flags.begin(), endpoint_.server_flags.end());
  const auto& command = pending.request.command.argv();
  options.argv.insert(options.argv.end(), command.begin(), command.end());
  options.environment = environment_;
  options.input = pending.request.input;  // copied, because starting it may take several attempts
  return options;
}

void ChildClient::start(PendingRequest& pending) {
  const RequestId id = pending.id;
  uv::Process::Events events;
  events.on_stdout = [&pending](std::string_view bytes) {
    pending.printed = true;
    if (pending.request.on_output) pending.request.on_output(bytes);
  };
  events.on_stderr = [&pending](std::string_view bytes) {
    pending.error_output.append(bytes.substr(0, kMaxErrorOutput - pending.error_output.size()));
  };
  events.on_exit = [this, &pending](uv::ProcessExit exit) { exited(pending, exit); };
  if (const Status socket = check_socket(endpoint_.socket_path); !socket) return finish(id, socket.error());
  if (pending.request.command.starts_server() && listens(endpoint_.socket_path))
    pending.server_before = socket_file(endpoint_.socket_path);
  bool shortage = false;
  auto spawned = uv::Process::spawn(loop_, options_for(pending), std::move(events), &shortage);
  if (!spawned && shortage) {
    pending.held_up = ": " + spawned.error().message;
    return waiting_.push_front(id);
  }
  if (!spawned) {
    finish(id, spawned.error());
    return;
  }
  pending.process = std::move(spawned.value());
  pending.request.input = {};
  ++children_;
}

void ChildClient::exited(PendingRequest& pending, uv::ProcessExit exit) {
  if (exit.signal != 0) {
    return finish(pending.id, Error{Errc::io, "tmux was killed by signal " + std::to_string(exit.signal) +
                                                  " before it answered"});
  }
  // "access not allowed", and failing to create a socket, come with exit status 0.
  const bool silent_refusal = exit.status == 0 && !pending.printed && !pending.error_output.empty();
  Reply reply{silent_refusal ? 1 : static_cast<int>(exit.status),
              std::string(without_line_ends(pending.error_output))};
  if (reply.error_output == kLostServer && may_live_on(pending)) {
    return finish(pending.id,
                  Error{Errc::io,
                        "the tmux server closed the connection without an answer, and a server still runs. "
                        "The command may have taken effect, so it was not sent again"});
  }
  finish(pending.id, std::move(reply));
}

/// Whether the server that dropped the request may still be running, so that the command may have an effect.
bool ChildClient::may_live_on(const PendingRequest& pending) const {
  if (!listens(endpoint_.socket_path)) return false;
  return !pending.server_before || socket_file(endpoint_.socket_path) == pending.server_before;
}

void ChildClient::end_child(PendingRequest& pending) {
  if (!pending.process) return;
  // A child may be reaped after this client has been destroyed.
  uv::Process::end(std::move(pending.process), [this, alive = std::weak_ptr(alive_)] {
    if (alive.expired()) return;
    --children_;
    start_waiting();
  });
}

void ChildClient::shorten_deadlines(std::chrono::milliseconds left) {
  const auto latest = uv::Clock::now() + left;
  for (const auto& [id, pending] : pending_) {
    if (pending->request.deadline > latest) pending->deadline_timer.start(left);
  }
}

std::unique_ptr<ChildClient::PendingRequest> ChildClient::take(RequestId id) {
  const auto found = pending_.find(id);
  if (found == pending_.end()) return nullptr;
  auto pending = std::move(found->second);
  pending_.erase(found);
  end_child(*pending);
  return pending;
}

void ChildClient::finish(RequestId id, Result<Reply> result) {
  const auto pending = take(id);
  if (pending) pending->done(std::move(result));
}

}  // namespace smcp::tmux
