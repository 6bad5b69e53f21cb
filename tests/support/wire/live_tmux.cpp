#include "support/wire/live_tmux.hpp"

#include <exception>

#include "support/deadline.hpp"
#include "support/failure.hpp"
#include "support/process_figures.hpp"
#include "support/wire/raw_client.hpp"

namespace smcp::wire_test {

LiveTmux::LiveTmux() {
  tmux_.start_job("witness", "seq 1 60; echo ready");
  tmux_.start_job("victim", "stty -echo; exec cat >/dev/null");
  if (!tmux_.shows("witness", "ready")) test::fail("the witness does not come up");
  tmux_.must({"set-buffer", "-b", "loaded", "text"});
  server_ = tmux_.server_pid();
  witness_ = tmux_.fingerprint("witness");
  descriptors_ = test::open_descriptors(server_);
}

bool LiveTmux::serves() const {
  try {
    const RawClient client(socket());
    if (client.server() != server_) return false;
    client.send(request({"display-message", "-p", "here"}));
    const Talk talk = client.talk();
    return talk.exited && talk.output == "here\n";
  } catch (const std::exception&) {
    return false;
  }
}

std::string LiveTmux::harm() const {
  if (!serves()) return "the server does not serve any more";
  if (tmux_.fingerprint("witness") != witness_) return "the witness is not as it was";
  // Connections of clients that have just gone, and sessions that have just ended, may take a moment to
  // disappear.
  const bool closed = test::wait_until([this] { return test::open_descriptors(server_) <= descriptors_; });
  return closed ? "" : "the server keeps descriptors";
}

}  // namespace smcp::wire_test
