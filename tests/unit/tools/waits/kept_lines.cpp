// Which of the lines that came are kept for the answer of a wait.
#include "tools/waits/kept_lines.hpp"

#include "support/catch.hpp"

using smcp::tools::KeptLines;

TEST_CASE("kept lines: the newest, and the others are counted") {
  KeptLines kept(2);
  CHECK(kept.text().empty());
  CHECK(kept.newest().empty());
  kept.add("a");
  kept.add("");
  CHECK(kept.text() == "a\n");
  CHECK(kept.newest().empty());
  kept.add("c");
  CHECK(kept.text() == "\nc");
  CHECK(kept.count() == 2);
  CHECK(kept.skipped() == 1);
  kept.skip(3);
  CHECK(kept.skipped() == 4);
}

TEST_CASE("kept lines: their bytes are bounded, but for the newest line") {
  KeptLines kept(10);
  const std::string half(KeptLines::kMaxBytes / 2, 'x');
  kept.add(half);
  kept.add(half);
  CHECK(kept.count() == 2);
  kept.add("y");
  CHECK(kept.count() == 2);
  CHECK(kept.skipped() == 1);
  kept.add(std::string(2 * KeptLines::kMaxBytes, 'z'));
  CHECK(kept.count() == 1);
  CHECK(kept.newest().size() == 2 * KeptLines::kMaxBytes);
}

TEST_CASE("kept lines: the last one is taken back") {
  KeptLines kept(10);
  CHECK_FALSE(kept.take_back_last());
  kept.add("a");
  kept.add("b");
  CHECK(kept.take_back_last() == "b");
  CHECK(kept.text() == "a");
  CHECK(kept.take_back_last() == "a");
  CHECK_FALSE(kept.take_back_last());
  CHECK(kept.skipped() == 0);
}
