#include "tmux/remote/remote_client.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "tmux/remote/ssh_errors.hpp"

namespace smcp::tmux {
namespace {

/// How many finished requests are kept for the next ones; the clients behind this one bound how many are under way.
constexpr std::size_t kKept = 16;

/// What helps against what tmux says there of its socket; "" if it says nothing of the kind.
std::string_view remedy(std::string_view said) {
  if (said == "access not allowed")
    return "That tmux server lets its owner in alone, who can change that: tmux server-access -a USER";
  const bool connects = said.starts_with("error connecting to ");
  if (!connects && !said.starts_with("error creating ") && !said.starts_with("couldn't create directory "))
    return "";
  if (said.ends_with("(No space left on device)") || said.ends_with("(Disk quota exceeded)"))
    return "A tmux server needs room for its socket there: delete something, or name a socket in another "
           "folder (ssh:HOST:PATH)";
  if (!said.ends_with("(Permission denied)")) return "";
  return connects ? "The socket belongs to another user; log in as that user (ssh USER@HOST), or leave the "
                    "path away for the server of your own"
                  : "The folder belongs to another user; leave the path away, or name one that is your own";
}

}  // namespace

struct RemoteClient::Sent final : PendingRequest {
  explicit Sent(RemoteClient& owner) : PendingRequest(owner.loop_, owner.requests_), client(owner) {}

  void start() override { client.start(*this); }
  void release() override {
    std::erase(client.under_way_, this);
    if (client.ending_) client.hang_up_when_idle();
    if (via != nullptr) std::exchange(via, nullptr)->cancel(id);
  }

  /// Of one that may be made again: what it prints is noted.
  [[nodiscard]] Request copy() {
    return {request->command, request->input, request->deadline,
            [this](std::string_view bytes) {
              printed = true;
              if (request->on_output) request->on_output(bytes);
            },
            request->urgent};
  }

  RemoteClient& client;
  Client* via = nullptr;  ///< who has it now; null while it waits for the link
  RequestId id = 0;       ///< its id there
  std::uint64_t serial = 0;
  bool changes = false;
  bool printed = false;
};

RemoteClient::RemoteClient(uv::Loop& loop, SshDestination destination, RemoteOptions options)
    : link_(loop, std::move(destination), std::move(options),
            {[this] { came_up(); }, [this](const Error& why) { went_down(why); }}),
      loop_(loop),
      requests_(loop, kKept, [this] { return std::make_unique<Sent>(*this); }),
      hang_up_(loop, [this] {
        if (under_way_.empty()) link_.hang_up();
      }) {}

RemoteClient::~RemoteClient() {
  requests_.close();
}

Client::RequestId RemoteClient::run(Request request, Done done) {
  const auto id = requests_.enter(std::move(request), std::move(done));
  requests_.start_waiting();
  return id;
}

void RemoteClient::hang_up_when_idle() {
  ending_ = true;
  hang_up_.start(
      std::chrono::milliseconds{0});  // in a turn of its own: the clients behind this one go with the link
}

void RemoteClient::start(Sent& sent) {
  sent.changes = sent.request->command.changes();
  sent.serial = ++last_serial_;
  sent.printed = false;
  const Status connects = link_.connect(sent.request->deadline);
  if (!connects) return requests_.answer_later(sent, connects.error());
  under_way_.push_back(&sent);
  if (link_.up()) return pass_on(sent);
  hold(sent);
}

void RemoteClient::hold(Sent& sent) {
  const std::string& there = link_.destination();
  if (!was_up_)
    return requests_.hold(sent, ": there is no ssh connection to " + there + " yet, so nothing was done");
  requests_.hold(sent,
                 ": the ssh connection to " + there +
                     " was lost and has not come back. What the call had not done by then is left undone");
}

void RemoteClient::pass_on(Sent& sent) {
  requests_.hold(sent,
                 " (is the ssh connection to " + link_.destination() +
                     " cut, or tmux there stopped or overloaded?). If the call was to change something, "
                     "that may still happen.");
  sent.via = forwards() ? static_cast<Client*>(&*socket_) : &*child_;
  // Its deadline is that of this request, whose own timer is the one that tells.
  sent.id = sent.via->run(sent.changes ? std::move(*sent.request) : sent.copy(),
                          [this, &sent](Result<Reply> result) { answered(sent, std::move(result)); });
}

void RemoteClient::answered(Sent& sent, Result<Reply> result) {
  if (sent.via == &*child_ && result && result->exit_status == 0) link_.look_again();
  sent.via = nullptr;
  if (result && result->exit_status != 0) {
    const std::string_view help = remedy(result->error_output);
    if (!help.empty())
      result =
          Error{Errc::refused, link_.destination() + ": " + result->error_output + ". " + std::string(help)};
  }
  requests_.finish(sent, std::move(result));
}

void RemoteClient::came_up() {
  was_up_ = true;
  Endpoint endpoint;
  endpoint.far = &link_;
  endpoint.socket_path = link_.socket();
  endpoint.server_flags = link_.flags();
  child_.emplace(loop_, endpoint);
  socket_.emplace(loop_, endpoint, &*child_);
  for (Sent* const sent : under_way_) pass_on(*sent);
}

void RemoteClient::went_down(const Error& why) {
  // What is dropped may make further requests, and cancel others of these.
  const auto last = last_serial_;
  while (!under_way_.empty() && under_way_.front()->serial <= last) {
    Sent& sent = *under_way_.front();
    under_way_.erase(under_way_.begin());
    Client* const via = std::exchange(sent.via, nullptr);
    const RequestId id = sent.id;
    if (via != nullptr && !sent.changes && !sent.printed && !ending_) {
      sent.serial = ++last_serial_;
      under_way_.push_back(&sent);
      hold(sent);
      via->cancel(id);
      continue;
    }
    requests_.answer_later(sent, via != nullptr ? link_.lost_way(link_.said(), sent.changes) : why);
    if (via != nullptr) via->cancel(id);
  }
  socket_.reset();
  child_.reset();
  connect_again();
}

/// For those that are to be asked again.
void RemoteClient::connect_again() {
  if (under_way_.empty()) return;
  const Status connects = link_.connect(under_way_.front()->request->deadline);
  while (!connects && !under_way_.empty()) {
    Sent& sent = *under_way_.front();
    under_way_.erase(under_way_.begin());
    requests_.answer_later(sent, connects.error());
  }
}

void RemoteClient::shorten_deadlines(std::chrono::milliseconds left) {
  requests_.shorten_deadlines(left);
}

std::string RemoteClient::fallback_reason() const {
  if (!link_.why_not_forwarded().empty()) return link_.why_not_forwarded();
  if (!socket_) return "";
  if (socket_->useless()) return link_.destination() + std::string(kForbids);
  return socket_->fallback_reason();
}

}  // namespace smcp::tmux
