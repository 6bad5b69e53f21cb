// What --help prints.
#pragma once

#include <string_view>

namespace smcp::cli {

[[nodiscard]] std::string_view help_text();

}  // namespace smcp::cli
