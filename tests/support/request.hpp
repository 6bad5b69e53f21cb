// JSON-RPC requests of both eras, as one line each without the newline.
#pragma once

#include <string>
#include <string_view>

#include "support/json.hpp"

namespace smcp::test {

inline constexpr std::string_view kStateless = "2026-07-28";

/// A request after a handshake, without `_meta`. `params` is a JSON object, or empty for none at all.
[[nodiscard]] std::string request(std::string_view id, std::string_view method, std::string_view params = {});
[[nodiscard]] std::string notification(std::string_view method, std::string_view params = {});

/// A stateless request: `_meta` with what revision 2026-07-28 requires precedes the members of `params`.
[[nodiscard]] std::string stateless_request(std::string_view id, std::string_view method,
                                            std::string_view params = "{}");

[[nodiscard]] std::string initialize_request(std::string_view id, std::string_view revision);
[[nodiscard]] std::string call_request(std::string_view id, std::string_view tool,
                                       std::string_view arguments = "{}");
[[nodiscard]] std::string stateless_call_request(std::string_view id, std::string_view tool,
                                                 std::string_view arguments = "{}");

}  // namespace smcp::test
