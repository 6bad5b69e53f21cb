#include "tmux/read/capture.hpp"

#include <optional>

#include "support/catch.hpp"
#include "support/unit/fake_client.hpp"
#include "support/unit/fake_pane.hpp"
#include "support/unit/numbered_lines.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

/// A pane of 10 rows of 20 columns whose requests are answered as they come.
struct Capturing {
  FakePane pane{20, 10, 2000};
  FakePaneClient client{pane};
  Chain chain = std::make_shared<RequestChain>(client, std::chrono::seconds(10));
  int answers = 0;
  std::optional<Error> error;
  std::optional<Captured> captured;

  void capture(CaptureRequest request) {
    request.session = "job";
    request.max_bytes = 1U << 20U;
    capture_pane(chain, std::move(request), [this](Result<Captured> result) {
      ++answers;
      if (result) {
        captured = *result;
      } else {
        error = result.error();
      }
    });
  }
  std::string text_of(std::size_t lines, std::size_t skip = 0) {
    CaptureRequest request;
    request.lines = lines;
    request.skip = skip;
    capture(request);
    while (client.waiting()) client.answer();
    return captured ? std::string(captured->text->text()) : "no answer";
  }
};

/// For answers that no pane gives.
struct Refused {
  FakeClient client;
  std::optional<Error> error;
  int answers = 0;

  void capture(const std::string& session) {
    CaptureRequest request;
    request.session = session;
    request.lines = 3;
    request.max_bytes = 1U << 20U;
    capture_pane(std::make_shared<RequestChain>(client, std::chrono::seconds(10)), std::move(request),
                 [this](const Result<Captured>& result) {
                   ++answers;
                   if (!result) error = result.error();
                 });
  }
};

}  // namespace

TEST_CASE("one request for the pane's state, the rows of its end and one row more than lines are wanted") {
  Capturing c;
  c.pane.print(test::numbered_lines(1, 97));
  CHECK(c.text_of(3) == "95\n96\n97");
  REQUIRE(c.client.asked.size() == 1);
  const std::string asked = joined(c.client.asked.back());
  CHECK(asked.starts_with("display-message -p -t =job: %s\t#{pane_id}\t"));
  CHECK(asked.ends_with(" ; capture-pane -t =job: -p -N -S -16 ; capture-pane -t =job: -p -J -S -4"));
}

TEST_CASE("with history above, the first line may be a fragment: exactly the wanted lines are too few") {
  Capturing c;
  c.pane.print("top\n" + std::string(250, 'x') + "\nb\nc\n");
  const std::string whole = std::string(250, 'x') + "\nb\nc";
  CHECK(c.text_of(3) == whole);
  CHECK(c.client.asked.size() > 1);
}

TEST_CASE("without history above, all there is is the answer") {
  Capturing c;
  c.pane.print("a\nb\n");
  CHECK(c.text_of(3) == "a\nb");
  CHECK(c.captured->text->lines() == 2);
  CHECK(c.captured->state.pane.text() == "%7");
}

TEST_CASE("asking for more ends at the top of the history") {
  Capturing c;
  c.pane.print("a\n" + std::string(3000, ' ') + "b\n");
  CHECK(c.text_of(10) == "a\n" + std::string(3000, ' ') + "b");
  CHECK(c.client.asked.size() < 12);
}

TEST_CASE("skip leaves out the newest lines") {
  Capturing c;
  c.pane.print(test::numbered_lines(1, 500));
  const auto skip = GENERATE(0, 1, 2, 97, 496, 497, 498, 499, 500, 501, 5000);
  std::string expected = test::numbered_lines(std::max(1, 500 - skip - 2), 500 - skip);
  if (!expected.empty()) expected.pop_back();
  CHECK(c.text_of(3, static_cast<std::size_t>(skip)) == expected);
  CHECK(c.captured->text->left_out() == 0);
}

TEST_CASE("an answer about another session is thrown away and the name is looked up") {
  Refused c;
  FakePane another(20, 10, 100);
  another.session = "another";
  c.capture("job");
  c.client.answer(another.answer(c.client.asked.back().argv));
  REQUIRE(c.answers == 0);
  CHECK(joined(c.client.asked.back().argv).starts_with("display-message -p -t =job: "));
  c.client.answer("$7\tjob\t1\n");
  CHECK(joined(c.client.asked.back().argv).find("-t $7:") != std::string::npos);
}

TEST_CASE("names that tmux would read as ids are looked up first") {
  Refused c;
  c.capture("$0");
  CHECK(c.client.asked.back().argv.front() == "list-sessions");
  c.client.answer("$0\tbystander\n");
  REQUIRE(c.error);
  CHECK(c.error->code == Errc::not_found);
  CHECK(c.error->message == "session \"$0\" does not exist");
}

TEST_CASE("errors of a capture say what they are") {
  Refused c;
  c.capture("job");
  SECTION("no such session") {
    c.client.answer("\t\n", 1, "can't find session: job");
    c.client.answer("$1\tanother\t1\n");
    CHECK(c.error->code == Errc::not_found);
  }
  SECTION("no server") {
    c.client.answer("", 1, "no server running on /tmp/x");
    CHECK(c.error->message == "session \"job\" does not exist");
  }
  SECTION("garbage") {
    c.client.answer(std::string(100'000, 'x'));
    CHECK(c.error->code == Errc::io);
  }
  SECTION("time") {
    c.client.answer(Error{Errc::timed_out, "x"});
    CHECK(c.error->message.starts_with("tmux did not answer within 10 s (is its server stopped"));
  }
  SECTION("time, and what held it up is known") {
    c.client.answer(Error{Errc::timed_out, "tmux did not answer in time: there is no way to it"});
    CHECK(c.error->message == "tmux did not answer within 10 s: there is no way to it");
  }
  CHECK(c.answers == 1);
}

TEST_CASE("an answer may come in any pieces") {
  FakePane pane(20, 3, 100);
  pane.print("a\nb\n");
  struct Cutting final : Client {
    FakePane* pane = nullptr;
    std::size_t cut = 0;
    bool whole = false;
    Done pending;
    RequestId run(Request request, Done done) override {
      const std::string output = pane->answer(request.command.argv());
      whole = cut >= output.size();
      request.on_output(std::string_view(output).substr(0, cut));
      if (!whole) request.on_output(std::string_view(output).substr(cut));
      pending = std::move(done);
      return 1;
    }
    void cancel(RequestId) override {}
    void shorten_deadlines(std::chrono::milliseconds) override {}
    [[nodiscard]] const shell::ProcessView& processes() const override { return machine; }
    [[nodiscard]] const std::vector<std::string>& environment() const override { return given; }
    std::vector<std::string> given;
    shell::FakeProcesses machine;
  };
  for (std::size_t cut = 0;; ++cut) {
    Cutting client;
    client.pane = &pane;
    client.cut = cut;
    std::string text;
    CaptureRequest request;
    request.session = "job";
    request.lines = 5;
    request.max_bytes = 100;
    capture_pane(
        std::make_shared<RequestChain>(client, std::chrono::seconds(1)), std::move(request),
        [&](const Result<Captured>& result) { text = result ? std::string(result->text->text()) : "error"; });
    client.pending(Reply{});
    CHECK(text == "a\nb");
    if (client.whole) break;
  }
}
