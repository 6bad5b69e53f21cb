#include "tools/waits/answer_wait.hpp"

#include <chrono>
#include <cstddef>
#include <utility>

namespace smcp::tools {
namespace {

/// How long a wait lasts if only its pattern is given, and how many of the newest lines its answer has.
constexpr std::chrono::seconds kDefaultWait{50};
constexpr std::size_t kLines = 50;
/// What has answered and prints nothing for so long has most likely said all: a compiler's or a network's usual pauses
/// are shorter. Keys that need not change anything (Escape, C-l, the beginning of a text) are given up so long after,
/// too: nobody has asked for an answer until Enter is pressed.
constexpr std::chrono::seconds kQuiet{5};

}  // namespace

bool waits_for_answer(const Arguments& arguments) {
  return arguments.has("wait_for") || arguments.integer("wait_seconds") > 0;
}

Result<std::shared_ptr<const Pattern>> answer_pattern(const Arguments& arguments) {
  if (!arguments.has("wait_for")) return std::shared_ptr<const Pattern>();
  auto compiled = Pattern::compile(arguments.text("wait_for"), Pattern::Case::exact);
  if (!compiled) return Error{Errc::invalid_argument, "wait_for: " + compiled.error().message};
  return std::make_shared<const Pattern>(std::move(*compiled));
}

WaitRequest answer_wait(const Arguments& arguments, std::shared_ptr<const Pattern> pattern, bool asks) {
  WaitRequest wait;
  wait.conditions.waiting = shell::InputAwaited::surely;
  if (!pattern) {
    wait.conditions.finished = wait.conditions.rests = true;
    wait.conditions.idle = kQuiet;
    wait.conditions.answer = asks;
  }
  wait.conditions.patterns.pattern = std::move(pattern);
  const auto given = arguments.integer("wait_seconds");
  wait.timeout = given > 0 ? std::chrono::seconds(given) : kDefaultWait;
  wait.conditions.lines = kLines;
  return wait;
}

}  // namespace smcp::tools
