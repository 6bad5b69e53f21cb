#include "base/read_file.hpp"

#include "support/catch.hpp"
#include "support/fd.hpp"
#include "support/temp_dir.hpp"

using namespace smcp;

TEST_CASE("files are read whole, and what cannot be read is nothing") {
  test::TempDir dir;
  for (const std::size_t size : {0U, 1U, 4095U, 4096U, 4097U, 20000U}) {
    test::write_file(dir / "file", std::string(size, 'x'));
    CHECK(read_whole(dir / "file") == std::string(size, 'x'));
  }
  CHECK(read_whole(dir / "none").empty());
  // Opening succeeds, reading fails: so it is in /proc when a process has just ended.
  CHECK(read_whole(dir / "").empty());
  CHECK_FALSE(read_whole("/proc/self/stat").empty());
}
