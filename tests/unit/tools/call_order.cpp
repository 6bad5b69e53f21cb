// Which calls wait for which: writes to one session, captures, and a client that does not read.
#include <string>

#include "support/catch.hpp"
#include "support/unit/called.hpp"
#include "support/unit/creating.hpp"
#include "support/unit/pane_row.hpp"

using namespace smcp;
using namespace smcp::tools;
using transport::Revision;

TEST_CASE("writes to one session keep their order, reads and other sessions overtake") {
  Called c;
  c.call("send_keys", R"({"name":"a","keys":"1"})");
  c.call("send_keys", R"({"name":"a","keys":"2"})");
  c.call("send_keys", R"({"name":"b","keys":"3"})");
  c.call("has_session", R"({"name":"a"})");
  REQUIRE(c.client.asked.size() == 3);
  CHECK(tmux::joined(c.client.asked[0].argv).find("=a:") != std::string::npos);
  CHECK(tmux::joined(c.client.asked[1].argv).find("=b:") != std::string::npos);
  c.client.answer(tmux::PaneRow{}.of("a"));
  c.client.answer(tmux::PaneRow{"$1", "%2"}.of("b"));
  c.client.answer("\t\t1\n");  // has_session: none
  c.answer_look("%1");
  c.answer_look("%2");
  c.client.answer("");  // keys 1 typed
  c.loop.run();
  CHECK(tmux::joined_but_remembering(c.client.asked.back().argv).find("=a:") != std::string::npos);
  CHECK(c.results.size() == 2);
}

TEST_CASE("a cancelled call ends its request, and lets the next of its session go on") {
  Called c;
  auto cancel = c.call("send_keys", R"({"name":"a","keys":"1"})");
  auto cancel_waiting = c.call("send_keys", R"({"name":"a","keys":"2"})");
  c.call("send_keys", R"({"name":"a","keys":"3"})");
  cancel_waiting();
  cancel();
  c.loop.run();
  CHECK(c.client.cancelled.size() == 1);
  REQUIRE(c.client.open() == 1);
  c.client.answer(tmux::PaneRow{}.of("a"));
  c.answer_look("%1");
  CHECK(tmux::joined_but_remembering(c.client.asked.back().argv)
            .ends_with("; send-keys -t %1 -l -- 3 ; send-keys -t %1 Enter"));
  c.client.answer("");
  CHECK(c.last().starts_with(R"({"session":"a","keys":"3","enter":true,"pane":"%1","cursor":")"));
}

TEST_CASE("a write whose time went by behind another says that nothing was done") {
  Called c;
  c.toolbox.server.timeout = std::chrono::milliseconds(1);
  c.call("send_keys", R"({"name":"a","keys":"1"})");
  c.call("kill_session", R"({"name":"a"})");
  const auto later = uv::Clock::now() + std::chrono::milliseconds(5);
  while (uv::Clock::now() < later) {
  }
  c.client.answer(Error{Errc::timed_out, "x"});
  c.loop.run();
  CHECK(c.client.asked.size() == 1);
  CHECK(c.last().find("nothing was done") != std::string::npos);
}

TEST_CASE("what a cancelled new_session made is gone before the next call on that session begins") {
  Called c;
  auto cancel = c.call("new_session", R"({"name":"a"})");
  c.call("new_session", R"({"name":"a"})");
  c.client.answer("sessions-mcp-session\t$4\t10\t20\t%8\ta\n");
  cancel();
  c.loop.run();
  REQUIRE(c.client.open() == 1);
  CHECK(tmux::joined_but_remembering(c.client.asked.back().argv)
            .ends_with(",10 20},#{!=:1,}}  sessions-mcp-other-server ; kill-session -t $4"));
  c.client.answer("");
  c.loop.run();
  CHECK(tmux::joined(c.client.asked.back().argv).starts_with(tmux::kSurvives + "new-session"));
}

TEST_CASE("captures beyond the bound wait for one to end") {
  Called c;
  for (std::size_t i = 0; i <= kMaxCaptures; ++i) c.call("capture_pane", R"({"name":"job"})");
  CHECK(c.client.asked.size() == kMaxCaptures);
  c.client.answer("0\tjob\na\n");
  c.loop.run();
  CHECK(c.client.asked.size() == kMaxCaptures + 1);
}

TEST_CASE("captures wait while the client does not read, and their time does not run") {
  Called c;
  c.toolbox.server.captures.hold(true);
  c.call("capture_pane", R"({"name":"job"})");
  CHECK(c.client.asked.empty());
  c.toolbox.server.captures.hold(false);
  c.loop.run();
  CHECK(c.client.asked.size() == 1);
}
