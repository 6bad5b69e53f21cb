#include "tmux/link/far_side.hpp"

#include <optional>

#include "support/catch.hpp"
#include "support/unit/fake_client.hpp"
#include "tmux/link/errors.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

struct Asked {
  FakeClient client;
  std::optional<Result<Reply>> said;

  explicit Asked(const char* lost) {
    ask_after_loss(client, {Command(lost), {}, uv::Clock::now() + std::chrono::seconds(20), {}},
                   [this](Result<Reply> result) { said = std::move(result); });
    REQUIRE(client.asked.size() == 1);
    CHECK(client.asked.front().argv.front() == "display-message");
  }
};

}  // namespace

TEST_CASE("after a loss: a server that has gone is no server, unless the command would have started one") {
  Asked kill("kill-session");
  kill.client.answer("", 1, "no server running on /x");
  REQUIRE(kill.said->ok());
  CHECK((*kill.said)->error_output == kLostServer);
  Asked make("new-session");
  make.client.answer("", 1, "no server running on /x");
  CHECK(make.said->error().message.find("its sessions are gone") != std::string::npos);
}

TEST_CASE("after a loss: a server that lives may have done what it was asked") {
  Asked kill("kill-session");
  kill.client.answer("\n");
  CHECK(kill.said->error().message.find("may have taken effect") != std::string::npos);
  Asked list("list-sessions");
  list.client.answer("\n");
  CHECK(list.said->error().message.find("may have taken effect") == std::string::npos);
  CHECK(list.said->error().code == Errc::io);
}

TEST_CASE("after a loss: a way that is lost, too, says so") {
  Asked kill("kill-session");
  kill.client.answer(Error{Errc::unreachable, "broke"});
  CHECK(kill.said->error().code == Errc::unreachable);
}
