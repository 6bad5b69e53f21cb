#include "tmux/link/socket_client.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <unistd.h>
#include <utility>

#include "base/environment_value.hpp"
#include "io/uv_error.hpp"
#include "io/uv_timer.hpp"
#include "tmux/link/environment.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/link/wire.hpp"

namespace smcp::tmux {
namespace {

/// The working directory, found as the stock client finds it: where new panes start by default.
std::string own_directory() {
  std::error_code error;
  const auto here = std::filesystem::current_path(error);
  if (!error) return here.string();
  const std::string_view home = environment_value("HOME");
  return std::string(home.empty() ? "/" : home);
}

/// The stock client's words, which errors.hpp recognises.
std::string no_connection(const std::string& path, int status) {
  if (status == UV_ECONNREFUSED) return "no server running on " + path;
  if (status == UV_ENOENT) return "error connecting to " + path + " (No such file or directory)";
  return "error connecting to " + path + " (" + uv::error_text(status) + ")";
}

/// A server without sessions ends, but not while somebody is connected.
bool ends_sessions(const Command& command) {
  return std::any_of(command.argv().begin(), command.argv().end(),
                     [](const std::string& word) { return word.starts_with("kill-"); });
}

/// What is printed first where nothing else may be printed before the answer.
constexpr std::string_view kFirstRow = ".\n";

/// Why a request has not been answered in time whose connection was lost once or more, whatever became of the last one.
constexpr std::string_view kLostUnread = ": its server has closed connections before it read the request";

/// How many of the bytes begin `expected`, which becomes shorter by them. Nothing is expected any more once others come.
std::size_t take_from(std::string_view& expected, std::string_view bytes) {
  const auto size = std::min(expected.size(), bytes.size());
  const bool as_expected = bytes.substr(0, size) == expected.substr(0, size);
  expected.remove_prefix(as_expected ? size : expected.size());
  return as_expected ? size : 0;
}

bool no_server(int status) {
  return status == UV_ECONNREFUSED || status == UV_ENOENT;
}

}  // namespace

struct SocketClient::Connection final : PendingRequest {
  explicit Connection(SocketClient& owner)
      : PendingRequest(owner.loop_, owner.requests_),
        client(owner),
        look_again(owner.loop_, [this] { client.lost_after_reading(*this); }),
        exchange(
            owner.loop_,
            [this](std::string_view bytes) {
              bytes.remove_prefix(take_from(first_row, bytes));
              if (request->on_output && !bytes.empty()) request->on_output(bytes);
            },
            [this](Exchange::Ending ending) { client.ended(*this, std::move(ending)); }) {}

  void start() override { client.start(*this); }
  void release() override { client.release(*this); }

