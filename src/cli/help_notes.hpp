// What the help and the man page say beside the commands and options.
#pragma once

#include <span>
#include <string_view>

namespace smcp::cli {

inline constexpr std::string_view kPurpose =
    "lets an LLM agent start, watch and steer long-running jobs in tmux";

struct HelpNote {
  std::string_view title;
  std::string_view text;  ///< paragraphs between empty lines
};
[[nodiscard]] std::span<const HelpNote> help_notes();

/// An example for the tool: a command line. "" for a tool that has none, which a test does not allow.
[[nodiscard]] std::string_view example_of(std::string_view tool);

}  // namespace smcp::cli
