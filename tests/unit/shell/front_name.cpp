#include "shell/front_name.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "unit/shell/pane.hpp"

using namespace smcp::shell;

namespace {

/// The arguments, each with its NUL.
std::string joined(const std::vector<std::string>& arguments) {
  std::string text;
  for (const std::string& argument : arguments) text.append(argument).push_back('\0');
  return text;
}

std::string name_of(const std::vector<std::string>& arguments) {
  Pane pane;
  pane.run(arguments.front()).arguments = joined(arguments);
  return front_name(pane.machine, pane.front());
}

}  // namespace

TEST_CASE("the program in front is called by its name and its place") {
  CHECK(name_of({"ssh", "gpu1"}) == "ssh gpu1");
  CHECK(name_of({"ssh", "-t", "-p", "2222", "-i", "key", "me@gpu1", "make"}) == "ssh me@gpu1");
  CHECK(name_of({"ssh", "-p2222", "gpu1"}) == "ssh gpu1");
  CHECK(name_of({"docker", "exec", "-it", "web", "sh"}) == "docker exec");
  CHECK(name_of({"sudo", "-i"}) == "sudo");
  CHECK(name_of({"su", "-", "other"}) == "su other");
  CHECK(name_of({"bash", "--norc"}) == "bash");
  CHECK(name_of({"ssh"}) == "ssh");
}

TEST_CASE("a place that is long is cut, and what would drive a terminal is left out") {
  CHECK(name_of({"ssh", std::string(40, 'a')}) == "ssh " + std::string(26, 'a') + "…");
  CHECK(name_of({"ssh", "a\x1b[31mb\n"}) == "ssh a [31mb ");
}
