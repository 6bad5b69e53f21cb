#include "tmux/link/wire.hpp"

#include <functional>

#include "support/catch.hpp"
#include "support/hex.hpp"

// The expected bytes are written out by hand from struct imsg_hdr and tmux-protocol.h: a mistake here may
// cost a user every session.

using namespace smcp;
using namespace smcp::tmux;
using test::hex;

namespace {

/// What stands behind the length in every header: version 8, process -1.
const std::string kTail = hex("08 00 00 00 ff ff ff ff");

std::string argument_of(std::size_t bytes) {
  return std::string(bytes - 1, 'a');
}

}  // namespace

TEST_CASE("wire: an identity, byte for byte") {
  wire::Identity identity;
  identity.term = "xterm";
  identity.terminal_name = "/dev/pts/3";
  identity.directory = "/tmp";
  identity.process = 0x12345;
  std::string out = "before";
  REQUIRE(wire::append_identity(out, identity, {"A=b", "EMPTY=", "no equals sign"}));
  CHECK(out == "before" +                                                                     //
                   hex("64 00 00 00 14 00 00 00") + kTail + hex("00 00 01 00") +              // flags
                   hex("6f 00 00 00 18 00 00 00") + kTail + hex("00 00 01 00 00 00 00 00") +  // long flags
                   hex("65 00 00 00 16 00 00 00") + kTail + hex("'xterm' 00") +               // TERM
                   hex("66 00 00 00 1b 00 00 00") + kTail + hex("'/dev/pts/3' 00") +  // terminal's name
                   hex("6c 00 00 00 15 00 00 00") + kTail + hex("'/tmp' 00") +        // directory
                   hex("6d 00 00 00 14 00 00 00") + kTail + hex("00 00 00 00") +      // features
                   hex("6b 00 00 00 14 00 00 00") + kTail + hex("45 23 01 00") +      // process
                   hex("69 00 00 00 14 00 00 00") + kTail + hex("'A=b' 00") +         // environment
                   hex("69 00 00 00 17 00 00 00") + kTail + hex("'EMPTY=' 00") +      //
                   hex("69 00 00 00 1f 00 00 00") + kTail + hex("'no equals sign' 00"));
}

TEST_CASE("wire: an identity of nothing still names a terminal, or tmux would crash") {
  std::string out;
  REQUIRE(wire::append_identity(out, {}, {}));
  CHECK(out.find(hex("65 00 00 00 11 00 00 00") + kTail + hex("00")) != std::string::npos);
  CHECK(out.find(hex("66 00 00 00 11 00 00 00") + kTail + hex("00")) != std::string::npos);
  CHECK(out.find(hex("6c 00 00 00 11 00 00 00") + kTail + hex("00")) != std::string::npos);
}

TEST_CASE("wire: flags over 32 bits go whole into the long ones, cut into the others") {
  std::string out;
  wire::Identity identity;
  identity.flags = 0x8'0001'0000ULL;
  REQUIRE(wire::append_identity(out, identity, {}));
  CHECK(out.starts_with(hex("64 00 00 00 14 00 00 00") + kTail + hex("00 00 01 00") +
                        hex("6f 00 00 00 18 00 00 00") + kTail + hex("00 00 01 00 08 00 00 00")));
}

