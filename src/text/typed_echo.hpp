// Telling the echo of typed text from output that looks the same. Pure.
//
// What is typed shows up to two times. If the shell waits at its prompt, it shows once, in the line of the
// cursor. If something else still runs, the terminal shows it at once, in a line of its own or behind what
// stands there; and when the shell gets to read it, it shows it again behind its prompt:
//
//    sleep 2                    sleep 2
//    echo all-finished          echo all-finished
//                               $ echo all-finished
//                               all-finished
//
// Typed was "echo all-finished". The second line on the left is its echo, and so is the third one on the
// right. The last line is output: it does not end with the typed text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace smcp::tools {

/// A line that was typed. The text itself is kept nowhere.
struct TypedLine {
  std::uint32_t size = 0;  ///< in bytes
  std::uint32_t fingerprint = 0;

  [[nodiscard]] static TypedLine of(std::string_view line);
  /// Whether `line` ends with it.
  [[nodiscard]] bool is_end_of(std::string_view line) const;
  bool operator==(const TypedLine&) const = default;
};

/// Whether this may be a prompt, by what it ends with.
[[nodiscard]] bool ends_like_prompt(std::string_view before);

/// The lines of a typed text whose echo could be mistaken for output: without blank ones, and without those
/// that no terminal shows as they are (tabs, control characters).
[[nodiscard]] std::vector<TypedLine> typed_lines(std::string_view text);

/// Whether `line` shows one of these at its end, as a word of its own: behind a prompt of any kind, or in the box that a
/// program draws around its input line.
[[nodiscard]] bool shows_typed(std::string_view line, const std::vector<TypedLine>& typed);

/// How many of the first lines of `text` are the echo of `typed`: the line of the cursor, which `text` begins
/// with, ends with the first typed line; and each further one stands behind a prompt of its own (`> `, `... `).
/// A line that fills its rows, `width` cells each, may go on in the next one.
[[nodiscard]] std::size_t echoed_lines(std::string_view text, const std::vector<TypedLine>& typed,
                                       std::size_t width);

/// Which lines are echoes. Each typed line has as many as shown above, so that output that repeats it (cat, a
/// program that answers with its input) is output.
class TypedEcho {
 public:
  TypedEcho() = default;
  /// `at_prompt`: the shell was waiting at its prompt when the lines were typed.
  TypedEcho(const std::vector<TypedLine>& lines, bool at_prompt);

  /// Where a line stands.
  enum class At {
    cursor,  ///< where the cursor was before anything was typed, behind whatever stood there
    next,    ///< next below the last line that was read: what was typed last may stand there behind whatever
             ///< was printed meanwhile, if it has not shown before
    below,   ///< further down
  };

  /// Whether `line`, without trailing blanks, is an echo, which is then used up.
  bool take(std::string_view line, At at);
  /// Undoes what take() has used up since the last commit(): the lines are read once more.
  void roll_back() { used_ = committed_; }
  void commit() { committed_ = used_; }

 private:
  [[nodiscard]] bool is_newest_unseen(const TypedLine& line) const;

  struct Used {
    bool alone = false;  ///< a line that is the typed text and nothing else
    bool behind_prompt = false;
  };

  std::vector<TypedLine> lines_;
  bool at_prompt_ = false;
  std::vector<Used> used_;
  std::vector<Used> committed_;
};

}  // namespace smcp::tools
