// Waits that know nothing of a job, and end with it: the answer says how it went.
#include <string>

#include "support/e2e/job_shells.hpp"
#include "support/e2e/waited.hpp"

using namespace smcp::test;

namespace {

constexpr const char* kUnwaited = R"(,"wait":false)";

}  // namespace

TEST_CASE("wait_for: the shell's prompt after a job comes with the job and its exit code") {
  LiveServer live;
  ShellSession shell(live, bash());
  const JobAnswer job = shell.run("sleep 0.3; echo bye; (exit 5)", kUnwaited);
  const Waited done = wait(live, object("name", "bash", "timeout_seconds", 30));
  CHECK(done.outcome() == "finished");
  CHECK(done.about["job"].string() == job.job());
  CHECK(done.about["exit_code"].integer() == 5);
  // Asked again, it is still what was started last.
  CHECK(wait(live, object("name", "bash", "timeout_seconds", 30)).about["exit_code"].integer() == 5);
}

TEST_CASE("wait_for: what comes after a job has ended is not the job's") {
  LiveServer live;
  ShellSession shell(live, bash());
  CHECK(shell.run("(exit 5)").exit_code() == 5);
  const Waited one =
      waited(live.server.call("send_keys", object("name", "bash", "keys", "echo other", "wait_seconds", 30)));
  CHECK(one.outcome() == "finished");
  CHECK_FALSE(one.about["job"].exists());
  CHECK_FALSE(one.about["exit_code"].exists());
  const Waited clear =
      waited(live.server.call("send_keys", object("name", "bash", "keys", "clear", "wait_seconds", 30)));
  CHECK(clear.outcome() == "finished");
  const Waited two =
      waited(live.server.call("send_keys", object("name", "bash", "keys", "echo more", "wait_seconds", 30)));
  CHECK(two.outcome() == "finished");
  CHECK_FALSE(two.about["job"].exists());
}

TEST_CASE("send_keys: keys that end a job return its exit code") {
  LiveServer live;
  ShellSession shell(live, bash());
  const JobAnswer asked = shell.run("read -p 'Which? ' x; (exit $x)");
  CHECK(asked.about["waiting"].boolean());
  const Waited answered =
      waited(live.server.call("send_keys", object("name", "bash", "keys", "7", "wait_seconds", 30)));
  CHECK(answered.outcome() == "finished");
  CHECK(answered.about["job"].string() == asked.job());
  CHECK(answered.about["exit_code"].integer() == 7);
  const JobAnswer sleeps = shell.begin("echo go; sleep 60", "go");
  const Waited interrupted = waited(live.server.call(
      "send_keys", object("name", "bash", "keys", "C-c", "enter", false, "wait_seconds", 30)));
  CHECK(interrupted.about["job"].string() == sleeps.job());
  CHECK(interrupted.about["exit_code"].integer() == 130);
}

TEST_CASE("wait_for: of several, each line has the exit code and the last line of the output") {
  LiveServer live;
  ShellSession one(live, {"one", bash().command});
  ShellSession two(live, {"two", bash().command});
  CHECK(one.run("sleep 0.3; echo first; echo last of one; (exit 5)", kUnwaited).has("running"));
  CHECK(two.run("sleep 0.5; echo last of two", kUnwaited).has("running"));
  const Waited all =
      waited(live.server.call("wait_for", R"({"names":["one","two"],"all":true,"timeout_seconds":30})"));
  CHECK(all.outcome() == "all");
  CHECK(all.text == "one: finished exit 5: last of one\ntwo: finished exit 0: last of two");
}
