// libuv's errors, which are negative numbers.
#pragma once

#include <cstddef>
#include <string>

namespace smcp::uv {

/// libuv's text for a negative error, such as "no such file or directory".
[[nodiscard]] std::string error_text(std::ptrdiff_t status);

/// Whether a libuv error means a lack of descriptors or memory, which may become available again soon.
[[nodiscard]] bool is_shortage(int status);

/// Aborts, with a message that begins with `what`, unless `status` is 0. For what fails only for lack of memory
/// or descriptors at the start, or by misuse: neither can be recovered.
void check(int status, const char* what);

}  // namespace smcp::uv
