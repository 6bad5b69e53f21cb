// The arguments `wait_for` and `wait_seconds` of the tools that type something: a wait for what comes of it.
#pragma once

#include <memory>

#include "text/pattern.hpp"
#include "tools/arguments.hpp"
#include "tools/waits/wait_call.hpp"

namespace smcp::tools {

/// Whether one of them is given.
[[nodiscard]] bool waits_for_answer(const Arguments& arguments);

/// What a new line has to match; null if `wait_for` is not given. Errc::invalid_argument if it is no pattern.
[[nodiscard]] Result<std::shared_ptr<const Pattern>> answer_pattern(const Arguments& arguments);

/// The wait, but for where it begins and what was typed. Without a pattern, it ends when the program has answered and
/// come to rest; `asks` says whether somebody is to answer: Enter was pressed.
[[nodiscard]] WaitRequest answer_wait(const Arguments& arguments, std::shared_ptr<const Pattern> pattern,
                                      bool asks);

}  // namespace smcp::tools
