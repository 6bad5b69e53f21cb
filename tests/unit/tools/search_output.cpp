// search_output as the dispatcher sees it, over a tmux that answers by script.
#include <string>
#include <vector>

#include <simdjson.h>

#include "support/catch.hpp"
#include "support/unit/fake_client.hpp"
#include "tools/registry.hpp"

using namespace smcp;
using namespace smcp::tools;

namespace {

struct Search {
  std::vector<transport::ToolResult> results;  // outlives the client: what it drops unanswered answers here
  uv::Loop loop;
  tmux::FakeClient client;
  Toolbox toolbox{loop, client, std::chrono::seconds(10)};

  transport::CancelHook call(const std::string& json) {
    const simdjson::padded_string padded(json);
    transport::ReplySink sink;
    sink.answer = [this](transport::ToolResult result) { results.push_back(std::move(result)); };
    return start_call(toolbox, *find_tool("search_output"), std::string_view(padded.data(), padded.size()),
                      transport::ToolReply(std::move(sink)));
  }
  /// tmux's list, with ids $0, $1, …
  void has_sessions(const std::vector<std::string>& names) {
    std::string rows;
    for (std::size_t i = 0; i < names.size(); ++i) {
      rows += "$" + std::to_string(i) + "\t1\t1700000000\t1700000060\t0\t\t" + names[i] + "\n";
    }
    client.answer(rows);
  }
  [[nodiscard]] std::string asked() const { return tmux::joined(client.asked.back().argv); }
  [[nodiscard]] std::string text() const { return std::string(results.back().text_block().text); }
  [[nodiscard]] const std::string& last() const { return results.back().json_or_message(); }
  [[nodiscard]] bool failed() const { return results.back().kind() == transport::ToolResult::Kind::error; }
};

}  // namespace

TEST_CASE("all sessions are searched one after the other, each by its id") {
  Search s;
  s.call(R"({"pattern":"a+"})");
  s.has_sessions({"one", "two"});
  CHECK(s.asked() == "capture-pane -p -J -t $0: -S -");
  s.client.answer("xa\nb\n\n");
  CHECK(s.asked() == "capture-pane -p -J -t $1: -S -");
  s.client.answer("aa\n");
  CHECK(s.text() == "one:-2: xa\ntwo:-1: aa");
  CHECK(s.last() == R"({"sessions":2,"matches":2,"shown":2})");
  CHECK(s.client.asked.size() == 3);
}

TEST_CASE("no server, no sessions: nothing is found, and that is not an error") {
  Search s;
  s.call(R"({"pattern":"a"})");
  s.client.answer("", 1, "no server running on /tmp/x");
  CHECK(s.text().empty());
  CHECK(s.last() == R"({"sessions":0,"matches":0,"shown":0})");
}

TEST_CASE("only the sessions that are named, in that order, each once") {
  Search s;
  s.call(R"({"pattern":"a","names":["c","a","c"],"context":1,"max_matches":1})");
  s.has_sessions({"a", "b", "c"});
  CHECK(s.asked() == "capture-pane -p -J -t $2: -S -");
  s.client.answer("a\nx\ny\na\nz\n");
  CHECK(s.asked() == "capture-pane -p -J -t $0: -S -");
  s.client.answer("a\n");
  CHECK(s.text() == "c-3- y\nc:-2: a\nc-1- z");
  CHECK(s.last() == R"({"sessions":2,"matches":3,"shown":1,"truncated":true})");
}

TEST_CASE("missing sessions are reported, and are an error if there is no other") {
  Search s;
  s.call(R"({"pattern":"a","names":["nope","a","goes"]})");
  s.has_sessions({"a", "goes"});
  s.client.answer("a\n");
  s.client.answer("", 1, "can't find session: $1");
  CHECK(s.text() == "a:-1: a");
  CHECK(s.last() == R"({"sessions":1,"matches":1,"shown":1,)"
                    R"("errors":["session \"nope\" does not exist","session \"goes\" does not exist"]})");
  s.call(R"({"pattern":"a","names":["nope"]})");
  s.has_sessions({"a"});
  s.has_sessions({"a"});  // the error asks which there are
  CHECK(s.failed());
  CHECK(s.last() == "session \"nope\" does not exist; sessions: a (start one with new_session)");
  s.call(R"({"pattern":"a","names":["nope"]})");
  s.client.answer("", 1, "no server running on /tmp/x");
  s.client.answer("", 1, "no server running on /tmp/x");
  CHECK(s.last() == "session \"nope\" does not exist; there are no sessions: start one with new_session");
}

