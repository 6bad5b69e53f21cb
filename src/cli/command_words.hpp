// The words of a command line that are no options: the command, and what it is about.
#pragma once

#include "base/result.hpp"
#include "cli/given_options.hpp"
#include "cli/options.hpp"

namespace smcp::cli {

/// Sets the mode and what belongs to it. Errc::invalid_argument for a word that is not understood, and for an option
/// that belongs to other commands.
[[nodiscard]] Status read_words(const GivenOptions& given, Options& options);

}  // namespace smcp::cli
