// Programs that ask somebody, or do not, and how the server is to tell it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "support/e2e/job_shells.hpp"

namespace smcp::test {

/// How it is told that a program waits for somebody.
enum class Told {
  as_question,  ///< run_command and wait_for end with `waiting`, a second after it has become quiet
  as_secret,    ///< the same, with `hidden_input`
  as_keys,  ///< run_command alone ends, after three seconds: it takes keys, and may do other things meanwhile
  in_either_way,  ///< as a question or as keys: which of its threads sleeps where is chance
  not_at_all,
};

struct AskingProgram {
  std::string needs;    ///< the program that must be installed; its row is skipped, with a word, otherwise
  std::string command;  ///< HOME is the test's own folder
  Told told = Told::as_question;
  std::string question;              ///< a part of what `last` is to show
  std::vector<std::string> leave;    ///< the keys that end it
  std::optional<Told> under_yama{};  ///< where that differs
};

/// How much /proc tells the server of the programs.
struct AllSeen {
  static constexpr bool kYama = false;
};
/// As to an ordinary user under Yama (tests/support/preload/yama.cpp).
struct UnderYama {
  static constexpr bool kYama = true;
};

[[nodiscard]] bool is_installed(const std::string& program);

/// Runs all of them at the same time, each by run_command in a session of its own.
void check_programs(const std::vector<AskingProgram>& programs, bool yama);

}  // namespace smcp::test
