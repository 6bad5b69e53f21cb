// Random names: of jobs, typing locks, tmux buffers, marks in an answer. Whoever shares a tmux server with
// us, other servers of ours in other containers among them, makes none that is the same.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace smcp {

/// What a token consists of: nothing that a shell, a tmux format or a target treats in any special way.
inline constexpr std::string_view kTokenLetters = "abcdefghijklmnopqrstuvwxyz0123456789";

/// A token of this many letters, from the system's source of randomness. Six letters are two thousand million
/// possibilities, which is enough within one pane; use twelve or more where many meet.
[[nodiscard]] std::string fresh_token(std::size_t size);

/// Whether `text` could be a token of that size.
[[nodiscard]] bool is_token(std::string_view text, std::size_t size);

}  // namespace smcp
