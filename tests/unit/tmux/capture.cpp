#include "tmux/capture.hpp"

#include <optional>

#include "support/catch.hpp"
#include "support/fake_client.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

struct Capturing {
  FakeClient client;
  Chain chain = std::make_shared<RequestChain>(client, std::chrono::seconds(10));
  int answers = 0;
  std::optional<Error> error;
  Captured captured;

  void capture(const std::string& session, std::size_t lines) {
    capture_pane(chain, {session, lines, 1U << 20U}, [this](Result<Captured> result) {
      ++answers;
      if (result) {
        captured = *result;
      } else {
        error = result.error();
      }
    });
  }
  [[nodiscard]] std::string last_request() const { return joined(client.asked.back().argv); }
};

std::string numbered(int from, int to) {
  std::string text;
  for (int i = from; i <= to; ++i) text += std::to_string(i) + "\n";
  return text;
}

}  // namespace

TEST_CASE("one request for the pane's state and one row more than lines are wanted") {
  Capturing c;
  c.capture("job", 3);
  CHECK(c.last_request() ==
        "display-message -p -t =job: #{history_size}\t#{session_name} ; capture-pane -p -J -t =job: -S -4");
  c.client.answer("100\tjob\n" + numbered(90, 97) + "\n\n");
  REQUIRE(c.answers == 1);
  REQUIRE(c.captured);
  CHECK(c.captured->text() == "95\n96\n97");
}

TEST_CASE("with history above, the first line may be a fragment: exactly the wanted lines are too few") {
  Capturing c;
  c.capture("job", 3);
  c.client.answer("100\tjob\nfragment\nb\nc\n\n\n");  // 3 lines, the first one cut
  REQUIRE(c.answers == 0);
  REQUIRE(c.client.asked.size() == 2);
  CHECK(c.last_request().ends_with("-S -8"));
  c.client.answer("100\tjob\nx\nthe whole fragment\nb\nc\n");
  REQUIRE(c.answers == 1);
  CHECK(c.captured->text() == "the whole fragment\nb\nc");
}

TEST_CASE("without history above, all there is is the answer") {
  Capturing c;
  c.capture("job", 3);
  c.client.answer("4\tjob\na\nb\n");
  REQUIRE(c.answers == 1);
  CHECK(c.captured->text() == "a\nb");
  CHECK(c.captured->lines() == 2);
}

TEST_CASE("asking for more ends at the top of the history") {
  Capturing c;
  c.capture("job", 10);
  c.client.answer("1000\tjob\na\n");
  for (int i = 0; i < 20 && c.answers == 0; ++i) c.client.answer("1000\tjob\na\nb\n");
  CHECK(c.answers == 1);
  CHECK(c.client.asked.size() < 12);
  CHECK(c.captured->text() == "a\nb");
}

TEST_CASE("an answer about another session is thrown away and the name is looked up") {
  Capturing c;
  c.capture("job", 3);
  c.client.answer("5\tanother\nsecret\n");
  REQUIRE(c.answers == 0);
  CHECK(c.client.asked.back().argv.front() == "list-sessions");
  c.client.answer("$1\tanother\n$7\tjob\n");
  CHECK(c.last_request().find("-t $7:") != std::string::npos);
  c.client.answer("1\tjob\nmine\n");
  REQUIRE(c.answers == 1);
  CHECK(c.captured->text() == "mine");
}

TEST_CASE("names that tmux would read as ids are looked up first") {
  Capturing c;
  c.capture("$0", 3);
  CHECK(c.client.asked.back().argv.front() == "list-sessions");
  c.client.answer("$0\tbystander\n");
  REQUIRE(c.error);
  CHECK(c.error->code == Errc::not_found);
  CHECK(c.error->message == "session \"$0\" does not exist");
}

TEST_CASE("errors of a capture say what they are") {
  Capturing c;
  SECTION("no such session") {
    c.capture("job", 3);
    c.client.answer("\t\n", 1, "can't find session: job");
    c.client.answer("$1\tanother\n");
    CHECK(c.error->code == Errc::not_found);
  }
  SECTION("no server") {
    c.capture("job", 3);
    c.client.answer("", 1, "no server running on /tmp/x");
    CHECK(c.error->message == "session \"job\" does not exist");
  }
  SECTION("garbage") {
    c.capture("job", 3);
    c.client.answer(std::string(100'000, 'x'));
    CHECK(c.error->code == Errc::io);
  }
  SECTION("time") {
    c.capture("job", 3);
    c.client.answer(Error{Errc::timed_out, "x"});
    CHECK(c.error->message.starts_with("tmux did not answer within 10 s"));
  }
  CHECK(c.answers == 1);
}

TEST_CASE("the head of an answer may come in any pieces") {
  const std::string output = "2\tjob\na\nb\n";
  for (std::size_t cut = 0; cut <= output.size(); ++cut) {
    struct Cutting final : Client {
      std::string output;
      std::size_t cut = 0;
      RequestId run(Request request, Done done) override {
        request.on_output(std::string_view(output).substr(0, cut));
        request.on_output(std::string_view(output).substr(cut));
        pending = std::move(done);
        return 1;
      }
      void cancel(RequestId) override {}
      void hurry(std::chrono::milliseconds) override {}
      Done pending;
    } client;
    client.output = output;
    client.cut = cut;
    std::string text;
    capture_pane(std::make_shared<RequestChain>(client, std::chrono::seconds(1)), {"job", 5, 100},
                 [&](Result<Captured> result) { text = result ? std::string((*result)->text()) : "error"; });
    client.pending(Reply{});
    CHECK(text == "a\nb");
  }
}
