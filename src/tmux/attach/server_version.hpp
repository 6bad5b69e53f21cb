// Which tmux a server is: the parts of its protocol that differ depend on it. Pure.
#pragma once

#include <compare>
#include <optional>
#include <string_view>

namespace smcp::tmux {

/// Without the letter of a correction: 3.3a is 3.3.
struct ServerVersion {
  int major = 0;
  int minor = 0;

  auto operator<=>(const ServerVersion&) const =
      default;  // NOLINT(modernize-use-nullptr): clang-tidy 14 errs
};

/// From here on clients send their terminal's description, and have flags such as ignore-size.
inline constexpr ServerVersion kDescribedTerminals{3, 2};
/// From here on a frame says in another way that a descriptor travels with it.
inline constexpr ServerVersion kNewDescriptorMark{3, 6};

/// What `#{version}` gives: "3.3a", "3.6-rc", "next-3.6" (on the way to it), "master" (on the way to 3.0 and
/// before), "openbsd-7.6" (the release of the system, which tmux is a part of). Nothing for any other form.
[[nodiscard]] std::optional<ServerVersion> parse_server_version(std::string_view text);

}  // namespace smcp::tmux
