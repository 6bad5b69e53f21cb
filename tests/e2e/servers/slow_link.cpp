// Another machine that is far away: what a call costs there in round trips, and what a link that is cut for a while does.

#include <algorithm>
#include <ctime>
#include <string>
#include <thread>

#include "support/contains.hpp"
#include "support/e2e/job_shells.hpp"
#include "support/e2e/through_slow_link.hpp"
#include "support/e2e/waited.hpp"
#include "support/request.hpp"

using namespace smcp::test;
using namespace std::chrono_literals;

namespace {

constexpr milliseconds kRoundTrip{80};

struct FarAway : ThroughSlowLink {
  FarAway() : ThroughSlowLink(kRoundTrip / 2) {}
};

/// Whether a call takes no more than that, once nothing keeps this machine so busy that it has to look again.
template <typename Call>
bool within(const SlowLink& link, std::uint64_t round_trips, Call call) {
  return wait_until([&] {
    const auto before = link.crossings();
    call();
    return link.crossings() - before <= 2 * round_trips;
  });
}

}  // namespace

TEST_CASE("slow link: what a call costs in round trips") {
  FarAway far;
  REQUIRE_SSHD(far.machine);
  far.start("work");
  for (int i = 1; i < 20; ++i) far.machine.tmux().start_job("more" + std::to_string(i), "seq 200");
  REQUIRE(far.machine.tmux().shows("more19", "200"));
  CHECK(far.about("list_sessions")["count"].integer() == 20);

  std::string cursor;
  CHECK(within(far.link, 2, [&] {
    cursor = far.about("capture_pane", R"({"name":"far:more1","lines":100})")["cursor"].string();
  }));
  CHECK(within(far.link, 2, [&] {
    const Json polled = far.ok("capture_pane", object("name", "far:more1", "since", cursor));
    CHECK(Json::parse(text_of(polled))["unchanged"].boolean());
  }));
  CHECK(within(far.link, 3, [&] { far.ok("session_status"); }));
  CHECK(within(far.link, 3, [&] { far.ok("send_keys", R"({"name":"far:more2","keys":"x"})"); }));
  CHECK(within(far.link, 8, [&] {
    const JobAnswer ran = job_answer(far.ok("run_command", R"({"name":"far:work","command":"true"})"));
    CHECK(ran.exit_code() == 0);
  }));
}

TEST_CASE("slow link: what a person has typed, or types in the middle, is neither run nor lost") {
  FarAway far;
  REQUIRE_SSHD(far.machine);
  far.start("work");
  const auto& tmux = far.machine.tmux();
  const auto last_row = [&] {
    const std::string screen = tmux.must({"capture-pane", "-p", "-t", "=work:"});
    const auto end = screen.find_last_not_of('\n') + 1;
    return screen.substr(screen.rfind('\n', end - 1) + 1, end - screen.rfind('\n', end - 1) - 1);
  };
  const auto place = [&] { return tmux.must({"display-message", "-p", "-t", "=work:", "#{cursor_x}"}); };
  tmux.must({"send-keys", "-t", "=work:", "-l", "rm -rf foo"});
  REQUIRE(wait_until([&] { return last_row() == "ready$ rm -rf foo"; }));
  CHECK_THAT(far.error("run_command", R"({"name":"far:work","command":"touch ran"})"),
             Contains("there is text at the prompt") && Contains("rm -rf foo\""));
  CHECK(wait_until([&] { return last_row() == "ready$ rm -rf foo" && place() == "17"; }));
  // At a terminal: keys that another program sends (send-keys) leave no trace in tmux until they are shown, and are seen
  // by nobody in the moment before Enter.
  AttachedClient person(tmux, "work");
  const auto idle = [&] {
    const std::string last = tmux.must({"display-message", "-p", "-t", "=work:", "#{session_activity}"});
    return std::time(nullptr) - std::stoll(last) > 2;  // else the call would wait first
  };
  int ran = 0;
  for (const auto after : {0ms, 160ms, 240ms, 320ms, 400ms, 480ms, 560ms, 640ms, 800ms, 1600ms}) {
    person.type("\x15");
    REQUIRE(wait_until(idle));
    // What is typed ahead of the prompt is echoed before it, too.
    REQUIRE(wait_until([&] { return last_row().ends_with("ready$"); }));
    INFO("typed after " << after.count() << " ms");
    far.server.send(
        stateless_call_request("1", "run_command", R"({"name":"far:work","command":"echo it ran"})"));
    std::this_thread::sleep_for(after);  // anywhere in the call: that is what is tested
    person.type("xyz");
    const Json result = far.server.reply("1")["result"];
    INFO(text_of(result));
    if (!is_error(result)) ++ran;
    CHECK(wait_until([&] {
      const std::string row = last_row();
      return row.ends_with("ready$ xyz") && place() == std::to_string(row.size());
    }));
    CHECK_THAT(tmux.must({"capture-pane", "-p", "-t", "=work:"}), !Contains("not found"));
  }
  INFO(ran);
  CHECK(ran > 0);
}

