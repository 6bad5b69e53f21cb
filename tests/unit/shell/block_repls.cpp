#include "shell/block_repls.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/unit/fake_processes.hpp"

using namespace smcp::shell;

namespace {

bool is_repl(const std::string& name, const std::vector<std::string>& words) {
  std::string arguments;
  for (const auto& word : words) arguments += word + '\0';
  return is_block_repl(name, arguments);
}

}  // namespace

TEST_CASE("Python without a script is a REPL, and so is IPython") {
  CHECK(is_repl("python3", {"python3"}));
  CHECK(is_repl("python3.13", {"/usr/bin/python3.13", "-q", "-W", "ignore", "--check-hash-based-pycs"}));
  CHECK(is_repl("python", {"python", "-i", "app.py"}));
  CHECK(is_repl("python", {"python", "-ic", "x = 1"}));
  CHECK(is_repl("ipython3", {"/usr/bin/python3", "/usr/bin/ipython3"}));
}

TEST_CASE("Python before 3.13 runs each line of a block at once") {
  for (const auto* old : {"/usr/bin/python3.11", "/opt/x/python3.9 (deleted)", "/usr/bin/python3.12d"})
    CHECK(runs_each_line(old));
  for (const auto* unknown : {"/usr/bin/python3", "/opt/python/bin/python", ""})
    CHECK(runs_each_line(unknown));
  for (const auto* one : {"/usr/bin/python3.13", "/usr/bin/python3.14t"}) CHECK_FALSE(runs_each_line(one));
}

TEST_CASE("Python 3.13 runs each line at once if it is told to be as before") {
  FakeProcesses machine;
  machine.add_shell(10, "/dev/pts/1");
  machine.run(10, "/dev/pts/1", 20, "python3");
  machine.processes[20].program = "/usr/bin/python3.13";
  const auto each_line = [&](const std::vector<std::string>& environment) {
    machine.processes[20].environment = environment;
    const BlockRepl repl = block_repl(machine, 10, "/dev/pts/1");
    CHECK(repl.is_there);
    return repl.runs_each_line;
  };
  CHECK_FALSE(each_line({}));
  CHECK_FALSE(each_line({"PYTHON_BASIC_REPL="}));
  CHECK(each_line({"HOME=/", "PYTHON_BASIC_REPL=1"}));
}

TEST_CASE("neither a Python program nor anything else is a REPL") {
  CHECK_FALSE(is_repl("python3", {"python3", "app.py"}));
  CHECK_FALSE(is_repl("python3", {"python3", "-u", "app.py", "-i"}));
  CHECK_FALSE(is_repl("python3", {"python3", "-m", "textual"}));
  CHECK_FALSE(is_repl("python3", {"python3", "-c", "x"}));
  CHECK_FALSE(is_repl("python3", {"python3", "-"}));
  CHECK_FALSE(is_repl("bash", {"bash"}));
  CHECK_FALSE(is_repl("", {}));
}
