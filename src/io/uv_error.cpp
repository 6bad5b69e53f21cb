#include "io/uv_error.hpp"

#include <cstdio>
#include <cstdlib>

#include <uv.h>

namespace smcp::uv {

std::string error_text(std::ptrdiff_t status) {
  return uv_strerror(static_cast<int>(status));
}

bool is_shortage(int status) {
  return status == UV_EMFILE || status == UV_ENFILE || status == UV_ENOBUFS || status == UV_ENOMEM;
}

void check(int status, const char* what) {
  if (status == 0) return;
  std::fprintf(stderr, "sessions-mcp: %s: %s\n", what, uv_strerror(status));
  std::abort();
}

}  // namespace smcp::uv
