// run_command in a session that shares its windows with another one: when it is killed, the other one is the job's home.
#include <string>

#include "support/e2e/inner_shells.hpp"
#include "support/fd.hpp"

using namespace smcp::test;

namespace {

constexpr const char* kAsks = "sh -c 'echo asks; read x; echo \"got $x\"; exit 3'";

JobAnswer ask(LiveServer& live, const std::string& arguments) {
  return job_answer(live.server.call("wait_for", arguments));
}

void check_told(const JobAnswer& told) {
  CHECK(told.text == "asks\nword\ngot word");
  CHECK(told.exit_code() == 3);
  CHECK(told.about["outcome"].string() == "finished");
  CHECK(told.about["session"].string() == "other");
}

/// `shell` is in the session "bash", near or far.
void check_moves(LiveServer& live, ShellSession& shell) {
  live.tmux.must({"new-session", "-d", "-s", "other", "-t", "=bash"});
  const JobAnswer before = shell.run("echo before");
  const JobAnswer asks = shell.begin(kAsks, "asks");
  // One call waits while its session goes, and comes to its time's end; another one, which asks for the end, to that.
  live.server.send(stateless_call_request("901", "wait_for",
                                          object("job", asks.job(), "name", "bash", "timeout_seconds", 1)));
  live.server.send(stateless_call_request("902", "wait_for",
                                          object("job", asks.job(), "name", "bash", "timeout_seconds", 60)));
  live.ok("kill_session", object("name", "bash"));
  const JobAnswer late = job_answer(live.server.reply("901")["result"]);
  CHECK((late.about["outcome"].string() == "timeout" || late.about["outcome"].string() == "waiting"));
  CHECK(late.about["session"].string() == "other");
  CHECK(late.text.starts_with("asks"));
  live.ok("send_keys", object("name", "other", "keys", "word"));
  const JobAnswer told = job_answer(live.server.reply("902")["result"]);
  if (told.about["outcome"].string() != "waiting") check_told(told);
  check_told(ask(live, object("job", asks.job())));
  check_told(ask(live, object("job", asks.job(), "name", "other")));
  CHECK(ask(live, object("job", before.job())).text == "before");
  const JobAnswer next =
      job_answer(live.server.call("run_command", object("name", "other", "command", "echo next")));
  CHECK(next.text == "next");
  const std::string refused = live.error("wait_for", object("job", asks.job(), "name", "bash"));
  INFO(refused);
  CHECK(refused.find("bash") != std::string::npos);
}

}  // namespace

TEST_CASE("run_command: when a session of a group is killed, its job goes on in the other one") {
  LiveServer live;
  ShellSession shell(live, bash());
  check_moves(live, shell);
}

TEST_CASE(
    "run_command: when a session of a group is killed, its job behind a program goes on in the other one") {
  LiveServer live;
  InnerShell inner(live, bash(), behind_script);
  check_moves(live, inner.session());
}

TEST_CASE("run_command: a call that waits while its session of a group is killed tells the job's end") {
  LiveServer live;
  ShellSession shell(live, bash());
  live.tmux.must({"new-session", "-d", "-s", "other", "-t", "=bash"});
  const std::string file = live.tmux / "ended";
  const std::string command = "echo begins; until [ -e " + file + " ]; do sleep 0.1; done; echo ends";
  live.server.send(stateless_call_request("901", "run_command", object("name", "bash", "command", command)));
  REQUIRE(wait_until([&] { return shell.shows("\nbegins"); }));
  live.ok("kill_session", object("name", "bash"));
  write_file(file, "");
  const JobAnswer told = job_answer(live.server.reply("901")["result"]);
  CHECK(told.text == "begins\nends");
  CHECK(told.exit_code() == 0);
  CHECK(told.about["session"].string() == "other");
}
