// Libraries of tests/support/preload, which are loaded into the server before anything else and stand in for the system.
#pragma once

#include <string>
#include <string_view>

namespace smcp::test {

/// The library of this name, such as "yama": a value for LD_PRELOAD.
[[nodiscard]] std::string preloaded(std::string_view name);

/// Whether the server under test can be made to load it. Not if it was built with sanitizers, which want to be loaded first
/// (then the library is not there), nor if it is a static program, which loads nothing. It warns if not.
[[nodiscard]] bool can_preload(std::string_view name);

}  // namespace smcp::test
