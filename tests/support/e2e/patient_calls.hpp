// Calls that may take longer than one on a server that is near and alone.
#pragma once

#include <string>
#include <string_view>

#include "support/e2e/live_server.hpp"

namespace smcp::test {

/// Makes a call that must succeed, and returns its result.
[[nodiscard]] inline Json call_ok(ServerProcess& server, std::string_view tool, std::string_view arguments) {
  Json result = server.call(tool, arguments, kPatience * 2);
  INFO(tool << " " << arguments << ": " << text_of(result));
  REQUIRE_FALSE(is_error(result));
  return result;
}

/// Makes a call that must fail, and returns its text.
[[nodiscard]] inline std::string call_error(ServerProcess& server, std::string_view tool,
                                            std::string_view arguments) {
  const Json result = server.call(tool, arguments, kPatience * 2);
  INFO(tool << " " << arguments << ": " << text_of(result));
  REQUIRE(is_error(result));
  return text_of(result);
}

/// The object about a result: the last block.
[[nodiscard]] inline Json call_about(ServerProcess& server, std::string_view tool,
                                     std::string_view arguments) {
  const Json result = call_ok(server, tool, arguments);
  return Json::parse(text_of(result, result["content"].size() - 1));
}

}  // namespace smcp::test
