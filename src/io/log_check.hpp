// Whether a file can be appended to, or made, as the log of a pane; asked without blocking.
#pragma once

#include <string>

#include "io/path_check.hpp"

namespace smcp::uv {

/// Refused if `path` is there and is no regular file, or a link to none, or may not be written; or if it is not there and
/// its folder is not, or nothing may be made in it. Nothing is opened or made: a device might take that for more than a
/// question. Errors call the file `shown`.
[[nodiscard]] PathCheck::Question log_question(const std::string& path, const std::string& shown);

}  // namespace smcp::uv
