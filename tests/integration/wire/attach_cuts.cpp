// A client that ends anywhere in its identification, or right after it, in whatever way it goes, leaves tmux
// and its sessions alone.

#include <functional>

#include "support/catch.hpp"
#include "support/wire/frame_rules.hpp"
#include "support/wire/raw_attach.hpp"

using namespace smcp;
using namespace smcp::wire_test;

namespace {

struct Kind {
  const char* name;
  std::vector<tmux::Send> sends;
  std::function<test::FdPair()> descriptors;
};

std::vector<Kind> kinds(const LiveTmux& live) {
  auto shown = tmux::make_identification(showing(live));
  auto kept = tmux::make_identification(keeping(live));
  REQUIRE(shown);
  REQUIRE(kept);
  return {{"showing", *shown, test::pseudo_terminal}, {"keeping", *kept, test::socket_pair}};
}

/// Where a send begins or ends, and the bytes beside; and every `step`th byte.
bool is_tried(const std::vector<tmux::Send>& sends, std::size_t size, std::size_t step) {
  if (size % step == 0) return true;
  std::size_t end = 0;
  for (const tmux::Send& send : sends) {
    end += send.bytes.size();
    if (size + 1 >= end && size <= end + 1) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("an identification is made of messages that no tmux finds fault with") {
  const LiveTmux live;
  for (const Kind& kind : kinds(live)) CHECK(fault_in_identification(kind.sends) == "");
}

// The last send is whole or not there at all: tmux up to 3.5a would not survive a half of it, which is why
// there is none (identify.hpp).
TEST_CASE("an identification cut at any byte before its last send leaves tmux and its sessions alone") {
  const LiveTmux live;
  for (const Kind& kind : kinds(live)) {
    const std::size_t last = size_of(kind.sends) - kind.sends.back().bytes.size();
    for (const Leaving leaving : kLeavings) {
      INFO(kind.name << ", way " << static_cast<int>(leaving));
      // A process or a round trip for each byte would take its time.
      const std::size_t step = leaving == Leaving::closes ? 1 : 7;
      for (std::size_t size = 0; size <= last; ++size) {
        if (is_tried(kind.sends, size, step))
          send_and_leave(live, kind.sends, size, kind.descriptors(), leaving);
      }
      REQUIRE(live.serves());
    }
  }
  CHECK(live.harm() == "");
}

TEST_CASE("an identification whose client ends at once leaves tmux and its sessions alone") {
  const LiveTmux live;
  for (const Kind& kind : kinds(live)) {
    for (const Leaving leaving : kLeavings) {
      INFO(kind.name << ", way " << static_cast<int>(leaving));
      for (int round = 0; round < 200; ++round)
        send_and_leave(live, kind.sends, size_of(kind.sends), kind.descriptors(), leaving);
      REQUIRE(live.serves());
    }
  }
  CHECK(live.harm() == "");
}