  SocketClient& client;
  uv::Timer look_again;
  Exchange exchange;
  bool connected = false;
  std::string_view first_row;               ///< what is still to be printed of kFirstRow
  bool on_spare = false;                    ///< its connection was made before
  bool not_through = false;                 ///< the way to another machine's server did not lead to one
  std::optional<uv::TimePoint> lost_since;  ///< when its connection was first lost unread
  RequestId forwarded = 0;                  ///< its id with the fallback, or 0
};

SocketClient::SocketClient(uv::Loop& loop, const Endpoint& endpoint, Client* fallback)
    : loop_(loop),
      binary_(endpoint.binary),
      socket_path_(endpoint.socket_path),
      own_folder_(endpoint.own_folder),
      fallback_(fallback),
      far_(endpoint.far),
      query_identity_(identity_with({})),
      spare_(loop, socket_path_),
      requests_(loop, kMaxConnections, [this] { return std::make_unique<Connection>(*this); }) {
  if (fallback_ == nullptr) environment_ = child_environment(endpoint.keep_environment);
  tell_environment();
}

/// The messages that tell who we are, with this environment.
std::string SocketClient::identity_with(const std::vector<std::string>& environment) const {
  std::string messages;
  wire::Identity identity;
  identity.directory = far_ != nullptr ? far_->home() : own_directory();
  identity.process = static_cast<std::int32_t>(::getpid());
  // A directory of over 16 KiB cannot be sent; the server then uses its own.
  if (!wire::append_identity(messages, identity, environment)) {
    identity.directory.clear();
    messages.clear();
    static_cast<void>(wire::append_identity(messages, identity, environment));
  }
  wire::append_identity_done(messages);
  return messages;
}

const shell::ProcessView& SocketClient::processes() const {
  if (far_ != nullptr) return far_->processes();
  return processes_;
}

void SocketClient::tell_environment() {
  told_ = environment();
  process_identity_ = identity_with(told_);
  pathless_identity_ = identity_with(without_path(told_));
}

SocketClient::~SocketClient() {
  requests_.close();
}

Client::RequestId SocketClient::run(Request request, Done done) {
  const auto id = requests_.enter(std::move(request), std::move(done));
  requests_.start_waiting();
  return id;
}

void SocketClient::start(Connection& connection) {
  if (!wire::kHostCanSpeak) {
    return unheard(connection,
                   {Errc::refused, "this machine is big-endian; tmux's protocol is known only for others"});
  }
  const Command& command = connection.request->command;
  const bool needs_first_row = far_ != nullptr ? !command.changes() : command.tells_one_row();
  connection.first_row = needs_first_row ? kFirstRow : std::string_view{};
  if (const Status encoded = encode(command, needs_first_row); !encoded) {
    // A child's argument vector may hold what is too large for a message, but neither can hold a NUL.
    if (encoded.error().code == Errc::invalid_argument)
      return requests_.answer_later(connection, encoded.error());
    return unheard(connection, encoded.error());
  }
  if (const Status safe = check_own_folder(own_folder_); !safe)
    return requests_.answer_later(connection, Reply{1, safe.error().message});
  if (const Status socket = check_socket(socket_path_); !socket)
    return requests_.answer_later(connection, socket.error());
  const int spare = spare_.take();
  connection.on_spare = spare >= 0;
  const int status = connection.exchange.begin(socket_path_, message_, connection.request->input, spare);
  if (status != 0) return not_connected(connection, status);
  connection.connected = true;
  if (connection.lost_since) requests_.hold(connection, std::string(kLostUnread));
  // What comes after a request that changes something, as a call that types makes, is asked for beside each other.
  if (ends_sessions(command)) {
    spare_.drop();
  } else if (far_ != nullptr) {
    spare_.prepare(command.changes() ? SpareConnection::kMost : std::size_t{1});
  }
  requests_.take_place();
}

/// `first_row`: kFirstRow is printed first. tmux asks before it sends the first thing that is printed, and waits for the
/// answer unless there is a second one: without it each look at another machine would take a round trip more. On this
/// machine a round trip costs so little that it pays only for what prints no second row. list-commands needs no session, as
/// display-message does before tmux 3.2.
Status SocketClient::encode(const Command& command, bool first_row) {
  if (command.starts_process() && told_ != environment()) tell_environment();
  const std::string& with_environment = command.keeps_path() ? pathless_identity_ : process_identity_;
  message_ = command.starts_process() ? with_environment : query_identity_;
  if (!first_row) return wire::append_command(message_, command.argv());
  std::vector<std::string> argv{"list-commands", "-F", ".", "list-commands", ";"};
  argv.insert(argv.end(), command.argv().begin(), command.argv().end());
  return wire::append_command(message_, argv);
}

void SocketClient::not_connected(Connection& connection, int status) {
  if (status == UV_EAGAIN || uv::is_shortage(status))
    return requests_.wait_again(connection, std::string(": ") + uv::error_text(status), kConnectAgainAfter);
  const std::string words = no_connection(socket_path_, status);
  if (far_ != nullptr) return unheard(connection, {Errc::unreachable, words});
  if (no_server(status) && find_program(binary_).empty()) {
    return requests_.answer_later(
        connection,
        Error{Errc::not_installed, "no tmux server is running, and there is no program " + binary_});
  }
  if (no_server(status) && connection.request->command.starts_server()) {
    return unheard(
        connection,
        {Errc::refused,
         words + ": no server is running, and only the tmux program can start one: use --engine=auto"});
  }
  requests_.answer_later(connection, Reply{1, words});
}

void SocketClient::ended(Connection& connection, Exchange::Ending ending) {
  connection.connected = false;
  requests_.give_back_place();
  if (far_ != nullptr && (ending.cut || (ending.lost && !ending.unheard))) {
    connection.forwarded =
        ask_after_loss(*fallback_, *connection.request, [this, &connection](Result<Reply> result) {
          connection.forwarded = 0;
          requests_.finish(connection, std::move(result));
        });
    return;
  }
  if (far_ == nullptr && ending.lost) return lost(connection, ending.unheard);
  if (ending.lost) {
    spare_.failed();
    // It may have been lost long before.
    if (std::exchange(connection.on_spare, false))
      return requests_.wait_again(connection, "", std::chrono::milliseconds{0});
    connection.not_through = true;
    return unheard(connection, {Errc::unreachable, "no tmux server takes connections through ssh"});
  }
  failed_ = 0;
  spare_.worked();
  if (ending.unheard) return unheard(connection, ending.result.error());
  requests_.finish(connection, std::move(ending.result));
}

void SocketClient::lost(Connection& connection, bool unread) {
  if (!unread) {
    if (listens(socket_path_)) return connection.look_again.start(kLookAgainAfter);
    return lost_after_reading(connection);
  }
  const auto now = uv::Clock::now();
  if (!connection.lost_since) connection.lost_since = now;
  if (now - *connection.lost_since < kLostFor)
    return requests_.wait_again(connection, std::string(kLostUnread), kConnectAgainAfter);
  requests_.finish(
      connection, Error{Errc::io, "the tmux server on " + socket_path_ +
                                      " accepts connections but closes them before it has read the request"});
}

void SocketClient::lost_after_reading(Connection& connection) {
  const bool there = listens(socket_path_);
  // Its sessions have ended with it. For any command that makes none, this is the same as having no server.
  if (!there && !connection.request->command.starts_server())
    return requests_.finish(connection, Reply{1, std::string(kLostServer)});
  requests_.finish(
      connection,
      Error{Errc::io, there ? "the tmux server on " + socket_path_ +
                                  " closed the connection without an answer, and still runs. The "
                                  "command may have taken effect, so it was not sent again"
                            : "the tmux server exited before it answered, and its sessions are gone"});
}

void SocketClient::unheard(Connection& connection, Error error) {
  if (fallback_ != nullptr) return fall_back(connection, std::move(error.message));
  requests_.answer_later(connection, std::move(error));
}

void SocketClient::fall_back(Connection& connection, std::string reason) {
  fallback_reason_ = std::move(reason);
  // One that it starts was not there before.
  if (connection.request->command.starts_server()) connection.not_through = false;
  connection.forwarded =
      fallback_->run(std::move(*connection.request), [this, &connection](Result<Reply> result) {
        connection.forwarded = 0;
        if (connection.not_through && result && error_of(*result).code != Errc::no_server) ++failed_;
        requests_.finish(connection, std::move(result));
      });
}

void SocketClient::release(Connection& connection) {
  connection.look_again.stop();
  connection.lost_since.reset();
  connection.not_through = false;
  if (std::exchange(connection.connected, false)) {
    connection.exchange.close();
    requests_.give_back_place();
  }
  if (connection.forwarded != 0) fallback_->cancel(std::exchange(connection.forwarded, 0));
}

void SocketClient::shorten_deadlines(std::chrono::milliseconds left) {
  requests_.shorten_deadlines(left);
  if (fallback_ != nullptr) fallback_->shorten_deadlines(left);
}

}  // namespace smcp::tmux
