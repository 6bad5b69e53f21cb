// Whatever an identification holds, and whatever terminal it brings along, tmux serves on with all its
// sessions.

#include <algorithm>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "support/catch.hpp"
#include "support/rounds.hpp"
#include "support/wire/frame_rules.hpp"
#include "support/wire/random_request.hpp"
#include "support/wire/raw_attach.hpp"
#include "tmux/attach/terminal_description.hpp"

using namespace smcp;
using namespace smcp::wire_test;

namespace {

constexpr int kIdentifications = 800;

/// The descriptor that is to be a client's input and output, of any kind, and its other side.
test::FdPair some_descriptor(RequestMaker& random) {
  switch (random.up_to(5)) {
    case 0:
      return test::socket_pair();
    case 1:
      return test::pipe_to_child();
    case 2:
      return {{}, test::open_file("/dev/null", O_RDWR)};
    default:
      break;
  }
  test::FdPair terminal = test::pseudo_terminal();
  const auto number = [&random](std::size_t most) { return static_cast<unsigned short>(random.up_to(most)); };
  const bool large = random.one_in(20);
  const winsize size{number(large ? 1000 : 100), number(large ? 2000 : 300), 0, 0};
  ioctl(terminal.ours.get(), TIOCSWINSZ, &size);
  return terminal;
}

/// Our own description with parts left out, changed, out of order, or added. No `%` in what is made up: tmux
/// would take it for parameters, which is the business of who writes a description down.
std::vector<std::string> some_description(RequestMaker& random) {
  std::vector<std::string> made;
  const bool complete = random.one_in(2);
  for (const auto capability : tmux::terminal_description()) {
    if (complete || !random.one_in(20)) made.emplace_back(capability);
  }
  const auto harmless = [&random](std::size_t most) {
    std::string text = random.bytes(random.up_to(most));
    std::replace(text.begin(), text.end(), '%', '.');
    return text;
  };
  while (random.one_in(3)) {
    std::string name = harmless(8) + "x";
    std::replace(name.begin(), name.end(), '=', '-');
    made.push_back(name + "=" + harmless(random.one_in(10) ? 2000 : 40));
    std::swap(made.back(), made[random.up_to(made.size() - 1)]);
  }
  return made;
}

struct RandomIdentification {
  RandomIdentification(RequestMaker& random, const LiveTmux& live)
      : identification(random.one_in(2) ? showing(live) : keeping(live)), texts(some_description(random)) {
    tmux::wire::Identity& identity = identification.identity;
    if (random.one_in(5)) identity.flags ^= tmux::wire::kFlagUtf8;
    if (random.one_in(5)) identity.flags ^= tmux::wire::kFlagControl;
    if (random.one_in(3)) identity.term = random.bytes(random.up_to(20));
    if (random.one_in(3)) identity.terminal_name = random.bytes(random.up_to(tmux::kMaxTerminalName));
    if (random.one_in(3)) identity.directory = "/" + random.bytes(random.up_to(80));
    if (random.one_in(10)) identification.command[3] = "=nowhere";
    if (random.one_in(5)) identification.command.pop_back();  // a flag that lacks its words, or -r
    if (identification.server < tmux::kDescribedTerminals && random.one_in(2)) return;
    description.assign(texts.begin(), texts.end());
    identification.description = description;
  }
  RandomIdentification(const RandomIdentification&) = delete;
  RandomIdentification& operator=(const RandomIdentification&) = delete;

  tmux::Identification identification;
  std::vector<std::string> texts;
  std::vector<std::string_view> description;
};

}  // namespace

TEST_CASE("any identification that the encoder makes leaves tmux and its sessions alone") {
  const std::uint64_t seed = test::chosen_seed();
  INFO("repeat with SESSIONS_MCP_TEST_SEED=" << seed);
  const LiveTmux live;
  RequestMaker random(seed);
  for (int number = 0; number < kIdentifications; ++number) {
    INFO("identification " << number);
    const RandomIdentification made(random, live);
    const auto sends = tmux::make_identification(made.identification);
    REQUIRE(sends);
    REQUIRE(fault_in_identification(*sends) == "");
    const std::size_t last = sends->back().bytes.size();
    const std::size_t whole = size_of(*sends);
    const std::size_t size = random.one_in(3) ? random.up_to(whole - last) : whole;
    const Leaving leaving = random.one_in(4) ? Leaving::killed : kLeavings[random.up_to(2)];
    send_and_leave(live, *sends, size, some_descriptor(random), leaving);
    if (number % 10 == 0) REQUIRE(live.serves());
  }
  CHECK(live.harm() == "");
}
