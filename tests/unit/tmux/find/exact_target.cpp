#include "tmux/find/exact_target.hpp"

#include <memory>
#include <optional>
#include <string>

#include "support/catch.hpp"
#include "support/unit/asking.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

/// Asks for the words that tmux prints about the session `name`, which have to begin with that name.
struct Search : Asking<std::string> {
  std::shared_ptr<int> given = std::make_shared<int>();  ///< held by all that the search is given

  explicit Search(const std::string& name) {
    auto command = [held = given](const std::string& target) {
      Command display("display-message");
      display.flag("-t").arg(target);
      return display;
    };
    auto parse = [held = given, name](std::string_view text) {
      return text.starts_with(name + " ") ? std::optional(std::string(text)) : std::nullopt;
    };
    start(ask_exactly<std::string>(chain, name, command, parse),
          [tell = take(), held = given](Result<std::string> answer) { tell(std::move(answer)); });
  }
  [[nodiscard]] std::string asked() const { return joined(client.asked.back().argv); }
  [[nodiscard]] std::string error() const { return result ? result->error().message : "(none yet)"; }
};

const std::string kAbsent = "session \"job\" does not exist";

}  // namespace

TEST_CASE("a session that tmux finds by its name takes one request") {
  Search asking("job");
  CHECK(asking.asked() == "display-message -t =job");
  asking.client.answer("job 7");
  REQUIRE(asking.result);
  CHECK(asking.result->value() == "job 7");
  CHECK(asking.client.asked.size() == 1);
  CHECK(asking.given.use_count() == 1);
}

TEST_CASE("one that tmux does not find by its name, or takes for another, is looked up") {
  const bool refused = GENERATE(true, false);
  Search asking("job");
  refused ? asking.client.answer("", 1, "can't find session: job") : asking.client.answer("other 7");
  CHECK_FALSE(asking.result);
  asking.client.answer("$4\tjob\t1\n");
  CHECK(asking.asked() == "display-message -t $4");
  SECTION("it is there") {
    asking.client.answer("job 7");
    CHECK(asking.result->value() == "job 7");
  }
  SECTION("renamed in between") {
    asking.client.answer("new 7");
    CHECK(asking.error() == kAbsent);
  }
  SECTION("killed in between") {
    asking.client.answer("", 1, "can't find session: $4");
    CHECK(asking.error() == kAbsent);
  }
  SECTION("the server ends in between") {
    asking.client.answer("", 1, "no server running on /tmp/x");
    CHECK(asking.error() == kAbsent);
  }
  SECTION("another error") {
    asking.client.answer("", 1, "access not allowed");
    CHECK(asking.result->error().code == Errc::refused);
  }
  CHECK(asking.client.open() == 0);
  CHECK(asking.given.use_count() == 1);
}

TEST_CASE("without a server there is no session, and neither that nor another error leads to a search") {
  Search none("job");
  none.client.answer("", 1, "no server running on /tmp/x");
  CHECK(none.error() == kAbsent);
  Search refused("job");
  refused.client.answer("", 1, "access not allowed");
  CHECK(refused.result->error().code == Errc::refused);
  CHECK(none.client.asked.size() + refused.client.asked.size() == 2);
}

TEST_CASE("a name that is not a target is only looked up") {
  Search asking("$0");
  CHECK(asking.asked().starts_with("list-sessions "));
  asking.client.answer("$0\tjob\n$4\t$0\n");
  CHECK(asking.asked() == "display-message -t $4");
  asking.client.answer("$0 7");
  CHECK(asking.result->value() == "$0 7");
  Search absent("$0");
  absent.client.answer("$0\tjob\n");
  CHECK(absent.error() == "session \"$0\" does not exist");
}

TEST_CASE("a search that is cancelled at any step frees what it was given, and tells nobody") {
  const int steps = GENERATE(0, 1, 2);
  Search asking("job");
  if (steps > 0) asking.client.answer("", 1, "can't find session: job");
  if (steps > 1) asking.client.answer("$4\tjob\t1\n");
  CHECK(asking.client.open() == 1);
  CHECK(asking.given.use_count() > 1);
  asking.chain->cancel();
  CHECK(asking.client.open() == 0);
  CHECK(asking.given.use_count() == 1);
  CHECK_FALSE(asking.result);
}

TEST_CASE("only harmless names are tried as targets") {
  for (const auto* name : {"job", "b8-c1", "_x", "7", "é", "a=b", "end;"}) CHECK(can_target_by_name(name));
  for (const auto* name :
       {"", "$0", "@1", "%3", "=x", "-rf", "{last}", "/dev/pts/3", "~", "!", "+", ".", "#{x}", "'"}) {
    INFO(name);
    CHECK_FALSE(can_target_by_name(name));
  }
}
