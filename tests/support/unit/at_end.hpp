// Calls something when it is destroyed, as the clean-up of an abandoned flow does.
#pragma once

#include <utility>

#include "base/unique_function.hpp"

namespace smcp::test {

struct AtEnd {
  explicit AtEnd(UniqueFunction<void()> act) : at_end(std::move(act)) {}
  AtEnd(AtEnd&&) = default;
  AtEnd& operator=(AtEnd&&) = delete;
  AtEnd(const AtEnd&) = delete;
  AtEnd& operator=(const AtEnd&) = delete;
  ~AtEnd() {
    if (at_end) at_end();
  }
  UniqueFunction<void()> at_end;
};

}  // namespace smcp::test