TEST_CASE("wire: the other messages, byte for byte") {
  std::string out;
  SECTION("the identity's end") {
    wire::append_identity_done(out);
    CHECK(out == hex("6a 00 00 00 10 00 00 00") + kTail);
  }
  SECTION("a terminal's capability") {
    REQUIRE(wire::append_terminfo(out, "cup=\033[H"));
    CHECK(out == hex("70 00 00 00 18 00 00 00") + kTail + hex("'cup=' 1b '[H' 00"));
  }
  SECTION("a command") {
    REQUIRE(wire::append_command(out, {"kill-session", "-t", "", "\xff\n;"}));
    CHECK(out == hex("c8 00 00 00 29 00 00 00") + kTail +
                     hex("04 00 00 00 'kill-session' 00 '-t' 00 00 ff 0a ';' 00"));
  }
  SECTION("a descriptor, up to 3.5a") {
    wire::append_descriptor(out, wire::Type::identify_stdin, wire::DescriptorMark::up_to_3_5);
    CHECK(out == hex("68 00 00 00 10 00 01 00") + kTail);
  }
  SECTION("a descriptor, 3.6 and later") {
    wire::append_descriptor(out, wire::Type::identify_stdout, wire::DescriptorMark::from_3_6);
    CHECK(out == hex("6e 00 00 00 10 00 00 80") + kTail);
  }
  SECTION("a header alone") {
    wire::append_empty(out, wire::Type::resize);
    wire::append_empty(out, wire::Type::exiting);
    CHECK(out == hex("d0 00 00 00 10 00 00 00") + kTail + hex("cd 00 00 00 10 00 00 00") + kTail);
  }
  SECTION("ready for output, or not") {
    wire::append_write_ready(out, 1, 0);
    wire::append_write_ready(out, 0x01020304, 9);
    CHECK(out == hex("31 01 00 00 18 00 00 00") + kTail + hex("01 00 00 00 00 00 00 00") +
                     hex("31 01 00 00 18 00 00 00") + kTail + hex("04 03 02 01 09 00 00 00"));
  }
  SECTION("input refused") {
    wire::append_read_error(out, 3, 9);
    CHECK(out == hex("2e 01 00 00 18 00 00 00") + kTail + hex("03 00 00 00 09 00 00 00"));
  }
  SECTION("input") {
    wire::append_input(out, 3, hex("'a' 00 'b'"));
    CHECK(out == hex("2d 01 00 00 17 00 00 00") + kTail + hex("03 00 00 00 'a' 00 'b'") +
                     hex("2e 01 00 00 18 00 00 00") + kTail + hex("03 00 00 00 00 00 00 00"));
  }
  SECTION("no input") {
    wire::append_input(out, 3, "");
    CHECK(out == hex("2e 01 00 00 18 00 00 00") + kTail + hex("03 00 00 00 00 00 00 00"));
  }
}

