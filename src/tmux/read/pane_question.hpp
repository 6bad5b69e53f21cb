// One atomic look at a pane: its state, rows of it, and its text, in one request.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tmux/link/command.hpp"

namespace smcp::tmux {

/// A new mark that separates the parts of an answer; no pane contains it.
[[nodiscard]] std::string fresh_mark();

/// What a question asks about a pane that shows its alternate screen: that screen, and the normal one behind
/// it, which reappears when the program leaves. tmux keeps the normal screen unchanged (`capture-pane -a`),
/// and the history does not change meanwhile.
struct BehindScreen {
  std::string mark;     ///< separates the parts of the answer; without white space or quotes
  bool history = true;  ///< whether the pane has one; if not, tmux would give the screen's first row
  bool text = true;     ///< whether to include the lines of the normal screen, below those of the history
};

/// Rows counted from the top of the screen (0); rows of history are negative, as for capture-pane. Numbers
/// out of bounds are moved to the nearest bound.
struct ScreenRows {
  std::int64_t first = 0;
  std::optional<std::int64_t> last;  ///< the bottom of the screen if not given
};

struct PaneQuestion {
  std::string target;                  ///< a pane target; must be its id if there is an `unless`
  std::vector<ScreenRows> rows;        ///< to be given row by row
  std::int64_t text_from = 0;          ///< where the text of joined lines begins; it ends at the bottom
  bool colors = false;                 ///< whether lines keep their escape sequences (capture-pane -e)
  std::string mark;                    ///< the answer begins with it; for several in one batch
  bool brief = false;                  ///< whether to ask for the state in brief_pane_state_format()
  std::optional<BehindScreen> behind;  ///< set by ask_behind(), after everything else
  std::string
      unless;  ///< do not ask if this format is true (empty: never so); not for batch(), `brief` or `mark`
  bool state_anyway = true;  ///< if `unless` is true: whether to give the state all the same, or nothing

  /// Asks for the screen behind an alternate one, too. `rows` then are rows of the history, followed by all
  /// rows of the normal screen.
  void ask_behind(bool history, bool text);

  [[nodiscard]] Command command() const;
  /// All questions (at least one) in one request. The answers follow each other; each is from one moment.
  [[nodiscard]] static Command batch(std::span<const PaneQuestion> questions);
  /// The same as the next commands of a batch that has begun.
  void append_to(Command& command) const { add_to(command.then("display-message")); }

 private:
  void add_to(Command& command) const;
};

}  // namespace smcp::tmux
