// Whether a folder can be a working directory, asked without blocking.
#pragma once

#include <string>

#include "io/path_check.hpp"

namespace smcp::uv {

/// The question, which tmux itself does not ask: it would silently start somewhere else. Refused if `path` is not
/// there, is not a directory, or may not be entered. Errors call the folder `shown`: a path may be long. `access` is
/// for tests.
[[nodiscard]] PathCheck::Question directory_question(const std::string& path, const std::string& shown,
                                                     AccessCheck::Access access = nullptr);

}  // namespace smcp::uv
