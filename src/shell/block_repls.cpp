#include "shell/block_repls.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "text/variables.hpp"

namespace smcp::shell {
namespace {

/// Options of Python that are followed by a value of their own, or by a program and not by a script.
constexpr std::string_view kTakesValue = "WX";
constexpr std::string_view kTakesProgram = "cm";

std::string_view take_argument(std::string_view& arguments) {
  const auto end = std::min(arguments.find('\0'), arguments.size());
  const auto word = arguments.substr(0, end);
  arguments.remove_prefix(std::min(end + 1, arguments.size()));
  return word;
}

/// Whether Python reads its program from the terminal, or goes on with it there.
bool runs_no_script(std::string_view arguments) {
  take_argument(arguments);
  while (!arguments.empty()) {
    const std::string_view word = take_argument(arguments);
    if (!word.starts_with('-') || word == "-") return false;
    if (word.starts_with("--")) continue;
    if (word.find('i') != std::string_view::npos) return true;
    const char last = word.back();
    if (word.find_first_of(kTakesProgram) != std::string_view::npos) return false;
    if (kTakesValue.find(last) != std::string_view::npos) take_argument(arguments);
  }
  return true;
}

/// Whether a Python with this environment has the editor of before 3.13.
bool is_basic(const std::vector<std::string>& environment) {
  return !variable_value(environment, "PYTHON_BASIC_REPL").value_or("").empty();
}

}  // namespace

bool is_block_repl(std::string_view name, std::string_view arguments) {
  if (name.starts_with("ipython")) return true;
  return name.starts_with("python") && runs_no_script(arguments);
}

bool runs_each_line(std::string_view program) {
  constexpr std::string_view kPython = "python3.";
  constexpr int kEditsBlocks = 13;
  const auto at = program.rfind(kPython);
  if (at == std::string_view::npos) return true;
  int minor = 0;
  std::from_chars(program.data() + at + kPython.size(), program.data() + program.size(), minor);
  return minor < kEditsBlocks;
}

BlockRepl block_repl(const ProcessView& processes, std::int64_t pid, const std::string& tty) {
  const auto terminal = processes.terminal_number(tty);
  const ProcessState first = pid > 0 && terminal ? processes.process(pid) : ProcessState{};
  if (!first.known || first.terminal != *terminal) return {};
  const std::int64_t group = first.terminal_group;
  const std::string name = processes.process(group).name;
  if (!is_block_repl(name, processes.arguments(group))) return {};
  const bool each_line = runs_each_line(processes.program(group)) || is_basic(processes.environment(group));
  return {true, name.starts_with("python") && each_line};
}

}  // namespace smcp::shell
