// The version of a tmux server, on which parts of the protocol depend. Pure.
#pragma once

#include <compare>
#include <optional>
#include <string_view>

namespace smcp::tmux {

/// A version without the letter of a patch release: 3.3a is 3.3.
struct ServerVersion {
  int major = 0;
  int minor = 0;

  auto operator<=>(const ServerVersion&) const =
      default;  // NOLINT(modernize-use-nullptr): clang-tidy 14 errs
};

/// From this version on, clients send a description of their terminal, and have flags such as ignore-size.
inline constexpr ServerVersion kDescribedTerminals{3, 2};
/// From this version on, frames mark an attached descriptor by another bit.
inline constexpr ServerVersion kNewDescriptorMark{3, 6};

/// Parses `#{version}`: "3.3a", "3.6-rc", "next-3.6" (in development towards it), "master" (in development,
/// 3.0 and earlier), "openbsd-7.6" (the release of the system that this tmux is part of). Nothing for any
/// other form.
[[nodiscard]] std::optional<ServerVersion> parse_server_version(std::string_view text);

}  // namespace smcp::tmux
