// What a failing test tells besides its assertion: what each server under test said, what each pane showed. Told once
// for each test, to standard error.
#pragma once

#include <functional>
#include <string>

namespace smcp::test {

/// One that has something to tell as long as it lives. The last member of its owner, so that the others are still
/// there when an exception destroys it.
class Witness {
 public:
  /// `account` is called when the test fails; what it throws is told in place of it.
  explicit Witness(std::function<std::string()> account);
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;
  /// An exception that passes is the failure of a test, and Catch2 hears of it only when all witnesses are gone.
  ~Witness();

 private:
  std::function<std::string()> account_;
  friend void hear_witnesses();
};

/// Prints the accounts of all that live, if this is the first call since expect_failure().
void hear_witnesses();
/// A test begins.
void expect_failure();

}  // namespace smcp::test
