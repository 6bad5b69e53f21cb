#include "support/temp_dir.hpp"

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "support/failure.hpp"

namespace smcp::test {

// Directly in /tmp, whatever $TMPDIR says: a socket's path must stay below 108 bytes.
TempDir::TempDir() : path_("/tmp/smcp-test-XXXXXX") {
  if (mkdtemp(path_.data()) == nullptr) fail_errno("mkdtemp");
}

TempDir::~TempDir() {
  std::error_code ignored;  // a file that a dying job still writes is not a test failure
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace smcp::test
