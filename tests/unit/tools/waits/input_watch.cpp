// When a wait ends because a program asks for input, and how often that is checked.
#include "tools/waits/input_watch.hpp"

#include <vector>

#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::tools;
using namespace std::chrono_literals;
using shell::InputAwaited;

namespace {

const InputWatch::Time kBegan = std::chrono::steady_clock::now();

}  // namespace

TEST_CASE("input watch: a program that reads and has been quiet asks for input") {
  for (const auto enough : {InputAwaited::surely, InputAwaited::perhaps}) {
    InputWatch watch(enough, kBegan);
    CHECK_FALSE(watch.is_due(kBegan + InputWatch::kQuietQuestion - 1ms));
    CHECK_FALSE(watch.judge(InputAwaited::surely, kBegan + InputWatch::kQuietQuestion - 1ms));
    CHECK(watch.is_due(kBegan + InputWatch::kQuietQuestion));
    CHECK(watch.judge(InputAwaited::surely, kBegan + InputWatch::kQuietQuestion) ==
          kBegan + InputWatch::kQuietQuestion);
    watch.printed(kBegan + 5s);
    CHECK_FALSE(watch.is_due(kBegan + 5999ms));
    CHECK(watch.judge(InputAwaited::surely, kBegan + 6s) == kBegan + 6s);
  }
}

TEST_CASE(
    "input watch: a program that takes keys may be asking after a longer time, if that is sure enough") {
  InputWatch watch(InputAwaited::perhaps, kBegan);
  CHECK_FALSE(watch.judge(InputAwaited::perhaps, kBegan + 2999ms));
  CHECK(watch.is_due(kBegan + 3000ms));
  CHECK(watch.judge(InputAwaited::perhaps, kBegan + 3000ms) == kBegan + 3000ms);
  InputWatch sure(InputAwaited::surely, kBegan);
  CHECK_FALSE(sure.judge(InputAwaited::perhaps, kBegan + 1h));
  InputWatch never(InputAwaited::no, kBegan);
  CHECK_FALSE(never.is_due(kBegan + 1h));
  CHECK_FALSE(never.judge(InputAwaited::surely, kBegan + 1h));
}

TEST_CASE("input watch: a shell at its prompt has come to rest soon") {
  InputWatch watch(InputAwaited::surely, kBegan);
  CHECK_FALSE(watch.is_shell_due(kBegan + InputWatch::kQuietShell - 1ms));
  CHECK(watch.is_shell_due(kBegan + InputWatch::kQuietShell));
  watch.printed(kBegan + 5s);
  CHECK_FALSE(watch.is_shell_due(kBegan + 5s + InputWatch::kQuietShell - 1ms));
  CHECK_FALSE(InputWatch(InputAwaited::no, kBegan).is_shell_due(kBegan + 1h));
}

TEST_CASE("what may have been drawn holds up one that takes keys, and no question") {
  InputWatch watch(InputAwaited::perhaps, kBegan);
  watch.may_have_drawn(kBegan + 2s);
  CHECK_FALSE(watch.judge(InputAwaited::perhaps, kBegan + 4s));
  CHECK_FALSE(watch.is_due(kBegan + 4999ms));
  CHECK(watch.judge(InputAwaited::perhaps, kBegan + 5s) == kBegan + 5s);
  watch.may_have_drawn(kBegan + 8s);
  CHECK(watch.judge(InputAwaited::surely, kBegan + 8s) == kBegan + 1s);
}

TEST_CASE("who waits for input is asked ever more seldom while nothing is printed") {
  InputWatch watch(InputAwaited::perhaps, kBegan);
  std::vector<std::chrono::milliseconds> asked;
  for (auto at = 0ms; at <= 60s; at += 250ms) {
    if (!watch.is_due(kBegan + at)) continue;
    asked.push_back(at);
    CHECK_FALSE(watch.judge(InputAwaited::no, kBegan + at));
  }
  CHECK(asked == std::vector<std::chrono::milliseconds>{1s, 3s, 6s, 12s, 22s, 32s, 42s, 52s});
}
