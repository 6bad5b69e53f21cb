// Questions to a person at a terminal that end with `[y/N]`.
#pragma once

#include <string_view>

namespace smcp::cli {

/// To be called before the question is shown: what was typed before that is no answer to it.
void drop_typed_ahead();

/// Whether the line, without its end, is a yes; everything else is a no.
[[nodiscard]] bool is_yes(std::string_view line);

}  // namespace smcp::cli
