// A shell that starts, and one that runs something.
#include "shell/start_up.hpp"

#include "support/catch.hpp"
#include "unit/shell/pane.hpp"

using namespace smcp::shell;

namespace {

struct NewPane : Pane {
  NewPane() {
    shell().state.age = std::chrono::seconds{3};
    modes() = modes_for(LineMode::canonical);
  }
  [[nodiscard]] bool starts() const { return may_run_start_up_files(machine, kShell, tty); }
};

}  // namespace

TEST_CASE("a young shell that has not taken its terminal over may still start") {
  NewPane pane;
  CHECK(pane.starts());
  SECTION("also while a child has the terminal, as in zsh") {
    pane.run("conda");
    CHECK(pane.starts());
  }
  SECTION("not one at its prompt") {
    pane.modes() = modes_for(LineMode::editing);
    CHECK_FALSE(pane.starts());
  }
  SECTION("not one that is old, or whose age is not known") {
    pane.shell().state.age = kStartUpTime;
    CHECK_FALSE(pane.starts());
    pane.shell().state.age.reset();
    CHECK_FALSE(pane.starts());
  }
  SECTION("not one that runs a script") {
    pane.shell().arguments = std::string("bash\0-c\0make\0", 13);
    CHECK_FALSE(pane.starts());
  }
  SECTION("not a program that takes single keys") {
    pane.run("top");
    pane.modes() = modes_for(LineMode::keys);
    CHECK_FALSE(pane.starts());
  }
  SECTION("not what cannot be seen") {
    pane.machine.processes.clear();
    CHECK_FALSE(pane.starts());
  }
}