TEST_CASE("slow link: a wait notices what is printed there") {
  FarAway far;
  REQUIRE_SSHD(far.machine);
  far.start("work");
  CHECK(far.about("list_sessions")["count"].integer() == 1);
  int round = 0;
  CHECK(wait_until([&] {
    // Another line each time: a screen that is the same again tells nothing new.
    const std::string number = std::to_string(++round);
    far.server.send(stateless_call_request(
        "1", "wait_for",
        object("name", "far:work", "pattern", "^here it is " + number + "$", "timeout_seconds", 30)));
    far.ok("list_sessions");
    far.machine.tmux().must(
        {"send-keys", "-t", "=work:", "clear; printf 'here it %s\\n' 'is " + number + "'", "Enter"});
    REQUIRE(far.machine.tmux().shows("work", "here it is " + number));
    const auto printed = Clock::now();
    const Waited found = waited(far.server.reply("1")["result"]);
    CHECK(found.outcome() == "matched");
    return Clock::now() - printed <= 2 * kRoundTrip + 250ms;
  }));
}

TEST_CASE("slow link: cut for a while, a wait, a job and a poll go on where they were") {
  FarAway far;
  REQUIRE_SSHD(far.machine);
  far.start("work");
  far.start("other");
  const std::string go = far.machine.tmux() / "go";
  const std::string cursor =
      far.about("capture_pane", R"({"name":"far:other","lines":1})")["cursor"].string();
  const std::string command = "until test -e " + go + "; do sleep 0.05; done; seq 300; (exit 4)";
  const JobAnswer begun =
      job_answer(far.ok("run_command", object("name", "far:work", "command", command, "wait", false)));
  const std::string job = begun.about["job"].string();
  far.server.send(stateless_call_request("1", "wait_for", object("job", job, "timeout_seconds", 60)));
  far.server.send(stateless_call_request(
      "2", "wait_for", R"({"name":"far:other","pattern":"^here it is$","timeout_seconds":60})"));
  far.ok("list_sessions");  // both have looked by now
  far.link.cut(true);
  far.server.send(stateless_call_request("3", "new_session", R"({"name":"far:made"})"));
  write_file(go, "");
  far.machine.tmux().must({"send-keys", "-t", "=other:", "seq 90; printf 'here %s\\n' 'it is'", "Enter"});
  REQUIRE(far.machine.tmux().shows("work", "300"));
  REQUIRE(far.machine.tmux().shows("other", "here it is"));
  // Until this one is given up; it may have been made, but that is told, and it is never made twice.
  const Json made = far.server.reply("3")["result"];
  CHECK(is_error(made));
  CHECK_THAT(text_of(made), Contains("far cut") && Contains("may still happen"));
  far.link.cut(false);
  CHECK(waited(far.server.reply("2")["result"]).outcome() == "matched");
  CHECK(Json::parse(text_of(far.server.reply("1")["result"], 1))["exit_code"].integer() == 4);
  const Json polled = far.ok("capture_pane", object("name", "far:other", "since", cursor));
  std::string numbers;
  for (int i = 1; i <= 90; ++i) numbers.append("\n").append(std::to_string(i));
  CHECK_THAT(text_of(polled), Contains(numbers + "\nhere it is\n"));
  const auto names = far.machine.tmux().session_names();
  CHECK(std::count(names.begin(), names.end(), "made") <= 1);
}