TEST_CASE("wire: input is cut where a message is full") {
  const std::string full(16'364, 'x');
  const std::string first = hex("2d 01 00 00 00 40 00 00") + kTail + hex("07 00 00 00") + full;
  const std::string end = hex("2e 01 00 00 18 00 00 00") + kTail + hex("07 00 00 00 00 00 00 00");
  std::string out;
  SECTION("exactly full") {
    wire::append_input(out, 7, full);
    CHECK(out == first + end);
  }
  SECTION("one byte more") {
    wire::append_input(out, 7, full + "y");
    CHECK(out == first + hex("2d 01 00 00 15 00 00 00") + kTail + hex("07 00 00 00 'y'") + end);
  }
  SECTION("twice full") {
    wire::append_input(out, 7, full + full);
    CHECK(out == first + first + end);
  }
}

TEST_CASE("wire: input for tmux up to 3.0a is whole structures, the last one empty") {
  // struct msg_stdin_data: a ssize_t and 8192 bytes; 16 + 8 + 8192 = 0x2018.
  const std::string header = hex("d4 00 00 00 18 20 00 00") + kTail;
  const std::string end = header + std::string(8, '\0') + std::string(8192, '\0');
  std::string out;
  SECTION("none") {
    wire::append_old_input(out, "");
    CHECK(out == end);
  }
  SECTION("a little") {
    wire::append_old_input(out, "abc");
    CHECK(out == header + hex("03 00 00 00 00 00 00 00 'abc'") + std::string(8189, '\0') + end);
  }
  SECTION("exactly one, and one byte more") {
    const std::string full(8192, 'x');
    const std::string first = header + hex("00 20 00 00 00 00 00 00") + full;
    wire::append_old_input(out, full);
    CHECK(out == first + end);
    out.clear();
    wire::append_old_input(out, full + "y");
    CHECK(out == first + header + hex("01 00 00 00 00 00 00 00 'y'") + std::string(8191, '\0') + end);
  }
}

TEST_CASE("wire: an argument vector fits to the last byte, and not one more") {
  std::string out = "before";
  REQUIRE(wire::append_command(out, {argument_of(16'364)}));
  CHECK(out == "before" + hex("c8 00 00 00 00 40 00 00") + kTail + hex("01 00 00 00") + argument_of(16'364) +
                   hex("00"));
  out = "before";
  SECTION("one argument") {
    CHECK(wire::append_command(out, {argument_of(16'365)}).error().code == Errc::too_large);
  }
  SECTION("several") {
    CHECK(wire::append_command(out, {"ls", argument_of(16'361)}).ok());
    out = "before";
    CHECK(wire::append_command(out, {"ls", argument_of(16'362)}).error().code == Errc::too_large);
  }
  SECTION("empty ones") {
    CHECK(wire::append_command(out, std::vector<std::string>(16'364)).ok());
    out = "before";
    CHECK(wire::append_command(out, std::vector<std::string>(16'365)).error().code == Errc::too_large);
  }
  SECTION("a number so large that a sum could overflow") {
    CHECK(wire::append_command(out, std::vector<std::string>(100'000, argument_of(16'000))).error().code ==
          Errc::too_large);
  }
  CHECK(out == "before");
}

TEST_CASE("wire: a NUL is refused wherever it stands, and nothing is appended") {
  const std::string at_start("\0abc", 4);
  const std::string inside("a\0bc", 4);
  const std::string at_end("abc\0", 4);
  const std::string alone("\0", 1);
  const auto text = GENERATE_COPY(at_start, inside, at_end, alone);
  std::string out = "before";
  const auto refused = [](const Status& status) {
    return !status && status.error().code == Errc::invalid_argument;
  };
  CHECK(refused(wire::append_command(out, {text})));
  CHECK(refused(wire::append_command(out, {"ls", "-F", text, "x"})));
  CHECK(refused(wire::append_terminfo(out, "cap=" + text)));
  CHECK(refused(wire::append_identity(out, {}, {"A=b", text})));
  wire::Identity identity;
  auto& field =
      GENERATE_REF(std::ref(identity.term), std::ref(identity.terminal_name), std::ref(identity.directory))
          .get();
  field = text;
  CHECK(refused(wire::append_identity(out, identity, {})));
  CHECK(out == "before");
}

TEST_CASE("wire: a string of an identity fits to the last byte, and not one more") {
  const std::string fits(16'367, 'd');
  std::string wire::Identity::*const field =
      GENERATE(&wire::Identity::term, &wire::Identity::terminal_name, &wire::Identity::directory);
  wire::Identity identity;
  identity.*field = fits;
  std::string out;
  REQUIRE(wire::append_identity(out, identity, {}));
  CHECK(out.find(hex("00 40 00 00") + kTail + fits + hex("00")) != std::string::npos);
  identity.*field = fits + "d";
  out = "before";
  CHECK(wire::append_identity(out, identity, {"A=b"}).error().code == Errc::too_large);
  CHECK(out == "before");
  const std::string capability = "d=" + fits.substr(2);
  CHECK(wire::append_terminfo(out, capability).ok());
  out = "before";
  CHECK(wire::append_terminfo(out, capability + "d").error().code == Errc::too_large);
  CHECK(out == "before");
}

TEST_CASE("wire: a variable that no message can hold is left out, its neighbours are not") {
  const std::string fits = "F=" + std::string(16'365, 'v');
  std::string bare;
  REQUIRE(wire::append_identity(bare, {}, {}));
  std::string out;
  REQUIRE(wire::append_identity(out, {}, {"A=b", fits + "v", fits, "C=d"}));
  CHECK(out == bare + hex("69 00 00 00 14 00 00 00") + kTail + hex("'A=b' 00") +
                   hex("69 00 00 00 00 40 00 00") + kTail + fits + hex("00") +
                   hex("69 00 00 00 14 00 00 00") + kTail + hex("'C=d' 00"));
}
