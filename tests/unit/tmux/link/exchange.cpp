#include "tmux/link/exchange.hpp"

#include <cerrno>
#include <cstring>

#include "support/catch.hpp"
#include "support/unit/talk.hpp"

using namespace smcp;
using namespace smcp::tmux;
using test::exit_with;
using test::Frame;
using test::has;
using test::number;
using test::old_output;
using test::says;
using test::Talk;
using test::write_open;
using Peer = test::FakeServer::Peer;

TEST_CASE("exchange: what is printed comes after the server has been told to go on") {
  Talk talk([](Peer& peer, const Frame& message) {
    if (message.type == 200) peer.send(write_open(1, 1));
    if (message.type == 305) peer.send(test::write(1, "one\n") + test::write(1, "two\n") + exit_with(0));
  });
  talk.run();
  CHECK(talk.output == "one\ntwo\n");
  CHECK(talk.status() == 0);
  CHECK(talk.endings == 1);
  const auto& frames = talk.server.peers.front().frames;
  std::vector<std::uint32_t> types;
  for (const auto& one : frames) types.push_back(one.type);
  CHECK(types == std::vector<std::uint32_t>{100, 111, 101, 102, 108, 109, 107, 106, 200, 305});
  CHECK(frames.back().payload == number(1) + number(0));
}

TEST_CASE("exchange: output before it was asked for, and cut anywhere") {
  const std::string all = write_open(1, 1) + test::write(1, "some") + write_open(2, 2) +
                          test::write(2, "wrong\r\n") + test::frame(306, number(1)) +
                          test::write(1, " text") + exit_with(7);
  const auto check = [](Talk& talk) {
    talk.run();
    CHECK(talk.output == "some text");
    CHECK(talk.status() == 7);
    CHECK(talk.error_output() == "wrong");
  };
  SECTION("whole") {
    Talk talk(says(all));
    check(talk);
  }
  SECTION("byte by byte") {
    std::vector<std::string> bytes;
    for (const char byte : all) bytes.emplace_back(1, byte);
    Talk talk([&](Peer& peer, const Frame& message) {
      if (message.type == 200) peer.send_in_pieces(bytes);
    });
    check(talk);
  }
  SECTION("cut at every point") {
    for (std::size_t cut = 1; cut < all.size(); ++cut) {
      Talk talk([&](Peer& peer, const Frame& message) {
        if (message.type == 200) peer.send_in_pieces({all.substr(0, cut), all.substr(cut)});
      });
      check(talk);
    }
  }
}

TEST_CASE("exchange: the messages of tmux up to 3.0a") {
  Talk talk(
      says(old_output(213, "one\n") + old_output(211, "wrong\n") + old_output(213, "two\n") + exit_with(1)));
  talk.run();
  CHECK(talk.output == "one\ntwo\n");
  CHECK(talk.error_output() == "wrong");
  CHECK(talk.status() == 1);
  CHECK(talk.server.peers.front().frames.back().type == 200);
}

TEST_CASE("exchange: input of every size, once, and its end") {
  const auto size = GENERATE(std::size_t{0}, std::size_t{1}, std::size_t{16'364}, std::size_t{16'365},
                             std::size_t{1U << 20U});
  std::string input(size, ' ');
  for (std::size_t i = 0; i < size; ++i) input[i] = static_cast<char>(i * 7 + i / 256);
  std::string got;
  SECTION("3.1 and later") {
    Talk talk([&](Peer& peer, const Frame& message) {
      if (message.type == 200) peer.send(test::frame(300, number(3) + number(0) + std::string(1, '\0')));
      if (message.type == 301) got += message.payload.substr(4);
      if (message.type == 302) peer.send(exit_with(0));
    });
    talk.run(input);
    CHECK(got == input);
    CHECK(talk.status() == 0);
    const auto& peer = talk.server.peers.front();
    CHECK(peer.count(302) == 1);
    CHECK(peer.frames.back() == Frame{302, number(3) + number(0)});
  }
  SECTION("up to 3.0a") {
    Talk talk([&](Peer& peer, const Frame& message) {
      if (message.type == 200) peer.send(test::frame(212));
      if (message.type != 212) return;
      REQUIRE(message.payload.size() == 8200);
      std::int64_t count = 0;
      std::memcpy(&count, message.payload.data(), sizeof count);
      got += message.payload.substr(8, static_cast<std::size_t>(count));
      if (count == 0) peer.send(exit_with(0));
    });
    talk.run(input);
    CHECK(got == input);
    CHECK(talk.status() == 0);
  }
}

