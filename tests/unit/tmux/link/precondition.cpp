#include "tmux/link/precondition.hpp"

#include "support/catch.hpp"
#include "support/unit/fake_client.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/link/format_fields.hpp"

using namespace smcp;
using namespace smcp::tmux;

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
  CHECK(code("unknown command: sessions-mcp-not-held") == Errc::not_found);
  CHECK(code("unknown command: sessions-mcp-last-pane") == Errc::refused);
  CHECK(code("unknown command: sessions-mcp-name-taken") == Errc::already_exists);
  CHECK(code("unknown command: sessions-mcp-zoomed") == Errc::refused);
  CHECK(code("unknown command: sessions-mcp-attached") == Errc::refused);
  CHECK(code("unknown command: sessions-mcp-not-alone") == Errc::busy);
  CHECK(code("unknown command: sessions-mcp-manual-size") == Errc::refused);
  CHECK_FALSE(precondition_refusal("unknown command: if-shell"));
  CHECK_FALSE(precondition_refusal(""));
}