TEST_CASE("a tmux that does not answer ends the search") {
  Search s;
  s.call(R"({"pattern":"a"})");
  s.has_sessions({"a", "b"});
  s.client.answer(Error{Errc::timed_out, "x"});
  CHECK(s.failed());
  CHECK(s.last().starts_with("tmux did not answer within 10 s"));
  CHECK(s.client.open() == 0);
}

TEST_CASE("what is wrong with a search is said before tmux is asked") {
  Search s;
  const auto message = [&](const std::string& json) {
    s.call(json);
    CHECK(s.failed());
    return s.last();
  };
  CHECK(message("{}") == "pattern is required (non-empty string)");
  CHECK(message(R"({"pattern":"(a"})") ==
        "pattern is not a valid RE2 regular expression: missing ): `(a` at character 1");
  CHECK(message(R"({"pattern":"a","names":[]})") == "names must be an array of 1 to 32 non-empty strings");
  CHECK(message(R"({"pattern":"a","names":["x","a.b"]})") ==
        "name cannot contain '.', ':', '|', or whitespace");
  CHECK(message(R"({"pattern":"a","pane":"%1"})") == "pane needs exactly one name in names");
  CHECK(message(R"({"pattern":"a","pane":"%1","names":["a","b"]})") ==
        "pane needs exactly one name in names");
  CHECK(message(R"({"pattern":"a","context":6})") == "context must be an integer from 0 to 5");
  CHECK(message(R"({"pattern":"a","max_matches":501})") == "max_matches must be an integer from 1 to 500");
  CHECK(s.client.asked.empty());
}

TEST_CASE("the answer has a bound, whatever is found") {
  Search s;
  s.call(R"({"pattern":".","max_matches":500,"context":5})");
  s.has_sessions({"a", "b"});
  const std::string line(999, 'x');
  std::string output;
  for (int i = 0; i < 5000; ++i) output += line + "\n";
  s.client.answer(output);
  s.client.answer("last\n");
  CHECK(s.text().size() <= 256 * 1024);
  CHECK(s.text().size() > 128 * 1024);
  CHECK(s.text().ends_with("b:-1: last"));
  CHECK(s.last().starts_with(R"({"sessions":2,"matches":5001,"shown":)"));
  CHECK(s.last().ends_with(R"("truncated":true})"));
}

TEST_CASE("a pattern that would keep everything waiting is given up") {
  Search s;
  s.call(R"({"pattern":"(?:a?){900}a{900}b"})");
  s.has_sessions({"a"});
  std::string output;
  for (int i = 0; i < 400; ++i) output += std::string(3000, 'a') + "\n";
  const auto begin = uv::Clock::now();
  s.client.answer(output);
  CHECK(uv::Clock::now() - begin < std::chrono::seconds(60));  // without a bound: minutes
  CHECK(s.failed());
  CHECK(s.last() == "pattern takes too long on the output of session \"a\"; use a simpler one");
}

TEST_CASE("a search that ran out of time blames who took it") {
  Search s;
  s.call(R"({"pattern":"(?:a?){900}a{900}b"})");
  s.has_sessions({"a"});
  s.client.output(std::string(1500, 'a') + "\n");
  s.client.answer(Error{Errc::timed_out, "x"});
  CHECK(s.last() == "pattern takes too long on the output of session \"a\"; use a simpler one");
}

TEST_CASE("a cancelled search asks no more") {
  Search s;
  auto cancel = s.call(R"({"pattern":"a"})");
  s.has_sessions({"a", "b"});
  cancel();
  s.loop.run();
  CHECK(s.client.cancelled.size() == 1);
  CHECK(s.client.open() == 0);
  CHECK(s.toolbox.server.captures.inside() == 0);
}

TEST_CASE("searches wait their turn among the captures") {
  Search s;
  for (std::size_t i = 0; i <= kMaxCaptures; ++i) s.call(R"({"pattern":"a"})");
  CHECK(s.client.asked.size() == kMaxCaptures);
  s.client.answer("");
  s.loop.run();
  CHECK(s.client.asked.size() == kMaxCaptures + 1);
}

TEST_CASE("what run_command typed does not match, and is a line all the same") {
  Search s;
  s.call(R"({"pattern":"eval","context":1})");
  s.has_sessions({"a"});
  s.client.answer("$  \\builtin eval \"$(tmux show -pqvt %5 @smcp-k4f9q2)\"\neval is evil\n");
  CHECK(s.text() == "a-2- $  \\builtin eval \"$(tmux show -pqvt %5 @smcp-k4f9q2)\"\na:-1: eval is evil");
  CHECK(s.last() == R"({"sessions":1,"matches":1,"shown":1})");
}
