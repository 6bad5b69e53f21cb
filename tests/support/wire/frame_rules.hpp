// What tmux's server requires of a client's bytes, taken from its sources and written independently of the
// encoder. Up to 3.5a, it exits, with every session, if one of these rules is broken.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tmux/attach/identify.hpp"

namespace smcp::wire_test {

/// Empty if `bytes` are whole messages of a one-shot client, from its identity to its command, that every
/// version of tmux accepts; else what is wrong.
[[nodiscard]] std::string fault_in_request(std::string_view bytes);
/// The same for a client that attaches, and for where its sends begin and end.
[[nodiscard]] std::string fault_in_identification(const std::vector<tmux::Send>& sends);
/// The same for answers to READ_OPEN, WRITE_OPEN and the old STDIN.
[[nodiscard]] std::string fault_in_answers(std::string_view bytes);

}  // namespace smcp::wire_test
