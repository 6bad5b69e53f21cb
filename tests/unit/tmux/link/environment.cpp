#include "tmux/link/environment.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "support/catch.hpp"
#include "support/temp_dir.hpp"
#include "support/unit/scoped_variable.hpp"
#include "tmux/link/not_handed_on.hpp"

using namespace smcp::tmux;
using smcp::test::ScopedVariable;
using smcp::test::TempDir;
using Words = std::vector<std::string>;

namespace {

bool has(const Words& environment, const std::string& entry) {
  return std::find(environment.begin(), environment.end(), entry) != environment.end();
}

/// PATH as it is handed on among `more`.
std::string path_handed_on(const std::string& path, Words more, const Words& keep = {}) {
  more.push_back("PATH=" + path);
  for (const auto& entry : hand_on(more, keep).environment) {
    if (entry.starts_with("PATH=")) return entry.substr(5);
  }
  return "none";
}

}  // namespace

TEST_CASE("what assistants, editors and launchers set is not handed on, and all else is as it was") {
  const Words theirs = {"ANTHROPIC_API_KEY=k",    "CLAUDECODE=1",           "CLAUDE_CODE_SSE_PORT=1",
                        "CODEX_SANDBOX=1",        "GEMINI_API_KEY=k",       "NODE_OPTIONS=--x",
                        "ELECTRON_RUN_AS_NODE=1", "VSCODE_IPC_HOOK_CLI=/s", "npm_config_cache=/c",
                        "SESSIONS_MCP_TIMEOUT=3", "TERM_PROGRAM=vscode",    "INVOCATION_ID=1",
                        "VIRTUAL_ENV=/v"};
  const Words own = {"HOME=/h",
                     "LANG=fr_FR.UTF-8",
                     "SSH_AUTH_SOCK=/a",
                     "GITHUB_TOKEN=t",
                     "NODE_PATH=/n",
                     "EDITOR=vi",
                     "NODE_EXTRA_CA_CERTS=/c",
                     "CLAUDE=x",
                     "MY_CLAUDE_CODE=x",
                     "NPM_TOKEN=t",
                     "http_proxy=http://p:1/?=",
                     "GIT_ASKPASS=/own",
                     "EMPTY=",
                     "no equals sign",
                     "UV_CACHE_DIR=/u",
                     "CONDA_PREFIX=/c",
                     "TERM=xterm",
                     "AWS_PROFILE=a=b=c",
                     "CODEX=x",
                     "XDG_RUNTIME_DIR=/r"};
  Words all;
  for (std::size_t i = 0; i < std::max(theirs.size(), own.size()); ++i) {
    if (i < theirs.size()) all.push_back(theirs[i]);
    if (i < own.size()) all.push_back(own[i]);
  }
  const HandedOn handed = hand_on(all);
  CHECK(handed.environment == own);
  CHECK(handed.withheld.size() == theirs.size());
  CHECK(std::is_sorted(handed.withheld.begin(), handed.withheld.end()));
  CHECK(handed.withheld.front() == "ANTHROPIC_API_KEY");
  CHECK(handed.left_out_of_path.empty());
}

TEST_CASE("each line of the table holds back what it says, and --keep-env gives it free") {
  for (const auto& line : not_handed_on()) {
    std::string name(line.name);
    if (name.ends_with('*')) name.replace(name.size() - 1, 1, "X");
    INFO(name);
    CHECK(check_kept_name(name).ok());
    Words environment = {name + "=1", "OTHER=2"};
    if (!line.only_with.empty()) {
      CHECK(hand_on(environment).environment == environment);
      environment.push_back(std::string(line.only_with) + "=3");
    }
    CHECK_FALSE(has(hand_on(environment).environment, name + "=1"));
    CHECK(has(hand_on(environment).withheld, name));
    const Words keep = {name, "NOT_THERE"};
    CHECK(has(hand_on(environment, keep).environment, name + "=1"));
    CHECK_FALSE(has(hand_on(environment, keep).withheld, name));
  }
}

TEST_CASE("an editor's helper goes with the editor, and stays if that is kept") {
  const Words environment = {"GIT_ASKPASS=/e", "VSCODE_GIT_ASKPASS_MAIN=/m"};
  CHECK(hand_on(environment).environment.empty());
  CHECK(hand_on(environment, Words{"VSCODE_GIT_ASKPASS_MAIN"}).environment == environment);
}

