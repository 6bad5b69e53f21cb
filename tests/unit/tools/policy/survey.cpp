#include "tools/policy/survey.hpp"

#include "support/catch.hpp"
#include "support/unit/held_row.hpp"

using namespace smcp;
using namespace smcp::tools;

namespace {

Survey survey_of(const std::vector<tmux::HeldRow>& rows, const Policy& policy) {
  std::string text;
  for (const auto& row : rows) text += row.text();
  auto panes = tmux::parse_held_panes(text);
  REQUIRE(panes);
  return {std::move(*panes), policy};
}

}  // namespace

TEST_CASE("survey: who shares a window with whom, and what must therefore not be shown") {
  const Policy policy({.own = true, .deny = {"secret"}});
  const Survey survey =
      survey_of({{.session = "$1", .name = "lone", .window = "@1", .pane = "%1", .ours = true},
                 {.session = "$2", .name = "near", .window = "@2", .pane = "%2", .ours = true},
                 {.session = "$2", .name = "near", .window = "@3", .pane = "%3", .ours = true},
                 {.session = "$3", .name = "secret", .window = "@3", .pane = "%3"},
                 {.session = "$4", .name = "pair", .window = "@4", .pane = "%4", .ours = true},
                 {.session = "$5", .name = "person", .window = "@4", .pane = "%4"}},
                policy);
  const auto facts = [&survey](std::string_view name) { return survey.find(name).value().facts; };
  CHECK_FALSE(survey.find("nobody"));
  CHECK((facts("lone").ours && !facts("lone").shares_hidden && !facts("lone").shares_foreign));
  CHECK((facts("near").ours && facts("near").shares_hidden && facts("near").shares_foreign));
  CHECK((facts("pair").ours && !facts("pair").shares_hidden && facts("pair").shares_foreign));
  CHECK((!facts("person").ours && !facts("person").shares_hidden && !facts("person").shares_foreign));
  CHECK(survey.withheld(policy) == std::vector<std::string>{"near"});

  const auto pane = [](std::string_view text) { return tmux::PaneId::parse(text).value(); };
  CHECK(survey.holders_of(pane("%9")).empty());
  REQUIRE(survey.holders_of(pane("%3")).size() == 2);
  CHECK(survey.holders_of(pane("%3"))[1].name == "secret");
}

TEST_CASE("survey: two sessions of a group share all windows, once each") {
  const Policy policy({.deny = {"b"}});
  const Survey survey = survey_of({{.session = "$1", .name = "a"}, {.session = "$2", .name = "b"}}, policy);
  CHECK(survey.find("a")->facts.shares_hidden);
  CHECK_FALSE(survey.find("b")->facts.shares_hidden);
}
