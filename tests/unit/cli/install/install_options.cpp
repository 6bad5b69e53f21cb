#include "cli/install/install_options.hpp"

#include "cli/options.hpp"
#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::cli;
using Action = InstallOptions::Action;

namespace {

Result<InstallOptions> parse_install_options(std::vector<std::string> words) {
  words.insert(words.begin(), "sessions-mcp");
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  auto options = parse_options(static_cast<int>(words.size()), argv.data());
  if (!options) return options.error();
  return std::move(options->install);
}

std::string error_of(const std::vector<std::string>& words) {
  const auto options = parse_install_options(words);
  return options ? "" : options.error().message;
}

bool refused(const std::vector<std::string>& words, std::string_view why) {
  const std::string message = error_of(words);
  INFO(message);
  CHECK(message.find(why) != std::string::npos);
  return message.find(why) != std::string::npos;
}

}  // namespace

TEST_CASE("install and its options") {
  const auto plain = parse_install_options({"install", "cursor"});
  REQUIRE(plain);
  CHECK(plain->action == Action::install);
  CHECK(plain->client->name == "cursor");
  CHECK(plain->scope == Scope::user);
  CHECK(plain->name == "sessions");
  CHECK_FALSE(plain->dry_run);
  CHECK_FALSE(plain->force);
  const auto all = parse_install_options(
      {"uninstall", "--dry-run", "--force", "--scope", "project", "gemini", "--name=t_2-"});
  REQUIRE(all);
  CHECK(all->action == Action::uninstall);
  CHECK(all->client->name == "gemini");
  CHECK(all->scope == Scope::project);
  CHECK(all->name == "t_2-");
  CHECK(all->dry_run);
  CHECK(all->force);
  CHECK(parse_install_options({"install", "--list", "--name", "x"})->action == Action::list);
}

TEST_CASE("what stands behind -- is for the server, and has been understood by it") {
  const auto options = parse_install_options({"install", "codex", "--", "-L", "x", "--engine=child"});
  REQUIRE(options);
  CHECK(options->server_options == std::vector<std::string>{"-L", "x", "--engine=child"});
  CHECK(refused({"install", "codex", "--", "--enigne=child"}, "Did you mean --engine?"));
  CHECK(refused({"install", "codex", "--", "--engine=no"}, "--engine must be"));
  CHECK(refused({"install", "codex", "--", "doctor"}, "only be options of the server"));
  CHECK(refused({"install", "codex", "--", "--help"}, "only be options of the server"));
  CHECK(refused({"install", "codex", "--engine", "child"},
                "--engine is an option of the server; such options stand at the end, behind --"));
  CHECK(refused({"uninstall", "codex", "--", "-L", "x"}, "no options for the server"));
}

TEST_CASE("words that are not understood are told with what is nearest") {
  CHECK(refused({"install"}, "needs the name of one client"));
  CHECK(refused({"install", "codex", "gemini"}, "needs the name of one client"));
  CHECK(refused({"install", "cusror"}, "Did you mean cursor?"));
  CHECK(refused({"install", "codex", "--dry-rum"}, "Did you mean --dry-run?"));
  CHECK(refused({"-L", "x", "install", "codex"}, "--socket-name is an option of the server"));
  CHECK(refused({"call", "has_session", "--force"}, "--force can only be used with install or uninstall"));
  CHECK(refused({"install", "codex", "-x"}, "unknown option -x"));
  CHECK(refused({"install", "codex", "--scope"}, "--scope needs a value"));
  CHECK(refused({"install", "codex", "--scope", "local"}, "user or project"));
  CHECK(refused({"install", "windsurf", "--scope", "project"}, "no servers of a project's own"));
  CHECK(refused({"install", "--list", "codex"}, "no other argument"));
  CHECK(refused({"uninstall", "--list"}, "--list can only be used with install"));
}

TEST_CASE("a server's name is one that every client takes") {
  const std::string longest(kMaxServerName, 'n');
  CHECK(parse_install_options({"install", "codex", "--name", longest}));
  for (const std::string& name : {longest + "n", std::string(), std::string("a b"), std::string("-a"),
                                  std::string("é"), std::string("a.b"), std::string("a/b")}) {
    CHECK(refused({"install", "codex", "--name=" + name}, "--name must be"));
  }
}
