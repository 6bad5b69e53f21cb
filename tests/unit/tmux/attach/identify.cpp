#include "tmux/attach/identify.hpp"

#include <array>

#include "support/catch.hpp"
#include "support/hex.hpp"
#include "tmux/attach/terminal_description.hpp"

using namespace smcp;
using namespace smcp::tmux;
using test::hex;

namespace {

const std::string kTail = hex("08 00 00 00 ff ff ff ff");

Identification control(ServerVersion server) {
  Identification made;
  made.identity.flags = wire::kFlagUtf8 | wire::kFlagControl;
  made.server = server;
  made.command = {"attach"};
  return made;
}

}  // namespace

TEST_CASE("identify: what it is comes last, in one send with the identity's end and the command") {
  for (const ServerVersion server : {ServerVersion{3, 1}, {3, 2}, {3, 5}, {3, 6}}) {
    const auto sends = make_identification(control(server));
    REQUIRE(sends);
    const bool one = server < kSeparateOutput;  // the descriptor goes along, or the server might keep it
    REQUIRE(sends->size() == (one ? 2 : 4));
    CHECK(sends->back().with_descriptor == one);
    CHECK(sends->back().bytes.substr(one ? 16 : 0) ==
          hex("64 00 00 00 14 00 00 00") + kTail + hex("00 20 01 00") + hex("6f 00 00 00 18 00 00 00") +
              kTail + hex("00 20 01 00 00 00 00 00") +  //
              hex("6a 00 00 00 10 00 00 00") + kTail +  //
              hex("c8 00 00 00 1b 00 00 00") + kTail + hex("01 00 00 00 'attach' 00"));
    for (std::size_t i = 0; i + 1 < sends->size(); ++i) {
      CHECK((*sends)[i].bytes.find(hex("64 00 00 00 14 00 00 00")) == std::string::npos);
      CHECK((*sends)[i].bytes.find(hex("6f 00 00 00 18 00 00 00")) == std::string::npos);
      CHECK((*sends)[i].with_descriptor == (i > 0));
    }
  }
}

TEST_CASE("identify: descriptors as the server's version has them") {
  const auto descriptors = [](ServerVersion server) {
    std::string bytes;
    const auto sends = make_identification(control(server));
    REQUIRE(sends);
    for (const Send& send : *sends) {
      if (send.with_descriptor) bytes += send.bytes.substr(0, 16);
    }
    return bytes;
  };
  CHECK(descriptors({2, 9}) == hex("68 00 00 00 10 00 01 00") + kTail);
  CHECK(descriptors({3, 1}) == hex("68 00 00 00 10 00 01 00") + kTail);
  CHECK(descriptors({3, 2}) ==
        hex("68 00 00 00 10 00 01 00") + kTail + hex("6e 00 00 00 10 00 01 00") + kTail);
  CHECK(descriptors({3, 6}) ==
        hex("68 00 00 00 10 00 00 80") + kTail + hex("6e 00 00 00 10 00 00 80") + kTail);
}

TEST_CASE("identify: what a kernel might send in two parts is refused") {
  Identification identification = control({3, 3});
  const auto last = make_identification(identification);
  REQUIRE(last);
  identification.command[0] += std::string(kWholeSend - last->back().bytes.size(), 'x');
  const auto fits = make_identification(identification);
  REQUIRE(fits);
  CHECK(fits->back().bytes.size() == kWholeSend);
  identification.command[0] += 'x';
  const auto refused = make_identification(identification);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::too_large);
}

TEST_CASE("identify: a terminal's name that no tmux would survive is refused") {
  Identification identification = control({3, 3});
  identification.identity.terminal_name = std::string(kMaxTerminalName, 'x');
  CHECK(make_identification(identification));
  identification.identity.terminal_name += 'x';
  const auto refused = make_identification(identification);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::too_large);
}

TEST_CASE("identify: words that no message can hold are refused") {
  Identification identification = control({3, 3});
  SECTION("a name with a NUL") {
    identification.identity.terminal_name = std::string("/dev\0x", 6);
  }
  SECTION("an argument with a NUL") {
    identification.command.emplace_back("a\0b", 3);
  }
  const auto refused = make_identification(identification);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::invalid_argument);
}

TEST_CASE("identify: a capability without a value is refused: tmux would read past its end") {
  Identification identification = control({3, 3});
  for (const std::string_view bad : {"", "am", "=1", "="}) {
    const std::array description = {std::string_view("clear=x"), bad};
    identification.description = description;
    const auto refused = make_identification(identification);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::invalid_argument);
  }
  identification.description = terminal_description();
  CHECK(make_identification(identification));
}
