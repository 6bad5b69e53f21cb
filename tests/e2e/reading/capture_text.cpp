// capture_pane: which bytes come, and how many at most.
#include "support/e2e/live_server.hpp"
#include "support/fake_tmux.hpp"
#include "support/request.hpp"

using namespace smcp::test;

TEST_CASE("capture_pane: any script, quotes, backslashes and control pictures come back as they are") {
  LiveServer live;
  const std::string text = "né 日本語 🎉 \"quoted\" back\\slash #{pane_id} $HOME\n`tick` <tag> & 100%";
  write_file(live.tmux / "text", text + "\n");
  live.tmux.start_job("job", "cat " + (live.tmux / "text"));
  REQUIRE(live.tmux.shows("job", "100%"));
  CHECK(live.capture("job", 10) == text);
}

TEST_CASE("capture_pane: the active pane of the active window is read") {
  LiveServer live;
  live.tmux.start_job("job", "echo one");
  live.tmux.must({"new-window", "-t", "=job:", "echo two; exec sleep 1000"});
  CHECK(live.shows("job", "two"));
  live.tmux.must({"split-window", "-t", "=job:", "echo three; exec sleep 1000"});
  CHECK(live.shows("job", "three"));
  live.tmux.must({"select-window", "-t", "=job:0"});
  CHECK(live.capture("job", 10) == "one");
}

TEST_CASE("capture_pane: invalid UTF-8 becomes U+FFFD") {
  const FakeTmux fake("capture-pane", "\"$REAL_TMUX\" \"$@\"; printf 'bad \\377\\300 byte\\n'");
  const PrivateTmux tmux;
  tmux.start_job("job", "echo ready");
  REQUIRE(tmux.shows("job", "ready"));
  ServerProcess server({fake.environment(tmux.environment()), {}});
  const Json result = server.call("capture_pane", object("name", "job", "lines", 1));
  CHECK(text_of(result) == "bad \xEF\xBF\xBD\xEF\xBF\xBD byte");
}

TEST_CASE("capture_pane: a reply stays under 8 MiB, and says how much was left out") {
  LiveServer live;
  constexpr std::size_t kWidth = 1200;  // 10 000 of them are 12 MB
  const std::string awk =
      "awk 'BEGIN{for(i=0;i<1190;i++)x=x\"y\";for(i=1;i<=10050;i++)printf \"%010d%s\\n\",i,x}'";
  live.tmux.start_job("job", awk + "; echo finished", 160000);
  REQUIRE(live.tmux.shows("job", "finished"));
  const std::string id = "1";
  live.server.send(stateless_call_request(id, "capture_pane", object("name", "job", "lines", 10000)));
  const std::string line = live.server.receive_line(kPatience * 3);
  CHECK(line.size() < std::size_t{8} << 20U);
  CHECK(line.size() > std::size_t{6} << 20U);  // the bound is used, not shirked
  const Json result = Json::parse(line)["result"];
  const std::string& text = text_of(result);
  const Json about = Json::parse(text_of(result, 1));
  INFO(text_of(result, 1));
  const auto lines = static_cast<std::size_t>(about["lines"].integer());
  CHECK(about["truncated"].boolean());
  CHECK(text_of(result, 1).find(std::to_string(10000 - lines)) != std::string::npos);
  CHECK(text.size() == (lines - 1) * (kWidth + 1) + std::string("finished").size());
  CHECK(text.ends_with("\nfinished"));
  // The newest are there: line 10050 is the last number, and lines - 1 numbers are shown.
  CHECK(std::stoul(text.substr(0, 10)) == 10050 - (lines - 1) + 1);
}

TEST_CASE("capture_pane: text that escapes to six times its size stays under 8 MiB, too") {
  LiveServer live;
  live.tmux.start_job(
      "job", "awk 'BEGIN{for(i=0;i<700;i++)x=x\"\\\\\";for(i=1;i<=9000;i++)print x}'; echo finished", 90000);
  REQUIRE(live.tmux.shows("job", "finished"));
  live.server.send(stateless_call_request("1", "capture_pane", object("name", "job", "lines", 10000)));
  const std::string line = live.server.receive_line(kPatience * 3);
  CHECK(line.size() < std::size_t{8} << 20U);
  const Json result = Json::parse(line)["result"];
  CHECK(Json::parse(text_of(result, 1))["truncated"].boolean());
  CHECK(text_of(result).ends_with("\\\nfinished"));
}
