// Looks at a made-up machine, which show something when the test says so.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/unique_function.hpp"

namespace smcp::shell {

class FakeLooks {
 public:
  std::shared_ptr<void> ask(std::vector<std::string> ttys, UniqueFunction<void()> done) {
    last = std::move(ttys);
    ++count;
    auto asked = std::make_shared<UniqueFunction<void()>>(std::move(done));
    asked_ = asked;
    return asked;
  }
  /// Whether one was asked for, and neither shown nor given up.
  [[nodiscard]] bool is_asked() const { return !asked_.expired(); }
  /// The one that was asked for last is there; false if there is none.
  [[nodiscard]] bool show() {
    const auto asked = std::exchange(asked_, {}).lock();
    if (!asked) return false;
    showing_ = true;
    (*asked)();
    showing_ = false;
    return true;
  }
  [[nodiscard]] bool is_showing() const { return showing_; }

  std::vector<std::string> last;  ///< the terminals of the last one
  int count = 0;

 private:
  std::weak_ptr<UniqueFunction<void()>> asked_;
  bool showing_ = false;
};

}  // namespace smcp::shell
