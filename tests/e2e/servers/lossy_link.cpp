// Another machine behind a bad network: pieces are lost and come late, and the link is gone for a second now and then.
#include "support/e2e/job_shells.hpp"
#include "support/e2e/through_slow_link.hpp"
#include "support/e2e/waited.hpp"
#include "support/request.hpp"

using namespace smcp::test;
using namespace std::chrono_literals;

namespace {

constexpr Weather kBad{.lost_percent = 5, .cut_every = 3s, .cut_for = 1s};

struct BadNetwork : ThroughSlowLink {
  BadNetwork() : ThroughSlowLink(5ms, kBad) {}
};

std::string numbered(int count) {
  std::string text;
  for (int i = 1; i <= count; ++i) text.append("line ").append(std::to_string(i)).append("\n");
  return text;
}

}  // namespace

TEST_CASE("lossy link: what polls tell, put together, is what was printed") {
  BadNetwork far;
  REQUIRE_SSHD(far.machine);
  constexpr int kLines = 1500;
  const std::string go = far.machine.tmux() / "go";
  far.machine.tmux().start_job("work",
                               "until test -e " + go + "; do sleep 0.02; done; i=0; while [ $i -lt " +
                                   std::to_string(kLines) +
                                   " ]; do i=$((i + 1)); echo line $i; sleep 0.005; done; echo over",
                               5000);
  std::string cursor = far.about("capture_pane", R"({"name":"far:work"})")["cursor"].string();
  write_file(go, "");
  std::string told;
  CHECK(wait_until(
      [&] {
        const Json polled =
            far.ok("capture_pane", object("name", "far:work", "since", cursor, "lines", 10000));
        const std::size_t blocks = polled["content"].size();
        const Json about = Json::parse(text_of(polled, blocks - 1));
        CHECK_FALSE(about["reset"].exists());
        CHECK_FALSE(about["lost"].exists());
        if (about["cursor"].exists()) cursor = about["cursor"].string();  // it stays the same otherwise
        if (blocks == 2) told += text_of(polled) + "\n";
        return told.ends_with("over\n");
      },
      3 * kPatience));
  CHECK(told == numbered(kLines) + "over\n");
}

TEST_CASE("lossy link: commands run once, with all of their output, and sessions are made once") {
  BadNetwork far;
  REQUIRE_SSHD(far.machine);
  far.start("work");
  const std::string count = far.machine.tmux() / "count";
  std::string marks;
  for (int round = 1; round <= 5; ++round) {
    const JobAnswer ran = job_answer(far.ok(
        "run_command", object("name", "far:work", "command",
                              "echo x >> " + count + "; for i in $(seq 300); do echo line $i; done; (exit 3)",
                              "lines", 1000)));
    CHECK(ran.exit_code() == 3);
    CHECK(ran.text + "\n" == numbered(300));
    marks += "x\n";
    CHECK(read_file(count) == marks);
    const std::string name = "made" + std::to_string(round);
    CHECK(far.about("new_session", object("name", "far:" + name))["status"].string() == "running");
    const Waited typed = waited(far.ok(
        "send_keys", object("name", "far:" + name, "keys", "echo got-$((6*7))", "wait_for", "^got-42$")));
    CHECK(typed.outcome() == "matched");
  }
  CHECK(far.machine.tmux().session_names().size() == 6);
}