TEST_CASE("exchange: whoever asks for the input again finds its end") {
  int asked = 0;
  Talk talk([&](Peer& peer, const Frame& message) {
    if (message.type == 200 || (message.type == 302 && ++asked == 1))
      peer.send(test::frame(300, number(3 + asked) + number(0)));
    if (message.type == 302 && asked == 2) peer.send(exit_with(0));
  });
  talk.run("text");
  CHECK(talk.server.peers.front().count(301) == 1);
  CHECK(talk.server.peers.front().count(302) == 2);
}

TEST_CASE("exchange: standard output as a file's stream, and files refused") {
  Talk talk([](Peer& peer, const Frame& message) {
    if (message.type == 200) peer.send(write_open(3, 1));
    if (message.type == 305 && peer.count(305) == 1) peer.send(test::write(3, "text") + write_open(4, -1));
    if (message.type == 305 && peer.count(305) == 2) peer.send(test::frame(300, number(5) + number(-1)));
    if (message.type == 302) peer.send(exit_with(1));
  });
  talk.run("secret");
  CHECK(talk.output == "text");
  CHECK(talk.status() == 1);
  const auto& frames = talk.server.peers.front().frames;
  REQUIRE(frames.size() == 12);
  CHECK(frames[9] == Frame{305, number(3) + number(0)});
  CHECK(frames[10] == Frame{305, number(4) + number(EBADF)});
  CHECK(frames[11] == Frame{302, number(5) + number(EBADF)});
}

TEST_CASE("exchange: standard error is kept to its bound") {
  std::string bytes = write_open(2, 2);
  for (int i = 0; i < 5; ++i) bytes += test::write(2, std::string(5000, 'e'));
  Talk talk(says(bytes + exit_with(1)));
  talk.run();
  CHECK(talk.error_output().size() == kMaxErrorOutput);
}

TEST_CASE("exchange: what later versions add is passed over, what is not for us is not") {
  SECTION("unknown") {
    Talk talk(says(test::frame(308, number(1) + number(0)) + test::frame(70'000) + exit_with(0)));
    talk.run();
    CHECK(talk.status() == 0);
  }
  SECTION("known") {
    const auto type = GENERATE(0U, 100U, 200U, 201U, 207U, 301U, 302U, 305U);
    Talk talk(says(test::frame(type) + exit_with(0)));
    talk.run();
    CHECK(has(talk.error(), "which sessions-mcp does not understand"));
    CHECK_FALSE(talk.ending->unheard);
  }
}

TEST_CASE("exchange: a message in an unknown form ends it, and the request is not repeated") {
  const auto bytes = GENERATE(as<std::string>(), test::frame(203, "ab"), test::frame(303, number(1)),
                              test::frame(304, "a"), test::frame(300, "abcd"), test::frame(213, "short"),
                              test::write(7, "nobody opened this"), "no frames of tmux's at all");
  Talk talk(says(write_open(1, 1) + bytes + exit_with(0)));
  talk.run();
  REQUIRE(talk.ending);
  CHECK(talk.ending->result.error().code == Errc::io);
  CHECK_FALSE(talk.ending->unheard);
}

TEST_CASE("exchange: another version of the protocol is named, with ours") {
  std::string version = test::frame(12);
  version[8] = 9;
  SECTION("at once: nothing was heard") {
    Talk talk(says(version, true));
    talk.run();
    CHECK(has(talk.error(), "version 9"));
    CHECK(has(talk.error(), "version 8"));
    CHECK(talk.ending->unheard);
  }
  SECTION("after an answer: something was") {
    Talk talk(says(write_open(1, 1) + version));
    talk.run();
    CHECK_FALSE(talk.ending->unheard);
  }
}
