#include "tmux/link/socket_client.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <unistd.h>
#include <utility>

#include "io/uv_error.hpp"
#include "tmux/link/environment.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/link/exchange.hpp"
#include "tmux/link/wire.hpp"

namespace smcp::tmux {
namespace {

/// The working directory, found as the stock client finds it: where new panes start by default.
std::string own_directory() {
  std::error_code error;
  const auto here = std::filesystem::current_path(error);
  if (!error) return here.string();
  const char* const home = std::getenv("HOME");
  return home == nullptr || *home == '\0' ? "/" : home;
}

/// The stock client's words, which errors.hpp recognises.
std::string no_connection(const std::string& path, int status) {
  if (status == UV_ECONNREFUSED) return "no server running on " + path;
  if (status == UV_ENOENT) return "error connecting to " + path + " (No such file or directory)";
  return "error connecting to " + path + " (" + uv::error_text(status) + ")";
}

bool no_server(int status) {
  return status == UV_ECONNREFUSED || status == UV_ENOENT;
}

}  // namespace

/// The state of one request; the object is reused for later requests.
struct SocketClient::PendingRequest {
  explicit PendingRequest(SocketClient& client)
      : deadline_timer(
            client.loop_,
            [this, &client] {
              client.finish(*this, Error{Errc::timed_out, "tmux did not answer in time" + held_up});
            }),
        look_again(client.loop_, [this, &client] { client.lost_after_reading(*this); }),
        exchange(
            client.loop_,
            [this](std::string_view bytes) {
              if (request->on_output) request->on_output(bytes);
            },
            [this, &client](Exchange::Ending ending) {
              connected = false;
              --client.connections_;
              if (ending.lost) return client.lost(*this, ending.unheard);
              if (ending.unheard) return client.unheard(*this, ending.result.error());
              client.finish(*this, std::move(ending.result));
            }) {}

