#include "cli/given_servers.hpp"

#include "support/catch.hpp"
#include "support/unit/parsed_options.hpp"
#include "support/unit/scoped_variable.hpp"

using namespace smcp;
using namespace smcp::cli;
using smcp::test::ScopedVariable;
using Kind = tmux::ServerAddress::Kind;

namespace {

/// `NAME=SOCKET-OR-DESTINATION …`
std::string servers_of(std::vector<std::string> words) {
  const auto options = parse(std::move(words));
  if (!options) return options.error().message;
  std::string text;
  for (const auto& server : options->servers)
    text += (text.empty() ? "" : " ") + server.name + "=" +
            (server.kind == Kind::ssh ? server.destination : server.socket);
  return text;
}

std::vector<std::string> many(std::size_t count) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < count; ++i) words.push_back("--server=s" + std::to_string(i) + "=local:x");
  return words;
}

}  // namespace

TEST_CASE("servers are read in the order given, from the command line or else the environment") {
  const ScopedVariable none("SESSIONS_MCP_SERVERS", nullptr);
  CHECK(servers_of({}).empty());
  CHECK(servers_of({"--server", "b=/tmp/b", "--host", "me@gpu1.example.org", "--server=c=local:w", "list"}) ==
        "b=/tmp/b me@gpu1=me@gpu1.example.org c=w");
  const ScopedVariable some("SESSIONS_MCP_SERVERS", "x=/with blank , y=ssh:gpu2,,");
  CHECK(servers_of({}) == "x=/with blank y=gpu2");
  CHECK(servers_of({"--server=b=/b"}) == "b=/b");
  CHECK(servers_of({"--host=gpu1"}) == "gpu1=gpu1");
  const ScopedVariable wrong("SESSIONS_MCP_SERVERS", "x");
  CHECK(servers_of({}) ==
        "SESSIONS_MCP_SERVERS: \"x\" is not NAME=WHERE, where WHERE is an absolute path of a socket, "
        "local:NAME (as tmux -L), ssh:DEST or ssh:DEST:SOCKET-PATH. See sessions-mcp --help.");
}

TEST_CASE("a server's name obeys the rules of session names, and there is one of each") {
  const ScopedVariable none("SESSIONS_MCP_SERVERS", nullptr);
  for (const char* name : {"a.b", "a:b", "a|b", "a b", "a\tb"}) {
    CAPTURE(name);
    const auto error = error_of({"--server", std::string(name) + "=/x"});
    CHECK(error.find("cannot contain '.', ':', '|', or whitespace") != std::string::npos);
  }
  CHECK(error_of({"--server", std::string(101, 'a') + "=/x"}).find("too long (max 100)") !=
        std::string::npos);
  CHECK(error_of({"--server", std::string(100, 'a') + "=/x"}).empty());
  CHECK(error_of({"--server", "a=/x", "--server", "a=/y"}).find("two servers are called \"a\"") !=
        std::string::npos);
  CHECK(error_of({"--host", "a.x", "--host", "a.y"}).find("two servers are called \"a\"") !=
        std::string::npos);
}

TEST_CASE("the number of servers is bounded") {
  const ScopedVariable none("SESSIONS_MCP_SERVERS", nullptr);
  CHECK(error_of(many(kMaxServers)).empty());
  CHECK(error_of(many(kMaxServers + 1)).find("more than 64 servers") != std::string::npos);
}
