#include "tmux/link/precondition.hpp"

#include <optional>

#include "support/catch.hpp"
#include "support/unit/fake_client.hpp"
#include "tmux/find/sessions.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/link/format_fields.hpp"

using namespace smcp;
using namespace smcp::tmux;
using namespace std::chrono_literals;

TEST_CASE("a precondition is one step of a batch, anywhere in it") {
  Command batch = Precondition::server({12, 34}).begin();
  batch.then("kill-session").flag("-t").arg("$1");
  CHECK(joined(batch.argv()) ==
        "if-shell -F #{&&:#{==:#{pid} #{start_time},12 34},#{!=:1,}}  sessions-mcp-other-server "
        "; kill-session -t $1");
  Command display("display-message");
  Precondition::session("=job:", "job").append_to(display);
  Precondition::takes_keys("=job:").append_to(display);
  Precondition::unmoved("%3", "#{cursor_x} #{@o}", "4 a,b").append_to(display);
  CHECK(joined(display.argv()) ==
        "display-message ; " + stops_unless("=job:", "#{==:#{session_name},job}", "other-session") + "; " +
            stops_unless("=job:", "#{?#{||:#{pane_dead},#{||:#{pane_in_mode},#{pane_input_off}}},,1}",
                         "takes-no-keys") +
            "; if-shell -F -t %3 #{&&:#{==:#{cursor_x} #{@o},4 a#,b},#{!=:1,}}  sessions-mcp-moved");
}

TEST_CASE("a name is compared as it is, whatever it means in a format") {
  const Command batch = Precondition::session("$1:", "a,b}c#{d}e##f").begin();
  CHECK(batch.argv()[4] == in_time("#{==:#{session_name},a#,b#}c##{d#}e####f}"));
}

TEST_CASE("what a precondition stopped is an error of its kind") {
  const auto code = [](const std::string& text) { return error_of(Reply{1, text}).code; };
  CHECK(code("unknown command: sessions-mcp-other-server") == Errc::no_server);
  CHECK(code("unknown command: sessions-mcp-other-session") == Errc::not_found);
  CHECK(code("unknown command: sessions-mcp-takes-no-keys") == Errc::refused);
  CHECK(code("unknown command: sessions-mcp-synchronised") == Errc::refused);
  CHECK(code("unknown command: sessions-mcp-other-panes") == Errc::refused);
  CHECK(code("unknown command: sessions-mcp-not-our-turn") == Errc::busy);
  CHECK(code("unknown command: sessions-mcp-own-pane") == Errc::refused);
  CHECK(code("unknown command: sessions-mcp-moved") == Errc::refused);
  CHECK(code("unknown command: sessions-mcp-not-alone") == Errc::busy);
  CHECK_FALSE(precondition_refusal("unknown command: if-shell"));
  CHECK_FALSE(precondition_refusal(""));
}

TEST_CASE("a session is killed in one request that compares its name, by id only where no name would do") {
  FakeClient client;
  const auto chain = std::make_shared<RequestChain>(client, 10s);
  std::optional<Status> status;
  const auto kill = [&](const std::string& name) {
    kill_session(chain, name, {}, [&](Status s) { status.emplace(std::move(s)); });
  };
  SECTION("by name") {
    kill("job");
    CHECK(joined(client.asked.back().argv) ==
          stops_unless("=job:", "#{==:#{session_name},job}", "other-session") + "; kill-session -t =job:");
    client.answer("");
    CHECK(status->ok());
    CHECK(client.asked.size() == 1);
  }
  SECTION("by id") {
    kill("$7");
    CHECK(client.asked.back().argv.front() == "list-sessions");
    client.answer("$0\t$7\n");
    CHECK(joined(client.asked.back().argv) ==
          stops_unless("$0:", "#{==:#{session_name},$7}", "other-session") + "; kill-session -t $0:");
    client.answer("");
    CHECK(status->ok());
  }
  SECTION("by id, which is another session's by then") {
    kill("$7");
    client.answer("$0\t$7\n");
    client.answer("", 1, "unknown command: sessions-mcp-other-session");
    CHECK(status->error().message == "session \"$7\" does not exist");
  }
  SECTION("there is none") {
    kill("job");
    client.answer("", 1, "unknown command: sessions-mcp-other-session");
    client.answer("\t\t1\n");
    CHECK(status->error().message == "session \"job\" does not exist");
    CHECK(client.asked.size() == 2);
  }
  SECTION("there is no server") {
    kill("job");
    client.answer("", 1, "no server running on /tmp/tmux-0/default");
    CHECK(status->error().message == "session \"job\" does not exist");
  }
}
