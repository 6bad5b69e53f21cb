// Text in lines that fit a terminal's width. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace smcp {

/// `text` with line breaks between its words, so that no line is longer than `width` characters unless a word is.
/// Its first line begins in column `at`, where the caller has written as much, the others are indented by `indent`.
/// Line breaks of `text` stay. Nothing is added at the end.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t at, std::size_t indent,
                                  std::size_t width);

/// How many characters a text has: each valid sequence of UTF-8 is one.
[[nodiscard]] std::size_t characters_in(std::string_view text);

}  // namespace smcp
