#include "support/slow_link.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <list>
#include <netinet/tcp.h>
#include <poll.h>
#include <random>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "support/loopback.hpp"

namespace smcp::test {
namespace {

/// After which TCP sends again what was lost, at the least.
constexpr milliseconds kSentAgain{200};

Fd tcp_socket() {
  return Fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
}

void send_at_once(const Fd& socket) {
  const int on = 1;
  ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

}  // namespace

/// What the thread does.
class SlowLink::Relay {
 public:
  Relay(SlowLink& link, std::uint16_t port, milliseconds delay, Weather weather)
      : link_(link), port_(port), delay_(delay), weather_(weather) {}

  void run() {
    while (!link_.over_) {
      wait();
      if (weather_.broken_every > milliseconds{0} && Clock::now() >= next_break_) {
        if (!connections_.empty()) ++link_.breaks_;
        connections_.clear();
        next_break_ = after_a_while();
      }
      if (link_.cut_ || cut_left() > milliseconds{0}) continue;
      for (auto& one : connections_) {
        for (Lane& lane : one.lanes) lane.to = lane.deliver() ? lane.to : -1;
      }
      connections_.remove_if(
          [](const Connection& one) { return one.lanes[0].to < 0 && one.lanes[1].to < 0; });
    }
  }

 private:
  struct Piece {
    Clock::time_point due;
    std::string bytes;  ///< "" is the end
    std::uint64_t crossing;
  };

  /// The last crossing that one side has seen the end of.
  using Seen = std::atomic<std::uint64_t>;

  /// One way of a connection.
  struct Lane {
    int from = -1;
    int to = -1;
    const Seen* sender = nullptr;
    Seen* receiver = nullptr;
    std::deque<Piece> on_the_way = {};
    bool ended = false;

    void read(milliseconds delay) {
      std::array<char, 65536> chunk;
      const ssize_t size = ::read(from, chunk.data(), chunk.size());
      ended = size <= 0;
      on_the_way.push_back({Clock::now() + delay,
                            std::string(chunk.data(), ended ? 0 : static_cast<std::size_t>(size)),
                            *sender + 1});
    }
    /// False at the end.
    bool deliver() {
      while (!on_the_way.empty() && on_the_way.front().due <= Clock::now()) {
        std::string_view bytes = on_the_way.front().bytes;
        if (bytes.empty()) {
          ::shutdown(to, SHUT_WR);
          return false;
        }
        *receiver = std::max(receiver->load(), on_the_way.front().crossing);
        while (!bytes.empty()) {
          const ssize_t size = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
          if (size <= 0) return false;
          bytes.remove_prefix(static_cast<std::size_t>(size));
        }
        on_the_way.pop_front();
      }
      return true;
    }
  };

  struct Connection {
    Fd near;
    Fd far;
    std::array<Lane, 2> lanes;
  };

  void wait() {
    std::vector<pollfd> ready = {{link_.listener_.get(), POLLIN, 0}, {link_.waker_.theirs.get(), POLLIN, 0}};
    std::vector<Lane*> lanes;
    auto due = weather_.broken_every > milliseconds{0} ? next_break_ : Clock::now() + kPatience;
    for (auto& one : connections_) {
      for (Lane& lane : one.lanes) {
        if (!lane.on_the_way.empty() && lane.to >= 0) due = std::min(due, lane.on_the_way.front().due);
        if (lane.ended) continue;
        ready.push_back({lane.from, POLLIN, 0});
        lanes.push_back(&lane);
      }
    }
    auto left = std::chrono::ceil<milliseconds>(due - Clock::now());
    if (const auto cut = cut_left(); cut > milliseconds{0}) left = cut;
    if (link_.cut_) left = kPatience;
    if (::poll(ready.data(), ready.size(), std::max(0, static_cast<int>(left.count()))) <= 0) return;
    for (std::size_t i = 0; i < lanes.size(); ++i) {
      if (ready[i + 2].revents != 0) lanes[i]->read(is_lost() ? delay_ + kSentAgain : delay_);
    }
    std::array<char, 64> words;
    if (ready[1].revents != 0)
      static_cast<void>(::read(link_.waker_.theirs.get(), words.data(), words.size()));
    if (ready[0].revents != 0) accept();
  }

  bool is_lost() { return std::uniform_int_distribution<int>(0, 99)(random_) < weather_.lost_percent; }
  Clock::time_point after_a_while() {
    const auto most = static_cast<int>(2 * weather_.broken_every.count());
    return Clock::now() + milliseconds{std::uniform_int_distribution<int>(0, most)(random_)};
  }
  /// How long the weather still cuts it.
  [[nodiscard]] milliseconds cut_left() const {
    if (weather_.cut_every == milliseconds{0}) return milliseconds{0};
    const auto since = std::chrono::floor<milliseconds>(Clock::now() - began_) % weather_.cut_every;
    return since < weather_.cut_every - weather_.cut_for ? milliseconds{0} : weather_.cut_every - since;
  }

  void accept() {
    Fd near(::accept4(link_.listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    Fd far = tcp_socket();
    const sockaddr_in address = loopback(port_);
    if (!near || ::connect(far.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
      return;
    send_at_once(near);
    send_at_once(far);
    const Lane there{near.get(), far.get(), &link_.crossings_, &far_crossings_};
    const Lane back{far.get(), near.get(), &far_crossings_, &link_.crossings_};
    connections_.push_back({std::move(near), std::move(far), {there, back}});
  }

  SlowLink& link_;
  Seen far_crossings_{0};
  std::uint16_t port_;
  milliseconds delay_;
  Weather weather_;
  Clock::time_point began_ = Clock::now();
  std::minstd_rand random_;
  Clock::time_point next_break_ = after_a_while();
  std::list<Connection> connections_;
};

SlowLink::SlowLink(std::uint16_t port, milliseconds each_way, Weather weather)
    : listener_(tcp_socket()), waker_(pipe_to_child()) {
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_.get(), generic, size) != 0 || ::listen(listener_.get(), SOMAXCONN) != 0 ||
      ::getsockname(listener_.get(), generic, &size) != 0)
    return;
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([=, this] { Relay(*this, port, each_way, weather).run(); });
}

SlowLink::~SlowLink() {
  over_ = true;
  wake();
  if (thread_.joinable()) thread_.join();
}

void SlowLink::cut(bool now) {
  cut_ = now;
  wake();
}

void SlowLink::wake() const {
  static_cast<void>(::write(waker_.ours.get(), "x", 1));
}

}  // namespace smcp::test
