// search_output: found where they are, counted as capture_pane counts.
#include <chrono>
#include <random>

#include "e2e/reading/show_text.hpp"
#include "support/e2e/live_server.hpp"
#include "support/e2e/text_lines.hpp"

using namespace smcp::test;

namespace {

struct Found {
  std::string text;
  Json about;
};

Found search(LiveServer& live, std::string_view arguments) {
  const Json result = live.server.call("search_output", arguments);
  INFO(arguments << ": " << text_of(result));
  REQUIRE_FALSE(is_error(result));
  REQUIRE(result["content"].size() == 2);
  REQUIRE_FALSE(result["structuredContent"].exists());
  return {text_of(result), Json::parse(text_of(result, 1))};
}

}  // namespace

TEST_CASE("search_output: a session's history, scrolled away or not, numbered from the end") {
  LiveServer live;
  live.tmux.start_job("job", "seq 3000", 5000);
  REQUIRE(live.tmux.shows("job", "3000"));
  const Found found = search(live, object("pattern", "^(17|2999|3000)$", "names", Raw{R"(["job"])"}));
  CHECK(found.text == "job:-2984: 17\njob:-2: 2999\njob:-1: 3000");
  CHECK(found.about == Json::parse(R"({"sessions":1,"matches":3,"shown":3})"));
}

TEST_CASE("search_output: all sessions unless some are named, and errors name those that are not there") {
  LiveServer live;
  for (const char* name : {"one", "two", "three"})
    live.tmux.start_job(name, std::string("echo here: ") + name);
  for (const char* name : {"one", "two", "three"}) REQUIRE(live.tmux.shows(name, "here"));
  const Found all = search(live, object("pattern", "here: \\w+"));
  CHECK(all.about["sessions"].integer() == 3);
  for (const char* line : {"one:-1: here: one", "two:-1: here: two", "three:-1: here: three"}) {
    CHECK(all.text.find(line) != std::string::npos);
  }
  CHECK(search(live, object("pattern", "here", "names", Raw{R"(["two","one","two"])"})).text ==
        "two:-1: here: two\none:-1: here: one");
  const Found some = search(live, object("pattern", "here", "names", Raw{R"(["t","one","nope"])"}));
  CHECK(some.text == "one:-1: here: one");
  CHECK(some.about["errors"] ==
        Json::parse(R"(["session \"t\" does not exist","session \"nope\" does not exist"])"));
  CHECK(live.error("search_output", object("pattern", "here", "names", Raw{R"(["t"])"}))
            .starts_with("session \"t\" does not exist;"));
}

TEST_CASE("search_output: without a server there is nothing to find") {
  LiveServer live;
  const Found found = search(live, object("pattern", "x"));
  CHECK(found.text.empty());
  CHECK(found.about["sessions"].integer() == 0);
  CHECK(live.error("search_output", object("pattern", "x", "names", Raw{R"(["a"])"}))
            .starts_with("session \"a\" does not exist;"));
}

TEST_CASE("search_output: context, in groups, and letters of either case") {
  LiveServer live;
  show_text(live, "job", "1\nERROR a\n3\n4\n5\n6\nerror b\n8\n\nlast\n", 2000, "last");
  CHECK(search(live, object("pattern", "error", "context", 1, "ignore_case", true)).text ==
        "job-10- 1\njob:-9: ERROR a\njob-8- 3\n--\njob-5- 6\njob:-4: error b\njob-3- 8");
  CHECK(search(live, object("pattern", "error")).text == "job:-4: error b");
  CHECK(search(live, object("pattern", "error b", "context", 5)).text ==
        "job-9- ERROR a\njob-8- 3\njob-7- 4\njob-6- 5\njob-5- 6\njob:-4: error b\njob-3- 8\njob-2- \njob-1- "
        "last");
}

TEST_CASE("search_output: the newest of many, and each session gets its share") {
  LiveServer live;
  live.tmux.start_job("much", "seq 50000; echo end", 60000);
  live.tmux.start_job("little", "echo 7; echo end", 2000);
  REQUIRE(live.tmux.shows("much", "end"));
  REQUIRE(live.tmux.shows("little", "end"));
  const Found found =
      search(live, object("pattern", "7$", "names", Raw{R"(["much","little"])"}, "max_matches", 3));
  CHECK(found.text == "much:-15: 49987\nmuch:-5: 49997\nlittle:-2: 7");
  CHECK(found.about == Json::parse(R"({"sessions":2,"matches":5001,"shown":3,"truncated":true})"));
  const Found all = search(live, object("pattern", "^\\d+$", "max_matches", 500));
  CHECK(all.about["matches"].integer() == 50001);
  CHECK(all.about["shown"].integer() == 500);
}

