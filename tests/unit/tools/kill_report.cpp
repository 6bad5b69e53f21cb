#include "tools/kill_report.hpp"

#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::tools;

namespace {

std::string told(const tmux::Killed& killed) {
  std::string json;
  transport::JsonWriter writer(json);
  writer.begin_object();
  write_killed(writer, killed);
  writer.end_object();
  return json;
}

}  // namespace

TEST_CASE("what a kill tells: what ended always, the rest if there is any") {
  CHECK(told({}) == R"({"ended":[]})");
  CHECK(told({{"make"}, {"b"}, {{7, "sleep 9"}}}) ==
        R"({"ended":["make"],"lives_on":["b"],"left_running":[{"pid":7,"command":"sleep 9"}]})");
}

TEST_CASE("what a kill tells: twenty of each, and how many there are") {
  tmux::Killed killed;
  for (int i = 0; i < 20; ++i) {
    killed.ended.emplace_back("e");
    killed.lives_on.emplace_back("s");
    killed.left_running.push_back({7, "l"});
  }
  CHECK(told(killed).find("in all") == std::string::npos);
  killed.ended.emplace_back("e");
  killed.lives_on.emplace_back("s");
  killed.left_running.push_back({7, "l"});
  const std::string json = told(killed);
  CHECK(json.find(R"x("e","… (21 in all)"],"lives_on")x") != std::string::npos);
  CHECK(json.find(R"x("s","… (21 in all)"],"left_running")x") != std::string::npos);
  CHECK(json.ends_with(R"x({"pid":7,"command":"l"},{"command":"… (21 in all)"}]})x"));
}

TEST_CASE("what a kill tells: several are added, each process and session once") {
  tmux::Killed all{{"make"}, {"b"}, {{7, "x"}}};
  add(all, {{"make"}, {"b", "c"}, {{7, "x"}, {8, "y"}}});
  CHECK(all.ended == std::vector<std::string>{"make", "make"});
  CHECK(all.lives_on == std::vector<std::string>{"b", "c"});
  CHECK(all.left_running.size() == 2);
}
