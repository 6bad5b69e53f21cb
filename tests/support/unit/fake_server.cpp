#include "support/unit/fake_server.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <utility>

#include "support/failure.hpp"

namespace smcp::test {
namespace {

std::uint32_t word_at(std::string_view bytes, std::size_t at) {
  std::uint32_t word = 0;
  std::memcpy(&word, bytes.data() + at, sizeof word);
  return word;
}

template <typename Number>
std::string raw(Number value) {
  return std::string(reinterpret_cast<const char*>(&value), sizeof value);
}

}  // namespace

std::string frame(std::uint32_t type, std::string_view payload) {
  return raw(type) + raw(static_cast<std::uint32_t>(16 + payload.size())) + raw(std::uint32_t{8}) +
         raw(std::uint32_t{0xffff'ffff}) + std::string(payload);
}

std::string number(std::int32_t value) {
  return raw(value);
}

std::string write_open(std::int32_t stream, std::int32_t descriptor) {
  return frame(303, number(stream) + number(descriptor) + number(0) + std::string(1, '\0'));
}

std::string write(std::int32_t stream, std::string_view bytes) {
  return frame(304, number(stream).append(bytes));
}

std::string exit_with(std::int32_t status, std::string_view message) {
  return frame(203, number(status).append(message).append(message.empty() ? 0 : 1, '\0'));
}

std::string old_output(std::uint32_t type, std::string_view bytes) {
  std::string payload = raw(static_cast<std::int64_t>(bytes.size())).append(bytes);
  payload.resize(8 + 8192);
  return frame(type, payload);
}

void FakeServer::Peer::send(std::string_view bytes) {
  if (fd_ &&
      ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT) !=
          static_cast<ssize_t>(bytes.size()) &&
      errno != EPIPE)
    fail_errno("the fake server cannot send");
}

void FakeServer::Peer::send_in_pieces(std::vector<std::string> pieces) {
  server_.slow_ = this;
  server_.pieces_ = std::move(pieces);
  server_.sender_.start();
}

void FakeServer::Peer::close() {
  poll_.reset();
  fd_.reset();
}

std::string FakeServer::Peer::command() const {
  const auto found =
      std::find_if(frames.begin(), frames.end(), [](const Frame& one) { return one.type == 200; });
  if (found == frames.end()) return {};
  std::string words = found->payload.substr(4, found->payload.size() - 5);
  std::replace(words.begin(), words.end(), '\0', ' ');
  return words;
}

std::size_t FakeServer::Peer::count(std::uint32_t type) const {
  return static_cast<std::size_t>(
      std::count_if(frames.begin(), frames.end(), [type](const Frame& one) { return one.type == type; }));
}

void FakeServer::Peer::readable() {
  std::array<char, 65536> chunk;
  const ssize_t size = ::recv(fd_.get(), chunk.data(), chunk.size(), MSG_DONTWAIT);
  if (size < 0 && errno == EAGAIN) return;
  if (size <= 0) {
    ended = true;
    return close();
  }
  rest_.append(chunk.data(), static_cast<std::size_t>(size));
  while (rest_.size() >= 16 && word_at(rest_, 4) <= rest_.size()) {
    const std::size_t length = word_at(rest_, 4);
    if (length < 16) fail("a client's message is shorter than its header");
    frames.push_back({word_at(rest_, 0), rest_.substr(16, length - 16)});
    rest_.erase(0, length);
    if (server_.script_) server_.script_(*this, Frame(frames.back()));
    if (!fd_) return;
  }
}

FakeServer::FakeServer(uv::Loop& loop, Script script)
    : loop_(loop), script_(std::move(script)), sender_(loop, [this] { send_next_piece(); }) {
  auto poll = std::make_unique<uv_poll_t>();
  if (uv_poll_init(loop_.raw(), poll.get(), listener_.fd()) != 0) fail("uv_poll_init");
  poll_.reset(poll.release());
  poll_->data = this;
  uv_poll_start(poll_.get(), UV_READABLE,
                [](uv_poll_t* handle, int, int) { static_cast<FakeServer*>(handle->data)->accept_all(); });
  uv_unref(reinterpret_cast<uv_handle_t*>(poll_.get()));
}

FakeServer::~FakeServer() = default;

void FakeServer::accept_all() {
  for (Fd fd = listener_.accept(); fd; fd = listener_.accept()) {
    Peer& peer = peers.emplace_back(*this, std::move(fd));
    most_at_once = std::max(most_at_once, open_connections());
    if (on_accept) on_accept(peer);
    if (!reads || !peer.fd_) continue;
    auto poll = std::make_unique<uv_poll_t>();
    if (uv_poll_init(loop_.raw(), poll.get(), peer.fd_.get()) != 0) fail("uv_poll_init");
    peer.poll_.reset(poll.release());
    peer.poll_->data = &peer;
    uv_poll_start(peer.poll_.get(), UV_READABLE,
                  [](uv_poll_t* handle, int, int) { static_cast<Peer*>(handle->data)->readable(); });
    uv_unref(reinterpret_cast<uv_handle_t*>(peer.poll_.get()));
  }
}

std::size_t FakeServer::open_connections() {
  std::size_t open = 0;
  for (Peer& peer : peers) {
    pollfd state{peer.fd_.get(), POLLRDHUP, 0};
    const bool gone = !peer.fd_ || ::poll(&state, 1, 0) == 1;
    open += gone ? 0 : 1;
  }
  return open;
}

void FakeServer::send_next_piece() {
  if (pieces_.empty()) return sender_.stop();
  slow_->send(pieces_.front());
  pieces_.erase(pieces_.begin());
}

FakeServer::Script answers_with(std::string output, std::int32_t status) {
  return [output = std::move(output), status](FakeServer::Peer& peer, const Frame& message) {
    if (message.type == 200) peer.send(output.empty() ? exit_with(status) : write_open(1, 1));
    if (message.type == 305) peer.send(write(1, output) + exit_with(status));
  };
}

}  // namespace smcp::test