  RequestId id = 0;
  std::optional<Request> request;
  Done done;
  uv::Timer deadline_timer;
  uv::Timer look_again;
  Exchange exchange;
  bool connected = false;
  std::string held_up;                        ///< why it is not connected yet, for the timeout's message
  std::optional<uv::TimePoint> lost_since;    ///< when its connection was first lost unread
  RequestId forwarded = 0;                    ///< its id with the fallback, or 0
  std::optional<Result<Reply>> early_answer;  ///< an answer that was known before run() returned
};

SocketClient::SocketClient(uv::Loop& loop, const Endpoint& endpoint, Client* fallback)
    : loop_(loop),
      binary_(endpoint.binary),
      socket_path_(endpoint.socket_path),
      own_folder_(endpoint.own_folder),
      fallback_(fallback) {
  wire::Identity identity;
  identity.directory = own_directory();
  identity.process = static_cast<std::int32_t>(::getpid());
  // A directory of over 16 KiB cannot be sent; the server then uses its own.
  if (!wire::append_identity(query_identity_, identity, {})) {
    identity.directory.clear();
    static_cast<void>(wire::append_identity(query_identity_, identity, {}));
  }
  static_cast<void>(
      wire::append_identity(process_identity_, identity, child_environment(endpoint.keep_environment)));
  wire::append_identity_done(query_identity_);
  wire::append_identity_done(process_identity_);
  early_answers_ = std::make_unique<uv::Timer>(loop_, [this] { give_early_answer(); });
  connect_again_ = std::make_unique<uv::Timer>(loop_, [this] { start_waiting(); });
}

SocketClient::~SocketClient() {
  // Destroying a callback may make further requests (a clean-up), which nobody could run now.
  closing_ = true;
  const auto dropped = std::exchange(active_, {});
  const auto never_started = std::exchange(waiting_, {});
  for (const auto& pending : dropped) {
    if (pending->forwarded != 0) fallback_->cancel(pending->forwarded);
  }
}

SocketClient::PendingPtr SocketClient::fresh_request() {
  if (idle_.empty()) return std::make_unique<PendingRequest>(*this);
  auto pending = std::move(idle_.back());
  idle_.pop_back();
  return pending;
}

Client::RequestId SocketClient::run(Request request, Done done) {
  const RequestId id = ++last_id_;
  if (closing_) return id;
  auto pending = fresh_request();
  pending->id = id;
  pending->request.emplace(std::move(request));
  pending->done = std::move(done);
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(pending->request->deadline - uv::Clock::now());
  pending->deadline_timer.start(std::max(left, std::chrono::milliseconds{0}));
  if (pending->request->urgent) {
    waiting_.push_front(std::move(pending));
  } else {
    waiting_.push_back(std::move(pending));
  }
  start_waiting();
  return id;
}

void SocketClient::start_waiting() {
  while (!waiting_.empty() && (connections_ < kMaxConnections || waiting_.front()->request->urgent)) {
    auto pending = std::move(waiting_.front());
    waiting_.pop_front();
    const RequestId id = pending->id;
    start(std::move(pending));
    // The server's queue is full, which affects the following requests as well.
    if (!waiting_.empty() && waiting_.front()->id == id) return;
  }
}

void SocketClient::start(PendingPtr owned) {
  PendingRequest& pending = *owned;
  active_.push_back(std::move(owned));
  if (!wire::kHostCanSpeak) {
    return unheard(pending,
                   {Errc::refused, "this machine is big-endian; tmux's protocol is known only for others"});
  }
  if (const Status encoded = encode(pending.request->command); !encoded) {
    // A child's argument vector may hold what is too large for a message, but neither can hold a NUL.
    if (encoded.error().code == Errc::invalid_argument) return answer_later(pending, encoded.error());
    return unheard(pending, encoded.error());
  }
  if (const Status safe = check_own_folder(own_folder_); !safe)
    return answer_later(pending, Reply{1, safe.error().message});
  if (const Status socket = check_socket(socket_path_); !socket) return answer_later(pending, socket.error());
  const int status = pending.exchange.begin(socket_path_, message_, pending.request->input);
  if (status != 0) return not_connected(pending, status);
  pending.connected = true;
  ++connections_;
}

Status SocketClient::encode(const Command& command) {
  message_ = command.starts_process() ? process_identity_ : query_identity_;
  return wire::append_command(message_, command.argv());
}

void SocketClient::not_connected(PendingRequest& pending, int status) {
  if (status == UV_EAGAIN || uv::is_shortage(status))
    return wait_and_connect_again(pending, std::string(": ") + uv::error_text(status));
  const std::string words = no_connection(socket_path_, status);
  if (no_server(status) && find_program(binary_).empty()) {
    return answer_later(
        pending, Error{Errc::not_installed, "no tmux server is running, and there is no program " + binary_});
  }
  if (no_server(status) && pending.request->command.starts_server()) {
    return unheard(
        pending,
        {Errc::refused,
         words + ": no server is running, and only the tmux program can start one: use --engine=auto"});
  }
  answer_later(pending, Reply{1, words});
}

void SocketClient::wait_and_connect_again(PendingRequest& pending, std::string reason) {
  pending.held_up = std::move(reason);
  waiting_.push_front(take(pending.id));
  connect_again_->start(kConnectAgainAfter);
}

void SocketClient::lost(PendingRequest& pending, bool unread) {
  if (!unread) {
    if (listens(socket_path_)) return pending.look_again.start(kLookAgainAfter);
    return lost_after_reading(pending);
  }
  const auto now = uv::Clock::now();
  if (!pending.lost_since) pending.lost_since = now;
  if (now - *pending.lost_since < kLostFor)
    return wait_and_connect_again(pending, ": its server closes connections before it reads");
  finish(pending, Error{Errc::io, "the tmux server on " + socket_path_ +
                                      " accepts connections but closes them before it has read the request"});
}

void SocketClient::lost_after_reading(PendingRequest& pending) {
  const bool there = listens(socket_path_);
  // Its sessions have ended with it. For any command that makes none, this is the same as having no server.
  if (!there && !pending.request->command.starts_server())
    return finish(pending, Reply{1, std::string(kLostServer)});
  finish(pending,
         Error{Errc::io, there ? "the tmux server on " + socket_path_ +
                                     " closed the connection without an answer, and still runs. The "
                                     "command may have taken effect, so it was not sent again"
                               : "the tmux server exited before it answered, and its sessions are gone"});
}

void SocketClient::unheard(PendingRequest& pending, Error error) {
  if (fallback_ != nullptr) return fall_back(pending, std::move(error.message));
  answer_later(pending, std::move(error));
}

void SocketClient::fall_back(PendingRequest& pending, std::string reason) {
  fallback_reason_ = std::move(reason);
  pending.forwarded = fallback_->run(std::move(*pending.request), [this, &pending](Result<Reply> result) {
    pending.forwarded = 0;
    finish(pending, std::move(result));
  });
}

void SocketClient::answer_later(PendingRequest& pending, Result<Reply> result) {
  pending.early_answer = std::move(result);
  early_answers_->start(std::chrono::milliseconds{0});
}

void SocketClient::give_early_answer() {
  const auto found = std::find_if(active_.begin(), active_.end(),
                                  [](const PendingPtr& pending) { return pending->early_answer; });
  if (found == active_.end()) return;
  early_answers_->start(
      std::chrono::milliseconds{0});  // one per turn of the loop: its callback may destroy this
  PendingRequest& pending = **found;
  finish(pending, std::move(*pending.early_answer));
}

void SocketClient::finish(PendingRequest& pending, Result<Reply> result) {
  auto owned = take(pending.id);
  const auto over = std::exchange(owned->request, std::nullopt);
  Done done = std::move(owned->done);
  retire(std::move(owned));
  start_waiting();
  done(std::move(result));
}

SocketClient::PendingPtr SocketClient::take(RequestId id) {
  const auto take_from = [id](auto& requests) -> PendingPtr {
    const auto found = std::find_if(requests.begin(), requests.end(),
                                    [id](const PendingPtr& pending) { return pending->id == id; });
    if (found == requests.end()) return nullptr;
    auto pending = std::move(*found);
    requests.erase(found);
    return pending;
  };
  auto pending = take_from(active_);
  return pending ? std::move(pending) : take_from(waiting_);
}

void SocketClient::retire(PendingPtr pending) {
  pending->deadline_timer.stop();
  pending->look_again.stop();
  pending->early_answer.reset();
  pending->held_up.clear();
  pending->lost_since.reset();
  if (std::exchange(pending->connected, false)) {
    pending->exchange.close();
    --connections_;
  }
  if (pending->forwarded != 0) fallback_->cancel(std::exchange(pending->forwarded, 0));
  if (idle_.size() < kMaxConnections) idle_.push_back(std::move(pending));
}

void SocketClient::cancel(RequestId id) {
  auto pending = take(id);
  if (!pending) return;
  // Destroying these may make further requests.
  const auto over = std::exchange(pending->request, std::nullopt);
  const Done dropped = std::move(pending->done);
  retire(std::move(pending));
  start_waiting();
}

void SocketClient::shorten_deadlines(std::chrono::milliseconds left) {
  const auto latest = uv::Clock::now() + left;
  const auto bring_forward = [latest, left](const PendingPtr& pending) {
    if (pending->request->deadline > latest) pending->deadline_timer.start(left);
  };
  std::for_each(active_.begin(), active_.end(), bring_forward);
  std::for_each(waiting_.begin(), waiting_.end(), bring_forward);
  if (fallback_ != nullptr) fallback_->shorten_deadlines(left);
}

}  // namespace smcp::tmux
