// The cursor of a command that has ended: nothing of its output comes again, and nothing after it is lost.
#include "support/e2e/job_shells.hpp"

using namespace smcp::test;

namespace {

std::string since(LiveServer& live, const JobAnswer& ended) {
  REQUIRE(ended.has("cursor"));
  return text_of(live.server.call("capture_pane", object("name", ended.about["session"].string(), "since",
                                                         ended.about["cursor"].string())));
}

}  // namespace

TEST_CASE("run_command cursor: behind the output there is the prompt, in each shell") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    INFO(kind.name);
    ShellSession shell(live, kind);
    for (const char* command : {"echo out", "true", "printf out", "seq 100", "echo out; sh -c 'exit 4'"}) {
      INFO(command);
      const JobAnswer ended = shell.run(command);
      CHECK(ended.about["pane"].string() == shell.format("#{pane_id}"));
      // The prompt comes within a moment; until then there may be nothing.
      std::string text;
      CHECK(wait_until([&] { return !(text = since(live, ended)).empty() && text.front() != '{'; }));
      INFO(text);
      CHECK(text.find("out") == std::string::npos);
      CHECK(text.find("100") == std::string::npos);
      CHECK(text.find('\n') == std::string::npos);
    }
  }
}

TEST_CASE("run_command cursor: what the background prints after it is found, however soon it came") {
  LiveServer live;
  ShellSession shell(live, bash());
  const JobAnswer ended = shell.run("(echo soon; sleep 0.5; echo late-$((40 + 2))) & echo now");
  CHECK(ended.exit_code() == 0);
  REQUIRE(ended.has("cursor"));
  const Json waited = live.server.call(
      "wait_for",
      object("name", shell.name(), "since", ended.about["cursor"].string(), "pattern", "late-42"));
  CHECK(text_of(waited, 1).find(R"("outcome":"matched")") != std::string::npos);
  // Each line is in the one or in the other.
  const std::string after = since(live, ended);
  CHECK((ended.text + "\n" + after).find("soon") != std::string::npos);
  CHECK(after.find("now") == std::string::npos);
}

TEST_CASE("run_command cursor: a wait and a past job have one, too") {
  LiveServer live;
  ShellSession shell(live, bash());
  const JobAnswer first = shell.run("echo one", R"(,"wait":false)");
  CHECK(first.about["pane"].string() == shell.format("#{pane_id}"));
  const JobAnswer waited = shell.wait_for(first.job());
  CHECK(waited.text == "one");
  CHECK(shell.run("echo two").text == "two");
  const JobAnswer past = shell.wait_for(first.job());
  const std::string text = since(live, past);
  CHECK(text.find("one") == std::string::npos);
  CHECK(text.find("\ntwo") != std::string::npos);
}
