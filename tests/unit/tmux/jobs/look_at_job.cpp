#include "tmux/jobs/look_at_job.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/unit/fake_client.hpp"
#include "support/unit/fake_pane.hpp"

using namespace smcp;
using namespace smcp::tmux;

TEST_CASE("a pane that is not there is not found, though tmux prints something for it") {
  FakeClient client;
  const auto chain = std::make_shared<RequestChain>(client, std::chrono::seconds(10));
  std::optional<Result<JobLook>> look;
  look_at_job(chain, PaneId{9}, [&](Result<JobLook> result) { look.emplace(std::move(result)); });
  client.answer("\t\t\t\t\t\t\t\t\t1000\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\n");
  REQUIRE(look);
  CHECK(look->error().code == Errc::not_found);
}

TEST_CASE("what a pane shows is seen together with its jobs, in one request") {
  FakeClient client;
  const auto chain = std::make_shared<RequestChain>(client, std::chrono::seconds(10));
  FakePane pane(20, 5, 2000);
  pane.print("one\ntwo\n$ ls \nbelow");
  pane.cursor_up(1);
  std::optional<Result<JobSight>> sight;
  see_pane(chain, PaneId{7}, 2, [&](Result<JobSight> result) { sight.emplace(std::move(result)); });
  std::vector<std::string> rest = client.asked.back().argv;
  CHECK(rest[4] == JobLook::format());
  CHECK(rest[6] == "list-commands");
  rest.erase(rest.begin(), rest.begin() + 11);
  SECTION("of one that is there") {
    const std::string look =
        "\t\t\tlock 5\t\t\t/tmp/s\tbash\t\t\t" + pane.answer({"display-message", "-p", pane_state_format()});
    client.answer(look + "[-dprS] [-b buffer-name]\n" + pane.answer(rest));
    REQUIRE(sight);
    REQUIRE(*sight);
    CHECK((*sight)->look.typing == "lock 5");
    CHECK((*sight)->paste_usage == "[-dprS] [-b buffer-name]");
    CHECK((*sight)->shown.text->text() == "$ ls\nbelow");
    CHECK((*sight)->shown.state.cursor_y == 2);
    CHECK((*sight)->shown.below == std::vector<std::string>{"$ ls", "below", ""});
  }
  SECTION("of one that is not") {
    client.answer("\t\t\t\t\t\t\t\t\t1000\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\n[-dpr]\n", 1,
                  "can't find pane: %7");
    REQUIRE(sight);
    CHECK(sight->error().code == Errc::not_found);
  }
}
