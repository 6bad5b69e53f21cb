// Hears the witnesses as soon as an assertion fails: the server and the panes are then as the test found them.
#define CATCH_CONFIG_EXTERNAL_INTERFACES  // Catch2 2: listeners, which other tests can do without
#include "support/catch.hpp"
#include "support/witness.hpp"

namespace {

#if __has_include(<catch2/catch_all.hpp>)
class FailureListener final : public Catch::EventListenerBase {
 public:
  using EventListenerBase::EventListenerBase;
  void testCaseStarting(const Catch::TestCaseInfo&) override { smcp::test::expect_failure(); }
  void assertionEnded(const Catch::AssertionStats& stats) override {
    if (!stats.assertionResult.isOk()) smcp::test::hear_witnesses();
  }
};
#else
class FailureListener final : public Catch::TestEventListenerBase {
 public:
  using TestEventListenerBase::TestEventListenerBase;
  void testCaseStarting(const Catch::TestCaseInfo&) override { smcp::test::expect_failure(); }
  bool assertionEnded(const Catch::AssertionStats& stats) override {
    if (!stats.assertionResult.isOk()) smcp::test::hear_witnesses();
    return false;
  }
};
#endif

CATCH_REGISTER_LISTENER(FailureListener)

}  // namespace
