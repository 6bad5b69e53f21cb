// Whether a tmux server could be started where its socket belongs.
#pragma once

#include <string>

#include "tmux/link/endpoint.hpp"

namespace smcp::cli {

/// Why a server could not create its socket; "" if it could. tmux creates its own folder, but no other.
[[nodiscard]] std::string why_no_socket(const tmux::Endpoint& endpoint);

}  // namespace smcp::cli
