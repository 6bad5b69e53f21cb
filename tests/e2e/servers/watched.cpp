// watch takes the names of sessions of other servers.
#include "e2e/watch/watching.hpp"
#include "support/e2e/several_servers.hpp"

using namespace smcp::test;

TEST_CASE("servers: watch shows a session of another server, and says which") {
  const SeveralServers several;
  several.start_one_each();
  const Environment servers = {{"SESSIONS_MCP_SERVERS", "b=" + several.socket_b() + ",c=local:cc"}};
  const std::string file = several.tmux / "go";
  // Before anybody watches: tmux 3.8 types nothing where the only client is a read-only one.
  several.on("b", {"send-keys", "-t",
                   "=two:", " until test -e " + file + "; do sleep 0.05; done; echo it'-is-'two", "Enter"});
  {
    Watch watch(several.tmux, "b:two", 80, 25, servers);
    CHECK(watch.shows("ready$"));
    write_file(file, "");
    CHECK(watch.shows("it-is-two"));
    several.on("b", {"kill-session", "-t", "=two"});
    CHECK(watch.ended().has_value());
    CHECK(watch.screen.find("session \"b:two\" ended") != std::string::npos);
  }
  Watch none(several.tmux, "c:nix", 80, 25, servers);
  CHECK(none.ended() == ExitStatus{1, 0});
  CHECK(none.screen.find("session \"c:nix\" does not exist") != std::string::npos);
  Watch unknown(several.tmux, "x:nix", 80, 25, servers);
  CHECK(unknown.ended() == ExitStatus{1, 0});
  CHECK(unknown.screen.find("there is no server \"x\"") != std::string::npos);
}