TEST_CASE("search_output: its numbers are those of capture_pane, whatever was printed") {
  LiveServer live;
  std::mt19937 random(4);
  const std::vector<std::string> pieces = {"needle",     "\n", "\n",      "\n\n\n", std::string(79, 'x'),
                                           "né日本",     "  ", "needle ", "\t",     std::string(81, 'y'),
                                           " needle\n ", "\r", "z needle"};
  for (int round = 0; round < 5; ++round) {
    std::string text;
    for (int i = 0; i < 400; ++i) text += pieces[random() % pieces.size()];
    const std::string name = "r" + std::to_string(round);
    show_text(live, name, text + "\nend" + name + "\n\n\n", 5000, "end" + name);
    const auto lines = lines_of(live.capture(name, 10000));
    std::string expected;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].find("needle") == std::string::npos) continue;
      expected +=
          (expected.empty() ? "" : "\n") + name + ":-" + std::to_string(lines.size() - i) + ": " + lines[i];
    }
    const Found found =
        search(live, object("pattern", "needle", "names", Raw{"[\"" + name + "\"]"}, "max_matches", 500));
    // Lines over 1000 bytes are shown in part; these are not as long.
    CHECK(
        std::all_of(lines.begin(), lines.end(), [](const std::string& line) { return line.size() <= 1000; }));
    CHECK(found.text == expected);
  }
}

TEST_CASE("search_output: wrapped lines are searched as one, blank ones are lines") {
  LiveServer live;
  const std::string wide(100, 'w');
  show_text(live, "job", "a" + wide + "needle" + wide + "\n\n\nb\n\n\n", 2000, "b");
  CHECK(search(live, object("pattern", "wwneedleww")).text == "job:-4: a" + wide + "needle" + wide);
  CHECK(search(live, object("pattern", "^$")).text == "job:-3: \njob:-2: ");
}

TEST_CASE("search_output: bytes that are not UTF-8 do not hide the rest of their line") {
  LiveServer live;
  show_text(live, "job", "before\nx\xff\xfe needle \xc3\nlast\n", 2000, "last");
  const Found found = search(live, object("pattern", "needle"));
  CHECK(found.text.starts_with("job:-2: x"));
  CHECK(found.text.find(" needle") != std::string::npos);
}

TEST_CASE("search_output: a bad pattern is an error that shows where") {
  LiveServer live;
  live.tmux.start_job("job", "echo x");
  CHECK(live.error("search_output", object("pattern", "a(b")) ==
        "pattern is not a valid RE2 regular expression: missing ): `a(b` at character 1");
  CHECK(live.error("search_output", object("pattern", "x[z-a]")) ==
        "pattern is not a valid RE2 regular expression: invalid character class range: `z-a` at character 3");
  CHECK(live.error("search_output", object("pattern", "")) == "pattern is required (non-empty string)");
  CHECK(live.error("search_output", object("pattern", std::string(1001, 'x'))) ==
        "pattern too long (max 1000 bytes)");
}

TEST_CASE("search_output: a pattern that takes other engines for ever is done at once") {
  LiveServer live;
  const std::string line(20000, 'a');
  show_text(live, "job", line + "\n" + line + "b\nlast\n", 5000, "last");
  const Found found = search(live, object("pattern", "(a*)*b"));
  CHECK(found.text.starts_with("job:-2: aaa"));
  CHECK(found.text.ends_with("…"));
  CHECK(found.about["matches"].integer() == 1);
}

TEST_CASE("search_output: the active pane, or another that is named") {
  LiveServer live;
  live.tmux.start_job("job", "echo here: first");
  REQUIRE(live.tmux.shows("job", "here"));
  const std::string first = live.tmux.must({"display-message", "-p", "-t", "=job:", "#{pane_id}"});
  live.tmux.must({"split-window", "-t", "=job:", "echo here: second; exec sleep 1000"});
  const auto text = [&](const std::string& more) {
    return search(live, R"({"pattern":"here: ","names":["job"])" + more + "}").text;
  };
  CHECK(wait_until([&] { return text("") == "job:-1: here: second"; }));
  CHECK(text(R"(,"pane":")" + first + "\"") == "job:-1: here: first");
  CHECK(text(R"(,"pane":"0.0")") == "job:-1: here: first");
  CHECK(text(R"(,"pane":"0.1")") == "job:-1: here: second");
  CHECK(live.error("search_output", R"({"pattern":"x","names":["job"],"pane":"%99"})").find("%99") !=
        std::string::npos);
  CHECK(live.error("search_output", R"({"pattern":"x","pane":"%0"})") ==
        "pane needs exactly one name in names");
}
