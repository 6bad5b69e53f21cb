// What a tool does to the world: said once for each tool (catalogue.cpp), and read by all who must know.
#pragma once

namespace smcp::tools {

enum class Effect {
  reads,     ///< looks, and leaves everything as it is
  changes,   ///< has something typed or run, so that anything may follow from it, anywhere
  arranges,  ///< changes what something is called or how large it is, and nothing that runs in it
  destroys,  ///< ends what runs, for good
};

/// The same in the words of MCP's annotations.
struct EffectHints {
  bool read_only = false;
  bool destructive = false;
  bool idempotent = false;  ///< once more, with the same arguments, changes nothing more
  bool open_world = false;  ///< what it reaches is not tmux alone
};

[[nodiscard]] constexpr EffectHints hints_of(Effect effect) {
  switch (effect) {
    case Effect::reads:
      return {.read_only = true, .idempotent = true};
    case Effect::changes:
      return {.destructive = true, .open_world = true};
    case Effect::arranges:
      return {.idempotent = true};
    case Effect::destroys:
      return {.destructive = true, .idempotent = true};
  }
  return {};
}

}  // namespace smcp::tools
