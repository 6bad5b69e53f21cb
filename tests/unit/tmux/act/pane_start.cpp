#include "tmux/act/pane_start.hpp"

#include <string>

#include "support/catch.hpp"
#include "support/unit/fake_client.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

std::string refusal_of(const PaneStart& start) {
  const Status status = check_start(start);
  return status ? "" : status.error().message;
}

}  // namespace

TEST_CASE("an environment: what is a variable's name") {
  for (const char* name : {"A", "_", "a1_B", "PATH", "LD_PRELOAD", "TMUXX"})
    CHECK(refusal_of({"", {{name, "x"}}}).empty());
  for (const char* name : {"", "1A", "A-B", "A=B", "A B", "é", "A\n", "-e"}) {
    INFO(name);
    CHECK(refusal_of({"", {{name, "secret"}}}).find("is not the name of a variable") != std::string::npos);
  }
  CHECK(refusal_of({"", {{std::string("A\0", 2), "x"}}}).find("is not the name of a variable") !=
        std::string::npos);
}

TEST_CASE("an environment: what tmux sets by itself is refused, with the reason") {
  for (const char* name :
       {"TMUX", "TMUX_PANE", "TERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "SHELL", "PWD"}) {
    const std::string refusal = refusal_of({"", {{"A", "1"}, {name, "secret"}}});
    INFO(refusal);
    CHECK(refusal.starts_with(std::string("env: ") + name + " cannot be given, because tmux sets it"));
    CHECK(refusal.find("secret") == std::string::npos);
  }
}

TEST_CASE("an environment: no NUL, and the value is not repeated") {
  CHECK(refusal_of({"", {{"A", std::string("secret\0x", 8)}}}) ==
        "env: the value of A cannot contain U+0000");
  CHECK(refusal_of({std::string("/a\0", 3)}) == "cwd cannot contain U+0000");
}

TEST_CASE("an environment: its bounds, and one more") {
  PaneStart many;
  for (std::size_t i = 0; i < kMaxVariables; ++i) many.env.emplace_back("V" + std::to_string(i), "x");
  CHECK(refusal_of(many).empty());
  many.env.emplace_back("MORE", "x");
  CHECK(refusal_of(many) == "env has 65 variables; at most 64 can be given");
  PaneStart large{"", {{"AB", std::string(kMaxEnvironment - 2, 'x')}}};
  CHECK(refusal_of(large).empty());
  large.env.front().second += "x";
  CHECK(refusal_of(large).starts_with("env has 8193 bytes of names and values; at most 8192 can be given."));
}

TEST_CASE("an environment of a pane, and that of a session") {
  const PaneStart start{"/a#{b}", {{"A", "x;"}, {"B", "$HOME"}}};
  Command window("new-window");
  append_cwd(window, start);
  append_env(window, start);
  CHECK(joined(window.argv()) == "new-window -c /a##{b} -e A=x\\; -e B=$HOME");
  CHECK_FALSE(window.keeps_path());
  Command batch("x");
  append_session_env(batch, "$4", start);
  CHECK(joined(batch.argv()) == "x ; set-environment -t $4: -- A x\\; ; set-environment -t $4: -- B $HOME");
  CHECK_FALSE(batch.keeps_path());
}

TEST_CASE("a PATH of one's own is not replaced by ours") {
  const PaneStart start{"", {{"PATH", "/x"}}};
  Command window("split-window");
  append_env(window, start);
  CHECK(window.keeps_path());
  Command batch("x");
  append_session_env(batch, "$4", start);
  CHECK(batch.keeps_path());
}
