// Line editors in which a control key may do anything.
#pragma once

#include <random>
#include <string>
#include <string_view>

namespace smcp::test {

/// The start-up file of `shell` (bash, zsh or fish) that binds control characters at random: to editing, to
/// running the line, to typing something and running that (`touch RAN-key` in the present directory).
/// `enter_too` also binds those that Enter sends.
[[nodiscard]] std::string random_bindings(std::string_view shell, std::mt19937& random, bool enter_too);

}  // namespace smcp::test
