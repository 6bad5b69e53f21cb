// uv::LocalSocket: descriptors that travel with the bytes.
#include <fcntl.h>
#include <poll.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include "support/catch.hpp"
#include "support/fd.hpp"
#include "support/unit/socket_pair.hpp"

using namespace smcp;
using test::Fd;
using test::numbered;
using test::SocketPair;

namespace {

bool same_file(int one, int other) {
  struct stat first {};
  struct stat second {};
  return ::fstat(one, &first) == 0 && ::fstat(other, &second) == 0 && first.st_ino == second.st_ino &&
         first.st_dev == second.st_dev;
}

}  // namespace

TEST_CASE("local socket: a descriptor travels with the first of its bytes") {
  const Fd file = test::open_file("/dev/null", O_RDWR);
  SocketPair pair;
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
  SocketPair pair;
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
