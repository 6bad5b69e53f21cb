// Telling output from the echo of a typed line that it is joined with. Pure.
//
// bash writes no line break after a command line that ends exactly at the right margin: the cursor is at the
// beginning of the next row already. To tmux, the first line of output is the rest of the command line then:
//
//    on the screen, 20 cells wide      as one line
//    $ echo one; echo two              $ echo one; echo twoone
//    one                               two
//    two
//
// Where a typed text ends at a right margin, what follows it is a line of its own.
//
// zsh does the opposite: it breaks a line at each right margin, so that to tmux each row is a line. Rows that are
// full, and the one below them, may be one echo.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "text/trim.hpp"
#include "text/typed_echo.hpp"

namespace smcp::tools {

class JoinedEcho {
 public:
  /// Upper bound on what stands before a typed text, in bytes: a prompt. It bounds the search in long lines.
  static constexpr std::size_t kMaxPrompt = 1024;

  /// The row of the cursor before something was typed, or after it.
  struct Row {
    std::uint64_t fingerprint = 0;
    unsigned bits = 0;      ///< how many of its bits are known
    std::size_t cells = 0;  ///< of the rows above it that belong to the same line
  };

  JoinedEcho() = default;
  /// `lines` were typed in a pane that is `width` cells wide. Prompts are known by what they end with, and that in
  /// `row` by its text.
  JoinedEcho(std::vector<TypedLine> lines, std::size_t width, std::optional<Row> row)
      : lines_(std::move(lines)), width_(width), row_(row) {}

  /// Passes on `line` in parts, and with each whether it is an echo that the next one is joined with: where a
  /// command prints nothing, that is the next prompt. Those that end within the first `told` cells are left out.
  template <typename OnPart>
  void split(std::string_view line, std::size_t told, OnPart on_part) const {
    std::size_t cells = 0;
    while (const auto end = end_in(line, cells)) {
      cells += end->cells;
      if (cells > told) on_part(tmux::trimmed(line.substr(0, end->bytes)), true);
      line.remove_prefix(end->bytes);
    }
    on_part(line, false);
  }

  /// Whether `text` is a prompt and a typed line.
  [[nodiscard]] bool is_echo(std::string_view text) const { return prompt_of(text, 0).has_value(); }
  /// Whether `line` ends at the right margin, so that the next one may go on with it.
  [[nodiscard]] bool is_full(std::string_view line) const;
  /// Upper bound on an echo, in bytes.
  [[nodiscard]] std::size_t longest() const;

 private:
  struct End {
    std::size_t bytes = 0;
    std::size_t cells = 0;  ///< whole rows
  };
  /// Where the echo ends with which `line` begins, behind so many cells of the whole line; nothing if it is not an
  /// echo and more.
  [[nodiscard]] std::optional<End> end_in(std::string_view line, std::size_t cells) const;
  /// How long the prompt is, in bytes, if `text` is one and a typed line.
  [[nodiscard]] std::optional<std::size_t> prompt_of(std::string_view text, std::size_t cells) const;
  [[nodiscard]] bool ends_with_row(std::string_view text, std::size_t cells) const;

  std::vector<TypedLine> lines_;
  std::size_t width_ = 0;
  std::optional<Row> row_;
};

}  // namespace smcp::tools
