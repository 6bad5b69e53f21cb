// A call acts on the session that was judged, and on no other that has its name by then.
#include "tools/policy/admission.hpp"

#include <string>

#include "support/catch.hpp"
#include "support/contains.hpp"
#include "support/unit/calling.hpp"
#include "support/unit/fake_client.hpp"
#include "support/unit/held_row.hpp"

using namespace smcp;
using namespace smcp::tools;
using smcp::test::Contains;

namespace {

struct Judged : Calling<tmux::FakeClient> {
  explicit Judged(PolicyRules rules) { toolbox.server.policy = Policy(std::move(rules)); }
  /// The words of the last request.
  std::string asked() { return tmux::joined(client.asked.back().argv); }
};

const std::string kMine = tmux::HeldRow{.session = "$7", .name = "mine", .ours = true}.text();

}  // namespace

TEST_CASE("policy: what was judged is asked about by its id, whatever has its name by then") {
  struct Row {
    const char* tool;
    const char* arguments;
  };
  for (const auto& [tool, arguments] :
       {Row{"send_keys", R"({"name":"mine","keys":"x"})"},
        Row{"send_keys", R"({"name":"mine","keys":"x","pane":"1.0"})"},
        Row{"run_command", R"({"name":"mine","command":"x"})"}, Row{"new_window", R"({"name":"mine"})"},
        Row{"kill_pane", R"({"name":"mine","pane":"1.0"})"}, Row{"rename", R"({"name":"mine","to":"x"})"},
        Row{"rename", R"({"name":"mine","window":"1","to":"x"})"}, Row{"list_windows", R"({"name":"mine"})"},
        Row{"capture_pane", R"({"name":"mine"})"}, Row{"capture_pane", R"({"name":"mine","pane":"1.0"})"},
        Row{"wait_for", R"({"name":"mine","pattern":"x"})"},
        Row{"wait_for", R"({"name":"mine","pane":"1.0","pattern":"x"})"},
        Row{"search_output", R"({"names":["mine"],"pane":"1.0","pattern":"x"})"}}) {
    INFO(tool << arguments);
    for (const PolicyRules& rules : {PolicyRules{.own = true}, PolicyRules{.deny = {"theirs"}}}) {
      Judged judged(rules);
      const auto hook = judged.call(tool, arguments);
      REQUIRE(judged.client.open() == 1);
      judged.client.answer(kMine);
      REQUIRE(judged.client.open() == 1);
      CHECK_THAT(judged.asked(), Contains("$7"));
      CHECK_THAT(judged.asked(), !Contains("=mine"));
    }
    Judged free({});
    const auto hook = free.call(tool, arguments);
    CHECK_THAT(free.asked(), Contains("=mine") && !Contains("$7"));
  }
}

TEST_CASE("policy: resize takes no other session for the one that was judged") {
  for (const bool same : {true, false}) {
    Judged judged({.own = true});
    const auto hook = judged.call("resize", R"({"name":"mine","width":80,"height":24})");
    judged.client.answer(kMine);
    judged.client.answer(tmux::HeldRow{.session = same ? "$7" : "$8", .name = "mine", .ours = true}.text());
    REQUIRE(judged.client.open() == 1);
    if (same) {
      CHECK_THAT(judged.asked(), Contains("show-options"));
      continue;
    }
    CHECK_THAT(judged.asked(), Contains("list-sessions"));  // for the error
    judged.client.answer("");
    REQUIRE(judged.results.size() == 1);
    CHECK_THAT(judged.last(), Contains("does not exist"));
  }
}

TEST_CASE("policy: search_output and session_status take no other session for the one that was judged") {
  struct Row {
    const char* tool;
    const char* arguments;
    std::string listed;  ///< a session called `mine`, behind its id
  };
  for (const Row& row : {Row{"search_output", R"({"names":["mine"],"pattern":"x"})",
                             "\t1\t1700000000\t1700000060\t0\t\tmine\n"},
                         Row{"session_status", R"({"names":["mine"]})",
                             "\t%1\t77\t\t\t5\t2000\t24\t0\t\t/dev/pts/1\taaaaaa\t\t\t\tsh\tmine\n"}}) {
    INFO(row.tool);
    for (const bool same : {true, false}) {
      Judged judged({.own = true});
      const auto hook = judged.call(row.tool, row.arguments);
      judged.client.answer(kMine);
      CHECK_THAT(judged.asked(), Contains("list-sessions"));
      judged.client.answer((same ? "$7" : "$8") + row.listed);
      if (same) {
        CHECK(judged.client.open() == 1);
        CHECK(judged.results.empty());
        continue;
      }
      if (judged.client.open() > 0) judged.client.answer("");  // the sessions that there are, for the error
      REQUIRE(judged.results.size() == 1);
      CHECK_THAT(judged.last(), Contains("does not exist"));
    }
  }
}
