// capture_pane since: what it gives on a real tmux, and what it costs.
#include <algorithm>

#include "e2e/reading/polled.hpp"
#include "support/fake_tmux.hpp"

using namespace smcp::test;

TEST_CASE("poll: only the lines since, the last one again if it has changed") {
  LiveServer live;
  Polled job(live);
  job.print("one\ntwo\n$ ");
  CHECK(job.poll() == "one\ntwo\n$");
  job.print("make\nok\n$ ");
  CHECK(job.poll() == "$ make\nok\n$");
  CHECK(job.replaces());
  job.print("\nmore\n");
  CHECK(job.poll() == "more");
  CHECK_FALSE(job.replaces());
  CHECK(job.about.keys() == std::vector<std::string>{"session", "pane", "lines", "cursor"});
  CHECK(job.about["pane"].string() == job.pane.id());
  job.print("10 %");
  CHECK(job.poll() == "10 %");
  job.print("\r20 %");
  CHECK(job.poll() == "20 %");
  CHECK(job.replaces());
  job.print("\n\n\n");
  job.poll();
  CHECK(job.unchanged());
  job.print("after blanks");
  CHECK(job.poll() == "\n\nafter blanks");
}

TEST_CASE("poll: nothing new is one small block, at once and later") {
  LiveServer live;
  const std::string name = "session-with-a-longer-name-1";
  Polled job(live, name);
  job.print("text\n");
  job.poll();
  const auto check = [&] {
    const Json result = live.server.call("capture_pane", object("name", name, "since", job.cursor));
    REQUIRE(result["content"].size() == 1);
    CHECK(text_of(result).size() <= 120);
    const Json about = Json::parse(text_of(result));
    CHECK(about.keys() == std::vector<std::string>{"session", "unchanged", "idle_s"});
    CHECK(about["unchanged"].boolean());
    return about["idle_s"].integer();
  };
  CHECK(check() >= 0);
  CHECK(wait_until([&] { return check() >= 2; }));
  CHECK(job.poll().empty());  // taken in the second of the output; one taken later says the same
  CHECK(job.unchanged());
}

TEST_CASE("poll: more news than wanted are counted") {
  LiveServer live;
  Polled job(live);
  job.print("0\n");
  job.poll();
  job.print(numbers(1, 1000));
  CHECK(job.poll("lines", 3) == "998\n999\n1000");
  CHECK(job.about["skipped"].integer() == 997);
  CHECK(job.about["lines"].integer() == 3);
  job.print(numbers(1001, 1003));
  CHECK(job.poll("lines", 3) == "1001\n1002\n1003");
  CHECK_FALSE(job.about["skipped"].exists());
}

TEST_CASE("poll: a wrapped line that grew comes again as a whole") {
  LiveServer live;
  Polled job(live);
  const std::string first(100, 'a');
  job.print("top\n" + first);
  CHECK(job.poll() == "top\n" + first);
  job.print(std::string(300, 'b'));
  CHECK(job.poll() == first + std::string(300, 'b'));
  CHECK(job.replaces());
  job.print(std::string(80 * 40, 'c') + "\nend\n");
  CHECK(job.poll() == first + std::string(300, 'b') + std::string(80 * 40, 'c') + "\nend");
}

TEST_CASE("poll: one request if nothing has changed, and one for what is new") {
  PrivateTmux tmux;
  const std::string log = tmux / "asked";
  const FakeTmux fake("*", "echo \"$*\" >> " + log + "; exec \"$REAL_TMUX\" \"$@\"");
  LiveServer live({}, {});
  Polled job(live, "job", 50'000);
  job.print(numbers(1, 20'000));
  ServerProcess server({fake.environment(live.tmux.environment()), {}});
  const auto requests = [&] {
    const std::string text = read_file(log);
    return std::count(text.begin(), text.end(), '\n');
  };
  job.take(server.call("capture_pane", object("name", "job")));
  const auto poll = [&] {
    const auto before = requests();
    job.take(server.call("capture_pane", object("name", "job", "since", job.cursor)));
    return requests() - before;
  };
  CHECK(poll() == 1);
  CHECK(job.unchanged());
  job.print(numbers(20'001, 20'010));
  CHECK(poll() == 1);
  CHECK(job.text + "\n" == numbers(20'001, 20'010));
  job.print(numbers(20'011, 20'100));
  CHECK(poll() == 1);
  CHECK(job.text + "\n" == numbers(20'011, 20'100));
  CHECK(wait_until([&] {  // by now the time tells
    CHECK(poll() == 1);
    CHECK(job.unchanged());
    return job.about["idle_s"].integer() >= 2;
  }));
  job.print(numbers(20'101, 21'100));
  job.take(server.call("capture_pane", object("name", "job", "since", job.cursor, "lines", 10'000)));
  CHECK(job.text + "\n" == numbers(20'101, 21'100));
  CHECK(server.finish() == ExitStatus{});
}
