#include "uv_socket.hpp"

#include <array>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include "support/catch.hpp"
#include "support/deadline.hpp"
#include "unit/support/fake_server.hpp"

using namespace smcp;
using namespace std::chrono_literals;
using test::Fd;
using test::Listener;

namespace {

/// A client, and a peer that the test plays by hand.
struct Pair {
  Pair() {
    REQUIRE(client.connect(listener.path()) == 0);
    peer = listener.accept();
    REQUIRE(peer);
  }

  /// Turns the loop until `condition` holds; it may wait, so something must always be to come.
  template <typename Condition>
  [[nodiscard]] bool turn_until(Condition condition) {
    return test::wait_until([&] {
      uv_run(loop.raw(), UV_RUN_NOWAIT);
      return condition();
    });
  }
  /// What there is to read, with descriptors.
  std::string read_some(std::vector<Fd>* descriptors = nullptr) const {
    std::array<char, 50'000> chunk;
    iovec data{chunk.data(), chunk.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(8 * sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t size = ::recvmsg(peer.get(), &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    for (cmsghdr* header = CMSG_FIRSTHDR(&message); size > 0 && header != nullptr;
         header = CMSG_NXTHDR(&message, header)) {
      int fd = -1;
      std::memcpy(&fd, CMSG_DATA(header), sizeof fd);
      CHECK(header->cmsg_len == CMSG_LEN(sizeof fd));
      if (descriptors != nullptr) descriptors->emplace_back(fd);
    }
    return size <= 0 ? "" : std::string(chunk.data(), static_cast<std::size_t>(size));
  }
  void write(std::string_view bytes) const {
    REQUIRE(::send(peer.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
            static_cast<ssize_t>(bytes.size()));
  }

  uv::Loop loop;
  Listener listener;
  Fd peer;
  std::string got;
  std::optional<int> end;
  int ends = 0;
  uv::LocalSocket client{loop, [this](std::string_view bytes) { got += bytes; },
                         [this](int status) {
                           ++ends;
                           end = status;
                           CHECK_FALSE(client.is_open());
                         }};
};

std::string numbered(std::size_t size) {
  std::string text(size, ' ');
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>(i * 31 + i / 251);
  return text;
}

bool same_file(int one, int other) {
  struct stat first {};
  struct stat second {};
  return ::fstat(one, &first) == 0 && ::fstat(other, &second) == 0 && first.st_ino == second.st_ino &&
         first.st_dev == second.st_dev;
}

}  // namespace

TEST_CASE("local socket: what keeps it from connecting") {
  uv::Loop loop;
  uv::LocalSocket client(
      loop, [](std::string_view) {}, [](int) {});
  const auto refused = [&](const std::string& path, int status) {
    CHECK(client.connect(path) == status);
    CHECK_FALSE(client.is_open());
  };
  refused("/nowhere/socket", UV_ENOENT);
  refused("/dev/null", UV_ECONNREFUSED);
  refused("/dev/null/socket", UV_ENOTDIR);
  refused("/" + std::string(107, 'x'), UV_ENAMETOOLONG);
  refused("/" + std::string(106, 'x'), UV_ENOENT);
  Listener stale;
  stale.stop();
  refused(stale.path(), UV_ECONNREFUSED);
  client.send("nobody hears this");
  client.close();
  loop.run();
}

TEST_CASE("local socket: a queue that is full is UV_EAGAIN, and no wait") {
  uv::Loop loop;
  const Listener listener(0);
  std::vector<std::unique_ptr<uv::LocalSocket>> clients;
  int status = 0;
  while (status == 0) {
    REQUIRE(clients.size() < 10);
    clients.push_back(std::make_unique<uv::LocalSocket>(
        loop, [](std::string_view) {}, [](int) {}));
    status = clients.back()->connect(listener.path());
  }
  CHECK(status == UV_EAGAIN);
  const Fd first = listener.accept();
  CHECK(clients.back()->connect(listener.path()) == 0);
}

TEST_CASE("local socket: bytes go both ways, and the end comes last") {
  Pair pair;
  pair.client.send("question");
  CHECK(pair.client.sent_all());
  CHECK(pair.read_some() == "question");
  pair.write("answer");
  pair.peer.reset();
  pair.loop.run();
  CHECK(pair.got == "answer");
  CHECK(pair.end == 0);
  CHECK(pair.ends == 1);
}

TEST_CASE("local socket: more than the socket takes arrives whole and in order, however slow the peer") {
  Pair pair;
  const std::string data = numbered(3'000'000);
  const std::string_view all = data;
  pair.client.send(all.substr(0, 2'000'000));
  CHECK_FALSE(pair.client.sent_all());
  pair.client.send(all.substr(2'000'000, 1));
  pair.client.send(all.substr(2'000'001));
  pair.client.send("");
  std::string arrived;
  CHECK(pair.turn_until([&] {
    arrived += pair.read_some();
    return arrived.size() >= data.size();
  }));
  CHECK(arrived == data);
  CHECK(pair.client.sent_all());
  // It is read all the while, and afterwards.
  pair.write("answer");
  CHECK(pair.turn_until([&] { return pair.got == "answer"; }));
}

TEST_CASE("local socket: answers are read while much waits to be written") {
  Pair pair;
  pair.client.send(numbered(2'000'000));
  pair.write("answer");
  CHECK(pair.turn_until([&] { return pair.got == "answer"; }));
  CHECK_FALSE(pair.client.sent_all());
}

TEST_CASE("local socket: a descriptor travels with the first of its bytes") {
  const Fd file = test::open_file("/dev/null", O_RDWR);
  Pair pair;
  std::vector<Fd> descriptors;
  SECTION("at once") {
    pair.client.send_with_descriptor("header", file.get());
    CHECK(pair.read_some(&descriptors) == "header");
    REQUIRE(descriptors.size() == 1);
    CHECK(same_file(descriptors[0].get(), file.get()));
    CHECK(::fcntl(file.get(), F_GETFD) >= 0);  // ours stays ours
  }
  SECTION("behind what the socket does not take, one for each") {
    const std::string data = numbered(1'000'000);
    const test::FdPair pipe = test::pipe_to_child();
    {
      const Fd brief = test::open_file("/dev/null", O_RDWR);
      pair.client.send(data);
      pair.client.send_with_descriptor("first", brief.get());
    }  // closed before it has gone out
    pair.client.send_with_descriptor("second", pipe.ours.get());
    pair.client.send("last");
    std::string arrived;
    std::vector<std::size_t> places;
    CHECK(pair.turn_until([&] {
      const std::size_t before = descriptors.size();
      const std::string some = pair.read_some(&descriptors);
      arrived += some;
      if (descriptors.size() > before) places.push_back(arrived.size());
      return arrived.size() >= data.size() + 15;
    }));
    CHECK(arrived == data + "firstsecondlast");
    REQUIRE(descriptors.size() == 2);
    CHECK(same_file(descriptors[0].get(), file.get()));
    CHECK(same_file(descriptors[1].get(), pipe.ours.get()));
    // The kernel ends a read behind what came with a descriptor: each came with its own bytes.
    REQUIRE(places.size() == 2);
    CHECK(places[0] > data.size());
    CHECK(places[0] <= data.size() + 5);
    CHECK(places[1] <= data.size() + 11);
  }
  SECTION("dropped with the socket, its copy is closed") {
    test::FdPair pipe = test::pipe_to_child();
    pair.client.send(numbered(1'000'000));
    pair.client.send_with_descriptor("never", pipe.ours.get());
    pipe.ours.reset();
    pair.client.close();
    char byte = 0;
    CHECK(::read(pipe.theirs.get(), &byte, 1) == 0);  // nobody can write to it any more
  }
}

TEST_CASE("local socket: a descriptor that cannot be kept ends the writing, not what was promised with it") {
  Pair pair;
  pair.client.send(numbered(1'000'000));
  pair.client.send_with_descriptor("header that announces one", -5);
  std::string arrived;
  CHECK(pair.turn_until([&] {
    const std::string some = pair.read_some();
    arrived += some;
    pollfd state{pair.peer.get(), POLLIN | POLLRDHUP, 0};
    return some.empty() && ::poll(&state, 1, 0) == 1 && (state.revents & POLLRDHUP) != 0;
  }));
  CHECK(arrived.find("header") == std::string::npos);
}

TEST_CASE("local socket: a peer that resets: first its data, then the end") {
  Pair pair;
  pair.client.send(numbered(2'000'000));
  pair.write("last words");
  pair.peer.reset();  // with bytes of ours unread: ECONNRESET
  pair.loop.run();
  CHECK(pair.got == "last words");
  REQUIRE(pair.end);
  CHECK((*pair.end == 0 || *pair.end == UV_ECONNRESET));
  CHECK(pair.ends == 1);
}

TEST_CASE("local socket: a peer that has gone is told by the end, not by send()") {
  Pair pair;
  pair.peer.reset();
  pair.client.send("x");
  pair.client.send(numbered(1'000'000));
  CHECK(pair.client.is_open());
  pair.loop.run();
  CHECK(pair.end == UV_EPIPE);
}

TEST_CASE("local socket: either callback may close, destroy or connect it again") {
  uv::Loop loop;
  const Listener listener;
  int data = 0;
  int ends = 0;
  UniqueFunction<void()> act_on_data;
  UniqueFunction<void()> act_on_end;
  auto client = std::make_unique<uv::LocalSocket>(
      loop,
      [&](std::string_view) {
        ++data;
        if (act_on_data) act_on_data();
      },
      [&](int) {
        ++ends;
        if (act_on_end) act_on_end();
      });
  const auto serve = [&] {
    const Fd peer = listener.accept();
    CHECK(::send(peer.get(), "x", 1, MSG_NOSIGNAL) == 1);
  };
  REQUIRE(client->connect(listener.path()) == 0);
  client->send(std::string(1'000'000, 'x'));
  SECTION("close on data") {
    act_on_data = [&] { client->close(); };
    serve();
    loop.run();
    CHECK(data == 1);
    CHECK(ends == 0);
  }
  SECTION("destroy on data") {
    act_on_data = [&] { client.reset(); };
    serve();
    loop.run();
    CHECK(data == 1);
    CHECK(ends == 0);
  }
  SECTION("close on the end") {
    act_on_end = [&] { client->close(); };
    serve();
    loop.run();
    CHECK(ends == 1);
  }
  SECTION("destroy on the end") {
    act_on_end = [&] { client.reset(); };
    serve();
    loop.run();
    CHECK(ends == 1);
  }
  SECTION("connect again on data: what was to be written to the first is not written to the second") {
    act_on_data = [&] {
      if (data == 2) return;
      REQUIRE(client->connect(listener.path()) == 0);
      CHECK(client->sent_all());
      serve();
    };
    serve();
    act_on_end = [&] { client->close(); };
    while (data < 2) loop.run_once();
    act_on_data = nullptr;
    loop.run();
    CHECK(data == 2);
    CHECK(ends == 1);
  }
  SECTION("connect again on the end") {
    act_on_end = [&] {
      if (ends == 3) return;
      REQUIRE(client->connect(listener.path()) == 0);
      serve();
    };
    serve();
    loop.run();
    CHECK(ends == 3);
    CHECK(data == 3);
  }
}

TEST_CASE("local socket: closed or destroyed, it calls nobody and leaves nothing on the loop") {
  const Listener listener;
  int calls = 0;
  for (const bool destroy : {false, true}) {
    uv::Loop loop;
    auto client = std::make_unique<uv::LocalSocket>(
        loop, [&](std::string_view) { ++calls; }, [&](int) { ++calls; });
    REQUIRE(client->connect(listener.path()) == 0);
    const Fd peer = listener.accept();
    REQUIRE(::send(peer.get(), "x", 1, MSG_NOSIGNAL) == 1);
    destroy ? client.reset() : client->close();
    loop.run();
    CHECK(uv_loop_alive(loop.raw()) == 0);
  }
  CHECK(calls == 0);
}
