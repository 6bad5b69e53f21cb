// The answer of a call that waits: wait_for, and send_keys with wait_for or wait_seconds.
#pragma once

#include <string>

#include "support/e2e/live_server.hpp"
#include "support/request.hpp"

namespace smcp::test {

struct Waited {
  std::string text;  ///< "" if there is only the second block
  Json about;
  [[nodiscard]] std::string outcome() const { return about["outcome"].string(); }
  [[nodiscard]] std::string cursor() const { return about["cursor"].string(); }
};

inline Waited waited(const Json& result) {
  INFO(text_of(result));
  REQUIRE_FALSE(is_error(result));
  const std::size_t blocks = result["content"].size();
  return {blocks == 2 ? text_of(result) : "", Json::parse(text_of(result, blocks - 1))};
}

inline Waited wait(LiveServer& live, const std::string& arguments) {
  return waited(live.server.call("wait_for", arguments));
}

}  // namespace smcp::test
