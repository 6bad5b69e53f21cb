// In which batches keys are typed, and what lies between them: what a program makes of keys depends on what
// comes together. Pure.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tmux/act/keys.hpp"

namespace smcp::tmux {

/// Who gets the keys.
struct Receiver {
  /// A line editor at a shell's prompt, by what it makes of a tab in a text: most complete what was typed.
  enum class Tabs {
    taken,    ///< no line editor, or not at its prompt
    quoted,   ///< bash, zsh: C-v before it makes it a tab
    dropped,  ///< fish: it completes, and drops the tabs of a paste
    unknown,  ///< another editor
  };
  Tabs tabs = Tabs::taken;
  /// It takes keys one by one and is not a shell at its prompt: it may take what comes at once for a paste.
  bool single_keys = false;
  /// The terminal collects lines (canonical mode).
  bool lines = false;
  /// It runs a block of several lines only when an empty line, or a second Enter, follows it: a REPL that edits
  /// whole blocks (Python's from 3.13 on, IPython).
  bool runs_blocks = false;
  /// One of these that runs the lines of a paste one by one: only an indented last line needs an empty one behind it.
  bool runs_each_line = false;
  /// No other pane gets the keys, so that a paste buffer, which reaches one pane, can carry them.
  bool alone = true;
  /// What is typed is a secret.
  bool hidden = false;
};

/// One batch.
struct TypingStep {
  /// How long the program has to have had what was typed before.
  std::chrono::milliseconds after{0};
  std::string pasted = {};          ///< through a paste buffer, first
  bool bracketed = false;           ///< as a bracketed paste, if the program has asked for that
  std::vector<KeyPress> keys = {};  ///< then these
  std::size_t strokes_done = 0;     ///< how many of the strokes have been typed with it …
  std::size_t bytes_done = 0;       ///< … and how many bytes of a text that goes on in the next step
};

/// Before Enter, after a text. Codex takes characters that come within 8 ms of each other for a paste, and an
/// Enter within 120 ms of that for a line break in it; the rest is for a machine that is busy.
inline constexpr std::chrono::milliseconds kBeforeEnter{150};
/// After Escape, which is Alt together with a key that follows at once: vim's defaults wait for 100 ms.
inline constexpr std::chrono::milliseconds kAfterEscape{150};
/// Between any other two for a program that takes single keys: more than Codex's 8 ms, so that each arrives by
/// itself.
inline constexpr std::chrono::milliseconds kBetweenKeys{12};

/// Maximum size of what a step types as arguments of tmux commands, in bytes. tmux's argv holds at most 16364
/// bytes, and the preconditions are in the same batch.
inline constexpr std::size_t kMaxTypedPiece = 8 * 1024;
/// Text with tabs, up to this size, is quoted for a shell's line editor; it has to fit, with the C-v, into what
/// a terminal holds while its editor does not read (4096 bytes). More of it is pasted.
inline constexpr std::size_t kMaxQuoted = 2000;

/// Whether these bytes have to be sent as numbers (`send-keys -H`). With extended-keys, tmux 3.5a and 3.8 drop
/// control characters of a text (`send-keys -l`).
[[nodiscard]] bool types_as_hex(std::string_view bytes);

/// Whether a text goes as a bracketed paste, if the program has asked for that.
[[nodiscard]] bool goes_as_paste(const Keys& keys, const Stroke& stroke, const Receiver& receiver);

/// The steps; there is at least one. A text that is cut is cut between characters.
[[nodiscard]] std::vector<TypingStep> plan_typing(const Keys& keys, const Receiver& receiver);

}  // namespace smcp::tmux
