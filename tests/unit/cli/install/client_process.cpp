#include "cli/install/client_process.hpp"

#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::cli;
using namespace std::chrono_literals;

TEST_CASE("a client's command is run without a shell, and its answer is kept") {
  const auto answer = run_client({"sh", "-c", "printf '%s' \"$1\"; echo oops >&2; exit 3", "x", "a $b 'c'"});
  REQUIRE(answer);
  CHECK_FALSE(answer->succeeded);
  CHECK(answer->ending == "exit status 3");
  CHECK(answer->output == "a $b 'c'");
  CHECK(answer->error == "oops\n");
  CHECK(words_of(*answer) == "oops\na $b 'c'");
  CHECK(run_client({"true"}).value().succeeded);
  CHECK(run_client({"sh", "-c", "kill -9 $$"}).value().ending == "signal 9");
}

TEST_CASE("it has no input, and no more time than it is given") {
  CHECK(run_client({"cat"}).value().output.empty());
  const auto late = run_client({"sleep", "1000"}, 50ms);
  REQUIRE_FALSE(late);
  CHECK(late.error().code == Errc::timed_out);
  CHECK(late.error().message.find("sleep 1000") != std::string::npos);
}

TEST_CASE("a command that is not there is an error") {
  const auto none = run_client({"sessions-mcp-no-such-client"});
  REQUIRE_FALSE(none);
  CHECK(none.error().code == Errc::not_installed);
}

TEST_CASE("its output is bounded, and shown without colours, the end of it") {
  const auto answer =
      run_client({"sh", "-c", "yes 1234567 | head -n 100000; printf '\\033[31mred\\033[0m\\n' >&2"});
  REQUIRE(answer);
  CHECK(answer->output.size() == kMaxClientOutput);
  CHECK(answer->error.starts_with("\033[31m"));
  ClientAnswer said;
  said.error = "\033[31mred\033[0m\n";
  CHECK(words_of(said) == "red");
  CHECK(words_of(*answer).size() <= 4096);
}
