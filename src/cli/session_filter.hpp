// Which sessions `sessions` is about. Pure.
#pragma once

#include <cstdint>
#include <optional>

namespace smcp::cli {

struct SessionFilter {
  bool own = false;                    ///< only those that we have made
  std::optional<std::int64_t> idle{};  ///< only those in which nothing has come or gone for so many seconds
};

}  // namespace smcp::cli
