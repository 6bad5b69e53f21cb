#include "tmux/link/wire_decoder.hpp"

#include <limits>
#include <memory>
#include <vector>

#include "support/catch.hpp"
#include "support/hex.hpp"

using namespace smcp;
using namespace smcp::tmux;
using test::hex;
using wire::Decoder;
using wire::Message;

namespace {

struct Seen {
  std::uint32_t type;
  std::uint32_t version;
  std::string payload;
  bool operator==(const Seen&) const = default;
};

Seen seen(const Message& message) {
  return {static_cast<std::uint32_t>(message.type), message.protocol_version, std::string(message.payload)};
}

std::string header_word(std::uint32_t value) {
  return std::string(reinterpret_cast<const char*>(&value), sizeof value);
}

/// A header with any length in it.
std::string header(std::uint32_t type, std::uint32_t length) {
  return header_word(type) + header_word(length) + header_word(8) + header_word(0xffff'ffff);
}

std::string frame(std::uint32_t type, const std::string& payload) {
  return header(type, static_cast<std::uint32_t>(16 + payload.size())) + payload;
}

struct Fed {
  std::vector<Seen> messages;
  bool good = true;
  bool whole = true;
};

Fed feed(const std::vector<std::string>& pieces) {
  Fed fed;
  Decoder decoder;
  for (const auto& piece : pieces) {
    // A copy of the exact size: ASan sees a view that leaves its piece.
    const std::vector<char> exact(piece.begin(), piece.end());
    fed.good = decoder.feed({exact.data(), exact.size()}, [&](const Message& message) {
      fed.messages.push_back(seen(message));
      return true;
    });
  }
  fed.whole = decoder.between_messages();
  return fed;
}

const std::string kStream =
    frame(303, hex("01 00 00 00 01 00 00 00 00 00 00 00 00")) + frame(304, hex("01 00 00 00 'text' 0a")) +
    frame(999, "") + frame(304, hex("01 00 00 00") + std::string(500, 'x')) + frame(203, hex("00 00 00 00"));

}  // namespace

TEST_CASE("decoder: frames, whole") {
  const Fed fed = feed({kStream});
  CHECK(fed.good);
  CHECK(fed.whole);
  REQUIRE(fed.messages.size() == 5);
  CHECK(fed.messages[0] == Seen{303, 8, hex("01 00 00 00 01 00 00 00 00 00 00 00 00")});
  CHECK(fed.messages[1] == Seen{304, 8, hex("01 00 00 00 'text' 0a")});
  CHECK(fed.messages[2] == Seen{999, 8, ""});
  CHECK(fed.messages[4] == Seen{203, 8, hex("00 00 00 00")});
}

TEST_CASE("decoder: the same byte by byte, and cut at every point") {
  const auto expected = feed({kStream}).messages;
  std::vector<std::string> bytes;
  for (const char byte : kStream) bytes.emplace_back(1, byte);
  CHECK(feed(bytes).messages == expected);
  bool same = true;
  for (std::size_t cut = 0; cut <= kStream.size(); ++cut) {
    const Fed fed = feed({kStream.substr(0, cut), kStream.substr(cut)});
    same = same && fed.good && fed.whole && fed.messages == expected;
  }
  CHECK(same);
  // Two cuts: a frame in three pieces, header and payload.
  same = true;
  for (std::size_t first = 0; first < 60; ++first) {
    for (std::size_t second = first; second < 120; ++second) {
      same = same &&
             feed({kStream.substr(0, first), kStream.substr(first, second - first), kStream.substr(second)})
                     .messages == expected;
    }
  }
  CHECK(same);
}

TEST_CASE("decoder: knows whether it is within a message") {
  const std::string one = frame(203, hex("00 00 00 00"));
  for (std::size_t cut = 0; cut <= one.size(); ++cut) {
    CHECK(feed({one + one.substr(0, cut)}).whole == (cut == 0 || cut == one.size()));
    CHECK(feed({one.substr(0, 7), one.substr(7) + one.substr(0, cut)}).whole ==
          (cut == 0 || cut == one.size()));
  }
}

TEST_CASE("decoder: a length is taken without the bit for a descriptor, in the newer form only") {
  CHECK(feed({header(304, 0x8000'0014) + "abcd"}).messages == std::vector{Seen{304, 8, "abcd"}});
  CHECK_FALSE(feed({header(304, 0x0001'0014) + "abcd"}).good);
}

TEST_CASE("decoder: the version is the low byte of the peer's number") {
  const std::string bytes = header_word(12) + header_word(16) + header_word(0xabcd'ef07) + header_word(1);
  CHECK(feed({bytes}).messages == std::vector{Seen{12, 7, ""}});
}

TEST_CASE("decoder: no length is trusted") {
  const auto length = GENERATE(0U, 1U, 15U, 16'385U, 0xffffU, 0x1'0010U, 0x7fff'ffffU, 0x8000'0000U,
                               0x8000'000fU, 0x8000'4001U, 0xffff'ffffU);
  CAPTURE(length);
  const std::string bad = header(304, length) + std::string(100, 'x');
  const std::string good = frame(203, hex("00 00 00 00"));
  CHECK_FALSE(feed({bad}).good);
  CHECK(feed({bad}).messages.empty());
  CHECK(feed({good + bad}).messages.size() == 1);
  CHECK_FALSE(feed({good + bad}).good);
  for (std::size_t cut = 1; cut < 20; ++cut) {
    CHECK_FALSE(feed({bad.substr(0, cut), bad.substr(cut)}).good);
    // A decoder that has failed stays failed.
    const Fed fed = feed({bad.substr(0, cut), bad.substr(cut), good});
    CHECK_FALSE(fed.good);
    CHECK(fed.messages.empty());
  }
}

TEST_CASE("decoder: the longest message there is") {
  const std::string bytes = frame(304, std::string(16'368, 'x'));
  REQUIRE(bytes.size() == 16'384);
  const auto cut = GENERATE(std::size_t{0}, std::size_t{1}, std::size_t{15}, std::size_t{16}, std::size_t{17},
                            std::size_t{16'383});
  const Fed fed = feed({bytes.substr(0, cut), bytes.substr(cut) + bytes});
  CHECK(fed.good);
  REQUIRE(fed.messages.size() == 2);
  CHECK(fed.messages[0].payload.size() == 16'368);
  CHECK(fed.messages[1].payload.size() == 16'368);
}

TEST_CASE("decoder: a sink that stops gets no more of that piece") {
  for (std::size_t cut = 0; cut < 29; ++cut) {  // within the first message
    Decoder decoder;
    int count = 0;
    const auto once = [&](const Message&) {
      ++count;
      return false;
    };
    CHECK(decoder.feed(std::string_view(kStream).substr(0, cut), once));
    CHECK(decoder.feed(std::string_view(kStream).substr(cut), once));
    CHECK(count == 1);
    CHECK(decoder.between_messages());
  }
}

TEST_CASE("decoder: a sink may destroy it") {
  const auto cut = GENERATE(std::size_t{0}, std::size_t{5}, std::size_t{20});
  auto decoder = std::make_unique<Decoder>();
  const auto destroy = [&](const Message&) {
    decoder.reset();
    return false;
  };
  REQUIRE(decoder->feed(std::string_view(kStream).substr(0, cut), destroy));
  CHECK(decoder->feed(std::string_view(kStream).substr(cut), destroy));
  CHECK_FALSE(decoder);
}

TEST_CASE("decoder: reset makes it as new") {
  const std::string begin = GENERATE(as<std::string>(), kStream.substr(0, 5), kStream.substr(0, 20),
                                     kStream.substr(0, 40), header(1, 3), header(1, 0xffff'ffff) + "more");
  Decoder decoder;
  static_cast<void>(decoder.feed(begin, [](const Message&) { return true; }));
  decoder.reset();
  CHECK(decoder.between_messages());
  std::vector<Seen> messages;
  CHECK(decoder.feed(kStream, [&](const Message& message) {
    messages.push_back(seen(message));
    return true;
  }));
  CHECK(messages == feed({kStream}).messages);
}

TEST_CASE("decoder: EXIT") {
  REQUIRE(wire::parse_exit(""));
  CHECK(wire::parse_exit("")->status == 0);
  for (std::size_t size = 1; size < 4; ++size) CHECK_FALSE(wire::parse_exit(std::string(size, '\1')));
  CHECK(wire::parse_exit(hex("01 00 00 00"))->status == 1);
  CHECK(wire::parse_exit(hex("01 00 00 00"))->message.empty());
  CHECK(wire::parse_exit(hex("ff ff ff ff"))->status == -1);
  CHECK(wire::parse_exit(hex("00 00 00 80"))->status == std::numeric_limits<std::int32_t>::min());
  CHECK(wire::parse_exit(hex("00 00 00 00 'access not allowed' 00"))->message == "access not allowed");
  CHECK(wire::parse_exit(hex("00 00 00 00 'not ended'"))->message == "not ended");
  CHECK(wire::parse_exit(hex("00 00 00 00 00 'behind'"))->message.empty());
}

TEST_CASE("decoder: READ_OPEN and WRITE_OPEN") {
  for (std::size_t size = 0; size < 8; ++size) CHECK_FALSE(wire::parse_read_open(std::string(size, '\1')));
  for (std::size_t size = 0; size < 12; ++size) CHECK_FALSE(wire::parse_write_open(std::string(size, '\1')));
  const auto input = wire::parse_read_open(hex("03 00 00 00 00 00 00 00"));
  REQUIRE(input);
  CHECK(input->stream == 3);
  CHECK(input->descriptor == 0);
  const auto file = wire::parse_write_open(hex("ff ff ff 7f ff ff ff ff 00 00 00 00 '/path' 00"));
  REQUIRE(file);
  CHECK(file->stream == 0x7fff'ffff);
  CHECK(file->descriptor == -1);
  CHECK(wire::parse_write_open(hex("ff ff ff ff 01 00 00 00 00 00 00 00"))->stream == -1);
}

TEST_CASE("decoder: WRITE") {
  for (std::size_t size = 0; size < 4; ++size) CHECK_FALSE(wire::parse_write(std::string(size, '\1')));
  CHECK(wire::parse_write(hex("02 00 00 00"))->bytes.empty());
  CHECK(wire::parse_write(hex("fe ff ff ff 'a' 00 'b'"))->stream == -2);
  CHECK(wire::parse_write(hex("fe ff ff ff 'a' 00 'b'"))->bytes == hex("'a' 00 'b'"));
}

TEST_CASE("decoder: STDOUT and STDERR of tmux up to 3.0a") {
  const std::string data = "text" + std::string(8188, '\0');
  CHECK(wire::parse_old_output(hex("04 00 00 00 00 00 00 00") + data) == "text");
  CHECK(wire::parse_old_output(hex("00 00 00 00 00 00 00 00") + data) == "");
  CHECK(wire::parse_old_output(hex("00 20 00 00 00 00 00 00") + data)->size() == 8192);
  for (const auto* const size :
       {"01 20 00 00 00 00 00 00", "ff ff ff ff ff ff ff ff", "00 00 00 00 00 00 00 80",
        "ff ff ff ff ff ff ff 7f", "04 00 00 00 01 00 00 00", "00 20 00 00 ff ff ff ff"}) {
    CAPTURE(size);
    CHECK_FALSE(wire::parse_old_output(hex(size) + data));
  }
  const std::string whole = hex("04 00 00 00 00 00 00 00") + data;
  CHECK_FALSE(wire::parse_old_output(""));
  CHECK_FALSE(wire::parse_old_output(whole.substr(0, 7)));
  CHECK_FALSE(wire::parse_old_output(whole.substr(0, 12)));
  CHECK_FALSE(wire::parse_old_output(whole.substr(0, whole.size() - 1)));
  CHECK_FALSE(wire::parse_old_output(whole + "x"));
}
