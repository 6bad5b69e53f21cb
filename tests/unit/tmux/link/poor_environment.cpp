#include "tmux/link/poor_environment.hpp"

#include <algorithm>

#include "support/catch.hpp"

using namespace smcp::tmux;

namespace {

using Words = std::vector<std::string>;

const Words kSix = {"HOME=/h", "LOGNAME=me", "PATH=/bin", "SHELL=/bin/sh", "TERM=xterm", "USER=me"};

Words with(const std::string& entry) {
  Words words = kSix;
  words.push_back(entry);
  return words;
}

std::string joined_path(const Words& login, const Words& own, const Words& keep = {}) {
  const auto joined = child_environment_of_login(login, own, keep);
  const auto path = std::find_if(joined.begin(), joined.end(),
                                 [](const std::string& entry) { return entry.starts_with("PATH="); });
  return path == joined.end() ? "none" : path->substr(5);
}

}  // namespace

TEST_CASE("poor environment: what MCP's SDK passes on, and what says nothing of the user's settings") {
  CHECK(is_poor(kSix));
  CHECK(is_poor(Words{}));
  for (const char* nothing :
       {"PWD=/x", "OLDPWD=/y", "SHLVL=1", "_=/bin/x", "TMUX=/t,1,0", "TMUX_PANE=%1", "TMUX_TMPDIR=/t",
        "CLAUDECODE=1", "ANTHROPIC_API_KEY=k", "SESSIONS_MCP_TIMEOUT=9", "LANG=C.UTF-8"}) {
    INFO(nothing);
    CHECK(is_poor(with(nothing)));
  }
  for (const char* rich : {"LANG=de_DE.UTF-8", "LC_ALL=C.UTF-8", "SSH_AUTH_SOCK=/s", "DISPLAY=:0",
                           "EDITOR=vi", "GITHUB_TOKEN=t", "PATHS=/x"}) {
    INFO(rich);
    CHECK_FALSE(is_poor(with(rich)));
  }
}

TEST_CASE("poor environment: a login shell's takes its place, by the same rules") {
  const Words login = {"HOME=/h",      "PATH=/opt/bin:/bin",      "LANG=de_DE.UTF-8",
                       "CLAUDECODE=1", "TMUX=/dev/null/none,0,0", "EDITOR=vi"};
  const Words none;
  CHECK(child_environment_of_login(login, kSix, none) ==
        Words{"HOME=/h", "LANG=de_DE.UTF-8", "EDITOR=vi", "PATH=/opt/bin:/bin"});
  const Words keep = {"CLAUDECODE"};
  const auto kept = child_environment_of_login(login, kSix, keep);
  CHECK(std::find(kept.begin(), kept.end(), "CLAUDECODE=1") != kept.end());
  // Some locale there must be.
  const auto bare = child_environment_of_login(Words{"HOME=/h"}, none, none);
  CHECK(bare == Words{"HOME=/h", "LANG=C.UTF-8"});
}

TEST_CASE("poor environment: PATH is the login shell's, behind what it lacks of ours") {
  CHECK(joined_path({"PATH=/a:/bin"}, {"PATH=/bin"}) == "/a:/bin");
  CHECK(joined_path({"PATH=/a:/bin"}, {"PATH=/tool:/bin:/end"}) == "/tool:/end:/a:/bin");
  CHECK(joined_path({"PATH=/a:/bin"}, {"PATH=:/bin:"}) == "/a:/bin");
  CHECK(joined_path({"PATH=/a"}, {"X=1"}) == "/a");
  CHECK(joined_path({"X=1"}, {"PATH=/b"}) == "/b");
  CHECK(joined_path({"PATH=/a:/bin"}, {"PATH=/x/node_modules/.bin:/bin", "npm_config_cache=/c"}) ==
        "/a:/bin");
  CHECK(joined_path({"PATH=/a:/bin"}, {"PATH=/tool:/bin"}, {"PATH"}) == "/tool:/bin");
}
