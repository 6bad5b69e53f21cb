#include "tmux/act/rename.hpp"

#include <optional>

#include "support/catch.hpp"
#include "support/unit/creating.hpp"
#include "support/unit/fake_client.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

struct Renaming {
  FakeClient client;
  Chain chain = std::make_shared<RequestChain>(client, std::chrono::seconds(10));
  std::optional<Status> status;

  void session(const std::string& name, const std::string& to) {
    rename_session(chain, name, to, [this](Status renamed) { status.emplace(std::move(renamed)); });
    CHECK(client.asked.back().argv.front() == "display-message");
    client.answer("$3\t" + name + "\t1\n");
  }
  [[nodiscard]] std::string last() const { return joined(client.asked.back().argv); }
};

std::string renames(const std::string& from, const std::string& to) {
  return stops_unless("$3:", "#{==:#{session_name}," + from + "}", "other-session") +
         "; rename-session -t $3: -- " + to +
         " ; display-message -p -t $3: sessions-mcp-renamed\t#{session_name}";
}

}  // namespace

TEST_CASE("a session is renamed by its id if it still has its name, and what tmux stores is compared") {
  Renaming r;
  r.session("job", "a#{x}");
  CHECK(r.last() == renames("job", "a##{x}"));
  SECTION("exactly") {
    r.client.answer("hook\nsessions-mcp-renamed\ta#{x}\n");
    CHECK(r.status->ok());
  }
  SECTION("as something else: it gets its old name back") {
    r.client.answer("sessions-mcp-renamed\ta_x\n");
    CHECK(r.last() == renames("a_x", "job"));
    r.client.answer("sessions-mcp-renamed\tjob\n");
    CHECK(r.status->error().message.find(
              "stores the name \"a#{x}\" as \"a_x\"; the session has its old name again") !=
          std::string::npos);
  }
  SECTION("and not even that") {
    r.client.answer("sessions-mcp-renamed\ta_x\n");
    r.client.answer("", 1, "duplicate session: job");
    CHECK(r.status->error().message.find("the session is called \"a_x\" now") != std::string::npos);
  }
  SECTION("taken") {
    r.client.answer("", 1, "duplicate session: a#{x}");
    CHECK(r.status->error().code == Errc::already_exists);
    CHECK(r.status->error().message ==
          "session \"a#{x}\" already exists; nothing was renamed. Pick another name.");
  }
  SECTION("it has another name by then") {
    r.client.answer("", 1, "unknown command: sessions-mcp-other-session");
    CHECK(r.status->error().message == "session \"job\" does not exist");
  }
  SECTION("nonsense") {
    r.client.answer("hello\n");
    CHECK(r.status->error().code == Errc::io);
  }
}

TEST_CASE("a window is renamed if its pane is still the session's and no other window has the name") {
  Renaming r;
  Pane pane;
  pane.id = PaneId{3};
  pane.server = {10, 20};
  rename_window(r.chain, "job", pane, "a,b", [&](Status renamed) { r.status.emplace(std::move(renamed)); });
  CHECK(r.last() == kSameServer + "; display-message -p -t %3 sessions-mcp-renamed\t#{window_id}");
  r.client.answer("sessions-mcp-renamed\t@5\n");
  const std::string is_job = "#{==:#{session_name},job}";
  CHECK(r.last() ==
        kSameServer + "; " +
            stops_unless("", "#{!=:#{S:#{?" + is_job + ",#{W:#{P:#{?#{==:#{pane_id},%3},1,}}},}},}",
                         "not-held") +
            "; " +
            stops_unless("",
                         "#{==:#{S:#{?" + is_job +
                             ",#{W:#{?#{&&:#{==:#{window_name},a#,b},#{!=:#{window_id},@5}},1,}},}},}",
                         "name-taken") +
            "; rename-window -t %3 -- a,b ; display-message -p -t %3 sessions-mcp-renamed\t#{window_name}");
  SECTION("done") {
    r.client.answer("sessions-mcp-renamed\ta,b\n");
    CHECK(r.status->ok());
  }
  SECTION("stored otherwise") {
    r.client.answer("sessions-mcp-renamed\ta\n");
    CHECK(r.status->error().message.find("the window is called \"a\" now") != std::string::npos);
  }
  SECTION("taken") {
    r.client.answer("", 1, "unknown command: sessions-mcp-name-taken");
    CHECK(r.status->error().code == Errc::already_exists);
  }
}
