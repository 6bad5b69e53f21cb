// What tmux's server demands of a client's bytes, read from its sources and written apart from the encoder:
// up to 3.5a it exits, with every session, where one of these does not hold.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tmux/attach/identify.hpp"

namespace smcp::wire_test {

/// Empty if `bytes` are whole messages of a one-shot client that no version of tmux finds fault with, from
/// its identity to its command; else what is wrong.
[[nodiscard]] std::string fault_in_request(std::string_view bytes);
/// The same for a client that attaches, and for where its sends begin and end.
[[nodiscard]] std::string fault_in_identification(const std::vector<tmux::Send>& sends);
/// The same for answers to READ_OPEN, WRITE_OPEN and the old STDIN.
[[nodiscard]] std::string fault_in_answers(std::string_view bytes);

}  // namespace smcp::wire_test
