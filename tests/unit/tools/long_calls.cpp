#include "tools/long_calls.hpp"

#include "support/catch.hpp"

using namespace smcp::tools;

namespace {

struct Counted final : LongCall {
  explicit Counted(LongCalls& all, int& answered_, int& dropped_)
      : calls(&all), answered(answered_), dropped(dropped_) {}
  void answer_now() override {
    ++answered;
    if (self) calls->remove(self);
    self = nullptr;
  }
  void drop() override {
    ++dropped;
    if (self) calls->remove(self);
    self = nullptr;
  }
  LongCalls* calls;
  int& answered;
  int& dropped;
  std::shared_ptr<LongCall> self;  ///< as a call that removes itself has it
};

}  // namespace

TEST_CASE("long calls may remove themselves while all answer, and those that are left are dropped") {
  int answered = 0;
  int dropped = 0;
  {
    LongCalls calls;
    for (int i = 0; i < 3; ++i) {
      auto call = std::make_shared<Counted>(calls, answered, dropped);
      call->self = call;
      calls.add(call);
    }
    calls.answer_now();
    CHECK(answered == 3);
    CHECK(calls.size() == 0);
    auto left = std::make_shared<Counted>(calls, answered, dropped);
    left->self = left;
    calls.add(std::move(left));
  }
  CHECK(dropped == 1);
  CHECK(answered == 3);
}
