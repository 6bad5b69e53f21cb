// Many calls: pipelined, over time, and at a client that does not read.
#include "support/e2e/live_server.hpp"
#include "support/process_figures.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

std::string numbered_calls(int count, std::string_view tool, const std::string& arguments) {
  std::string requests;
  for (int i = 0; i < count; ++i)
    requests += stateless_call_request(std::to_string(i), tool, arguments) + "\n";
  return requests;
}

}  // namespace

TEST_CASE("load: 300 pipelined calls of every reading kind are all answered, each once") {
  LiveServer live;
  live.tmux.start_job("job", "seq 100");
  REQUIRE(live.tmux.shows("job", "100"));
  constexpr int kCalls = 300;
  std::string requests;
  for (int i = 0; i < kCalls; ++i) {
    const std::string id = std::to_string(i);
    if (i % 4 == 0) requests += stateless_call_request(id, "list_sessions");
    if (i % 4 == 1) requests += stateless_call_request(id, "has_session", object("name", "job"));
    if (i % 4 == 2) requests += stateless_call_request(id, "list_windows", object("name", "job"));
    if (i % 4 == 3) requests += stateless_call_request(id, "capture_pane", object("name", "job", "lines", 2));
    requests += "\n";
  }
  live.server.send_bytes(requests);
  std::vector<int> answers(kCalls);
  for (int i = 0; i < kCalls; ++i) {
    const Json reply = live.server.receive(kPatience * 2);
    const auto id = static_cast<std::size_t>(reply["id"].integer());
    ++answers.at(id);
    REQUIRE_FALSE(is_error(reply["result"]));
    if (id % 4 == 1) CHECK(reply["result"]["structuredContent"]["exists"].boolean());
    if (id % 4 == 3) CHECK(text_of(reply["result"]) == "99\n100");
  }
  CHECK(std::count(answers.begin(), answers.end(), 1) == kCalls);
}

TEST_CASE("load: after 1000 calls there are no more descriptors, children or zombies than before") {
  LiveServer live;
  live.tmux.start_job("job", "seq 100");
  const std::string calls = numbered_calls(200, "capture_pane", object("name", "job", "lines", 10));
  const auto round = [&] {
    live.server.send_bytes(calls);
    for (int i = 0; i < 200; ++i) REQUIRE_FALSE(is_error(live.server.receive(kPatience * 2)["result"]));
    REQUIRE(wait_until([&] { return children_of(live.server.pid()).empty(); }));
  };
  REQUIRE_FALSE(is_error(live.server.call("list_sessions")));
  REQUIRE(wait_until([&] { return children_of(live.server.pid()).empty(); }));
  const std::size_t before = open_descriptors(live.server.pid());
  for (int i = 0; i < 5; ++i) round();
  CHECK(wait_until([&] { return open_descriptors(live.server.pid()) == before; }));
}

TEST_CASE("load: no more children than 16 at once") {
  // On a busy machine, a hundred of them take longer than a request may by default.
  LiveServer live({"--engine", "child", "--timeout", "60"});
  live.tmux.start_job("job", "seq 100");
  std::size_t most = 0;
  {
    const Stopped stopped(live.tmux.server_pid());  // so that none of them ends
    live.server.send_bytes(numbered_calls(100, "list_sessions", "{}"));
    CHECK(wait_until([&] { return children_of(live.server.pid()).size() >= 16; }));
    REQUIRE(live.server.ask("\"p\"", request("\"p\"", "ping"))["result"].exists());
    most = children_of(live.server.pid()).size();
  }
  CHECK(most == 16);
  for (int i = 0; i < 100; ++i) CHECK_FALSE(is_error(live.server.receive()["result"]));
}

TEST_CASE("load: no more connections than 16 at once, and none when all is answered") {
  LiveServer live({"--engine", "socket"});
  live.tmux.start_job("job", "seq 100");
  REQUIRE(live.server.ask("\"up\"", request("\"up\"", "ping"))["result"].exists());  // it has opened its own
  const std::size_t before = open_descriptors(live.server.pid());
  std::size_t most = 0;
  {
    const Stopped stopped(live.tmux.server_pid());  // so that none of them ends
    live.server.send_bytes(numbered_calls(100, "list_sessions", "{}"));
    CHECK(wait_until([&] { return open_descriptors(live.server.pid()) >= before + 16; }));
    REQUIRE(live.server.ask("\"p\"", request("\"p\"", "ping"))["result"].exists());
    most = open_descriptors(live.server.pid());
  }
  CHECK(most == before + 16);
  for (int i = 0; i < 100; ++i) CHECK_FALSE(is_error(live.server.receive()["result"]));
  CHECK(open_descriptors(live.server.pid()) == before);
}

TEST_CASE("load: a client that stops reading is waited for, in bounded memory, and then gets everything") {
  LiveServer live;
  live.tmux.start_job("job", "seq -f %040.0f 12000", 20000);
  REQUIRE(live.tmux.shows("job", "12000"));
  constexpr int kCalls = 1000;
  const std::string requests = numbered_calls(kCalls, "capture_pane", object("name", "job", "lines", 10000));
  const std::size_t taken = live.server.send_without_reading(requests, seconds(2));
  // The server is as far as it will go when it uses no more processor time.
  const pid_t server = live.server.pid();
  REQUIRE(wait_until_still([&] { return std::pair(cpu_time(server), children_of(server)); },
                           milliseconds{500}, kPatience * 3));
  REQUIRE(children_of(server).empty());
  const std::size_t unread = resident_bytes(live.server.pid());
  const std::string rest = requests.substr(taken);
  live.server.send_bytes(rest);
  const std::size_t text_size = 10000 * 41 - 1;
  std::vector<int> answers(kCalls);
  for (int i = 0; i < kCalls; ++i) {
    const std::string line = live.server.receive_line(kPatience * 2);
    ++answers.at(std::stoul(line.substr(line.find("\"id\":") + 5)));
    REQUIRE(line.size() > text_size + 9999);  // each line break takes two bytes
    // To read all of them as JSON would take most of the test's time.
    if (i % 20 == 0) REQUIRE(text_of(Json::parse(line)["result"]).size() == text_size);
  }
  CHECK(std::count(answers.begin(), answers.end(), 1) == kCalls);
  INFO("resident while unread: " << unread << ", peak: " << peak_resident_bytes(live.server.pid()));
#if !defined(SESSIONS_MCP_SANITIZED)
  CHECK(unread < 256 * kMebibyte);
  CHECK(peak_resident_bytes(live.server.pid()) < 256 * kMebibyte);
#endif
  CHECK(live.server.ask("\"p\"", request("\"p\"", "ping"))["result"].exists());
}
