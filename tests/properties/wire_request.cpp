// Whatever a request holds, tmux serves on with all its sessions.

#include <sstream>

#include "support/catch.hpp"
#include "support/rounds.hpp"
#include "support/wire/frame_rules.hpp"
#include "support/wire/live_tmux.hpp"
#include "support/wire/random_request.hpp"
#include "support/wire/raw_client.hpp"

using namespace smcp;
using namespace smcp::wire_test;
namespace wire = smcp::tmux::wire;

namespace {

constexpr int kRequests = 6000;

std::string printable(const std::vector<std::string>& argv) {
  std::ostringstream text;
  for (const auto& word : argv) {
    text << " \"";
    for (const char byte : word.substr(0, 200)) {
      if (byte >= ' ' && byte < 0x7f) {
        text << byte;
      } else {
        text << "\\x" << std::hex << static_cast<int>(static_cast<unsigned char>(byte));
      }
    }
    text << "\"" << (word.size() > 200 ? "…" : "");
  }
  return text.str();
}

/// Nothing if the encoder refuses, which it must do exactly where no message can hold it.
std::string encoded(const RandomRequest& request) {
  const auto has_nul = [](const std::string& text) { return text.find('\0') != std::string::npos; };
  std::size_t size = 0;
  bool nul = false;
  for (const auto& word : request.argv) {
    size += word.size() + 1;
    nul = nul || has_nul(word);
  }
  std::string bytes;
  const bool identified = wire::append_identity(bytes, request.identity, request.environment).ok();
  CHECK(identified == (request.identity.directory.size() < 16'368));
  wire::append_identity_done(bytes);
  const std::string before = bytes;
  const bool commanded = wire::append_command(bytes, request.argv).ok();
  CHECK(commanded == (size <= 16'364 && !nul));
  if (!commanded) CHECK(bytes == before);
  return identified && commanded ? bytes : std::string();
}

}  // namespace

TEST_CASE("any request that the encoder makes leaves tmux and its sessions alone") {
  const std::uint64_t seed = test::chosen_seed();
  INFO("repeat with SESSIONS_MCP_TEST_SEED=" << seed);
  const LiveTmux live;
  RequestMaker maker(seed);
  int sent = 0;
  int refused = 0;
  int failed = 0;
  for (int number = 0; sent < kRequests; ++number) {
    const RandomRequest request = maker.next();
    INFO("request " << number << ":" << printable(request.argv));
    const std::string bytes = encoded(request);
    if (bytes.empty()) {
      ++refused;
      continue;
    }
    const std::string fault = fault_in_request(bytes);
    REQUIRE(fault == "");
    const RawClient client(live.socket());
    if (client.server() != live.server()) FAIL("another server answers");
    client.send(bytes);
    const Talk talk = client.talk(request.input);
    if (!talk.exited || talk.bad_bytes) FAIL("tmux does not answer to the end");
    if (!talk.fault_in_answer.empty()) FAIL(talk.fault_in_answer);
    ++sent;
    failed += talk.status == 0 ? 0 : 1;
  }
  CHECK(live.harm() == "");
  // Requests that are all refused, by us or by tmux, would show nothing.
  CHECK(refused > 0);
  CHECK(refused < kRequests / 10);
  CHECK(failed > kRequests / 20);
  CHECK(failed < kRequests * 19 / 20);
}
