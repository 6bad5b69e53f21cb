#include "tmux/act/typing_lock.hpp"

#include "support/catch.hpp"

using namespace smcp::tmux;

TEST_CASE("a lock is read back, and is not taken for another's") {
  const TypingLock lock = TypingLock::make(1000);
  CHECK(lock.text().ends_with(" 1000"));
  CHECK(TypingLock::parse(lock.text())->token == lock.token);
  CHECK(TypingLock::parse(lock.text())->second == 1000);
  CHECK(TypingLock::make(1000).token != lock.token);
  for (const char* other : {"", " ", "k4f9q2", "k4f9q2 ", " 1000", "k4f9q2 x", "k4f9q2 1000 ", "k4f9q2 -1",
                            "k4f9q2 -9223372036854775808", "k4f9q2 9223372036854775807"}) {
    INFO(other);
    CHECK_FALSE(TypingLock::parse(other));
  }
}

TEST_CASE("a lock stands for its time, and one from the future until then") {
  const TypingLock lock{"k4f9q2", 1000};
  CHECK(lock.stands(1000));
  CHECK(lock.stands(1010));
  CHECK_FALSE(lock.stands(1011));
  CHECK(lock.stands(999));
}
