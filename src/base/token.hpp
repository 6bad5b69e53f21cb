// Random names, for jobs, typing locks, tmux buffers and marks in answers. No other program on the same tmux
// server makes the same ones, not even another server of ours in another container.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace smcp {

/// The characters of a token: none has a special meaning in a shell, a tmux format or a target.
inline constexpr std::string_view kTokenLetters = "abcdefghijklmnopqrstuvwxyz0123456789";

/// A token of `size` letters, from the system's source of randomness. Six letters give two thousand million
/// possibilities, which is enough within one pane; use twelve or more where many tokens share one space.
[[nodiscard]] std::string fresh_token(std::size_t size);

/// Whether `text` could be a token of this size.
[[nodiscard]] bool is_token(std::string_view text, std::size_t size);

}  // namespace smcp
