// What a person reads before answering.
#pragma once

#include <cstddef>

#include "tools/confirm/asked_target.hpp"
#include "transport/question.hpp"

namespace smcp::tools {

/// Upper bound on one argument in a question, in characters as they are shown: a person reads no more, and sees that there
/// is more. A tool has at most a dozen and a half arguments.
inline constexpr std::size_t kMaxShownArgument = 600;

/// What comes back as the choice.
inline constexpr std::string_view kOnce = "once";
inline constexpr std::string_view kForSession = "session";
inline constexpr std::string_view kRefuse = "refuse";

/// `hidden`: what is typed would not show in the terminal, and is not shown here either. kForSession is offered where
/// there is a session, which is still there afterwards.
[[nodiscard]] transport::Question question_for(const Call& call, const Tool& tool, const AskedTarget& target,
                                               bool hidden);
/// Whether kForSession is among the choices.
[[nodiscard]] bool lasts(const Tool& tool, const AskedTarget& target);

}  // namespace smcp::tools