TEST_CASE("PATH goes without the virtual environment's folder, wherever that is") {
  CHECK(path_handed_on("/v/bin:/usr/bin:/bin", {"VIRTUAL_ENV=/v"}) == "/usr/bin:/bin");
  CHECK(path_handed_on("/a:/v/bin:/b:/v/bin", {"VIRTUAL_ENV=/v"}) == "/a:/b");
  CHECK(path_handed_on("/v/bin:/usr/bin", {}) == "/v/bin:/usr/bin");
  CHECK(path_handed_on("/v/bin:/usr/bin", {"VIRTUAL_ENV="}) == "/v/bin:/usr/bin");
  CHECK(path_handed_on("/v/bin:/usr/bin", {"VIRTUAL_ENV=/v"}, {"VIRTUAL_ENV"}) == "/v/bin:/usr/bin");
  CHECK(path_handed_on("/v/bin:/usr/bin", {"VIRTUAL_ENV=/v"}, {"PATH"}) == "/v/bin:/usr/bin");
  CHECK(path_handed_on("/v/bin", {"VIRTUAL_ENV=/v"}) == "none");
  CHECK(path_handed_on("", {"VIRTUAL_ENV=/v"}).empty());
  CHECK(path_handed_on(":/a::", {"VIRTUAL_ENV=/v"}) == ":/a::");
  const Words environment = {"PATH=/v/bin:/a", "VIRTUAL_ENV=/v"};
  CHECK(hand_on(environment).left_out_of_path == Words{"/v/bin"});
}

TEST_CASE("PATH goes without what npm put at its front, and nothing behind that") {
  const std::string npm = "/h/p/node_modules/.bin:/h/node_modules/.bin:/usr/lib/npm/node-gyp-bin";
  const std::string path = npm + ":/usr/bin:/h/node_modules/.bin";
  CHECK(path_handed_on(path, {"npm_execpath=/n"}) == "/usr/bin:/h/node_modules/.bin");
  CHECK(path_handed_on(path, {}) == path);
  CHECK(path_handed_on(path, {"npm_execpath=/n"}, {"npm_execpath"}) == path);
  CHECK(path_handed_on("/v/bin:" + path, {"npm_x=1", "VIRTUAL_ENV=/v"}) == "/usr/bin:/h/node_modules/.bin");
}

TEST_CASE("PATH goes without the virtual environment that uv made for this run") {
  const TempDir dir;
  std::filesystem::create_directories(dir / "env/bin");
  std::filesystem::create_directories(dir / "tool/bin");
  std::ofstream(dir / "env/pyvenv.cfg") << "home = /usr/bin\n";
  const std::string path = (dir / "env/bin") + ":" + (dir / "tool/bin") + ":/usr/bin:" + (dir / "env/bin");
  CHECK(path_handed_on(path, {"UV=/u"}) == (dir / "tool/bin") + ":/usr/bin:" + (dir / "env/bin"));
  CHECK(path_handed_on(path, {}) == path);
  CHECK(path_handed_on(path, {"UV=/u"}, {"UV"}) == path);
}

TEST_CASE("a child does not see which tmux we are in, and has a locale") {
  const ScopedVariable tmux("TMUX", "/x,1,0");
  const ScopedVariable pane("TMUX_PANE", "%1");
  const ScopedVariable other("TMUX_TMPDIR", "/tmp/z");
  const ScopedVariable mark("CLAUDECODE", "1");
  const ScopedVariable all("LC_ALL", nullptr);
  const ScopedVariable ctype("LC_CTYPE", nullptr);
  {
    const ScopedVariable lang("LANG", nullptr);
    const auto environment = child_environment();
    CHECK(has(environment, "LANG=C.UTF-8"));
    CHECK(has(environment, "TMUX_TMPDIR=/tmp/z"));
    CHECK_FALSE(has(environment, "TMUX=/x,1,0"));
    CHECK_FALSE(has(environment, "TMUX_PANE=%1"));
    CHECK_FALSE(has(environment, "CLAUDECODE=1"));
    const Words keep = {"CLAUDECODE"};
    CHECK(has(child_environment(keep), "CLAUDECODE=1"));
  }
  const ScopedVariable no_lang("LANG", nullptr);
  const ScopedVariable posix("LC_ALL", "C");
  CHECK_FALSE(has(child_environment(), "LANG=C.UTF-8"));
}

TEST_CASE("what may be kept is the name of a variable, and not where we are") {
  for (const char* name : {"A", "_", "npm_config_x", "PATH", "X1"}) CHECK(check_kept_name(name).ok());
  for (const char* name : {"", "1X", "A=b", "A B", "VSCODE_*", "a-b", "\u00e9", "TMUX", "TMUX_PANE"}) {
    INFO(name);
    CHECK_FALSE(check_kept_name(name).ok());
  }
}
