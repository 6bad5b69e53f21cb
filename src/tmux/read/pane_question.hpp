// One atomic look at a pane: its state, rows of it, and its text, in one request.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tmux/link/command.hpp"

namespace smcp::tmux {

/// What separates the parts of an answer, new each time: no pane holds it.
[[nodiscard]] std::string fresh_mark();

/// What a question asks of a pane that shows its alternate screen: that, and the normal screen behind it,
/// which the program comes back to. tmux keeps it as it was (`capture-pane -a`), and the history stands
/// still.
struct BehindScreen {
  std::string mark;     ///< between the parts of the answer; without white space or quotes
  bool history = true;  ///< the pane has one. Without any, tmux would take the first row of the screen for it
  bool text = true;     ///< the lines of the normal screen, too, below those of the history
};

/// Rows counted from the top of the screen (0), history being negative, as capture-pane takes them. What is
/// out of bounds is brought into them.
struct ScreenRows {
  std::int64_t first = 0;
  std::optional<std::int64_t> last;  ///< to the bottom of the screen if not given
};

struct PaneQuestion {
  std::string target;                  ///< of a pane; its id, where there is an `unless`
  std::vector<ScreenRows> rows;        ///< to be had row by row
  std::int64_t text_from = 0;          ///< joined lines from this row to the bottom
  bool colors = false;                 ///< the lines with their escape sequences (capture-pane -e)
  std::string mark;                    ///< what the answer begins with; for several in one batch
  bool brief = false;                  ///< the state as brief_pane_state_format() has it
  std::optional<BehindScreen> behind;  ///< by ask_behind(), when all else is set
  std::string unless;  ///< a format; empty: it is false. Not in a batch, and neither brief nor with a mark
  bool state_anyway = true;  ///< where `unless` is true the state is told, alone; otherwise nothing is

  /// Asks for what is behind an alternate screen, too: `rows` are those of the history and, all, of the
  /// screen.
  void ask_behind(bool history, bool text);

  [[nodiscard]] Command command() const;
  /// All in one request; at least one. Their answers follow each other, each a moment's truth.
  [[nodiscard]] static Command batch(std::span<const PaneQuestion> questions);

 private:
  void add_to(Command& command) const;
};

}  // namespace smcp::tmux
