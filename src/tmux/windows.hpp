// The windows of one session.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tmux/request_chain.hpp"

namespace smcp::tmux {

struct Window {
  std::uint32_t index = 0;
  bool active = false;
  std::uint32_t panes = 0;
  std::string name;  ///< as tmux stores it: any character
};

/// In order of their indexes. Errc::not_found if there is no session of exactly this name.
void list_windows(const Chain& chain, const std::string& session,
                  UniqueFunction<void(Result<std::vector<Window>>)> done);

}  // namespace smcp::tmux
