#include "tmux/jobs/look_at_job.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

#include "support/catch.hpp"
#include "support/unit/fake_client.hpp"

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
