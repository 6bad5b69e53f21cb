// What a pane's terminal can be in the hands of. Pure.
#pragma once

namespace smcp::shell {

enum class Foreground {
  at_prompt,  ///< an interactive shell, the pane's own or one that runs in it, has the terminal and reads a command line
  running,  ///< another program has it; what it does is not known
  waiting,  ///< another program has it, and sleeps until there is input from this terminal
};

/// Whether the program that has the terminal waits for input from it.
enum class InputAwaited {
  no,
  perhaps,  ///< it takes single keys (raw mode), and may do other things meanwhile: top, a dev server, an editor
  surely,  ///< it sleeps until there is input
};

}  // namespace smcp::shell
