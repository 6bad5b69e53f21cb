#include "tmux/link/server_start.hpp"

#include <algorithm>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

#include "support/catch.hpp"
#include "support/fd.hpp"
#include "support/temp_dir.hpp"
#include "support/unit/fake_processes.hpp"
#include "support/unit/scoped_variable.hpp"

using namespace smcp;
using namespace smcp::tmux;
using smcp::test::ScopedVariable;
using smcp::test::TempDir;

namespace {

bool holds(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

TEST_CASE("server start: a rich environment is ours, outside of a service nothing is tried") {
  const ScopedVariable rich("A_SETTING_OF_MINE", "1");
  uv::Loop loop;
  const shell::FakeProcesses machine;
  ServerStart start(loop, machine, {});
  int called = 0;
  CHECK_FALSE(start.prepared());
  start.prepare([&called] { ++called; });
  start.prepare([&called] { ++called; });
  CHECK(called == 0);  // never from within
  loop.run();
  CHECK(called == 2);
  CHECK(start.prepared());
  CHECK(start.prefix().empty());
  CHECK(holds(start.environment(), "A_SETTING_OF_MINE=1"));
  // It is known now, and told all the same.
  start.prepare([&called] { ++called; });
  CHECK(called == 2);
  loop.run();
  CHECK(called == 3);
}

TEST_CASE("server start: inside a service without a manager to ask, the server is started plainly") {
  const TempDir dir;
  const ScopedVariable rich("A_SETTING_OF_MINE", "1");
  const ScopedVariable folder("XDG_RUNTIME_DIR", dir.path().c_str());
  uv::Loop loop;
  shell::FakeProcesses machine;
  machine.processes[::getpid()].control_groups = "0::/system.slice/editor.service\n";
  ServerStart start(loop, machine, {});
  bool called = false;
  start.prepare([&called] { called = true; });
  loop.run();
  CHECK(called);
  CHECK(start.prefix().empty());
}

TEST_CASE("server start: destroyed meanwhile, it calls nobody") {
  uv::Loop loop;
  const shell::FakeProcesses machine;
  bool called = false;
  {
    ServerStart start(loop, machine, {});
    start.prepare([&called] { called = true; });
  }
  loop.run();
  CHECK_FALSE(called);
}
