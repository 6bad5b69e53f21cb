// Questions to the person: requests of ours in the handshake revisions, results in the stateless one.
#include "unit/transport/dispatcher_fixture.hpp"

using namespace smcp::test;
using smcp::transport::Answer;
using smcp::transport::Asking;
using smcp::transport::OwnRequests;
using smcp::transport::Question;
using smcp::transport::ToolResult;

namespace {

Question question() {
  return {"Really?\n\"x\"", {{"once", "Yes"}, {"refuse", "No"}}};
}

void agree(Fixture& fixture, std::string_view revision, std::string_view capabilities) {
  fixture.line(request("0", "initialize",
                       R"({"protocolVersion":")" + std::string(revision) + R"(","capabilities":)" +
                           std::string(capabilities) + "}"));
  fixture.sent.clear();
}

std::string response(std::string_view id, std::string_view result) {
  return R"({"jsonrpc":"2.0","id":)" + std::string(id) + R"(,"result":)" + std::string(result) + "}";
}

/// A call that has asked, and what it was answered.
struct Asked {
  Fixture fixture;
  std::vector<Answer> answers;
  std::string sent;

  explicit Asked(std::string_view revision = "2025-11-25") {
    agree(fixture, revision, R"({"elicitation":{}})");
    fixture.line(call("7", "a"));
    REQUIRE(fixture.tools.calls.at(0).person.asking == Asking::in_call);
    ask();
  }
  void ask() {
    fixture.sent.clear();
    fixture.tools.calls.back().reply->ask(question(),
                                          [this](Answer answer) { answers.push_back(std::move(answer)); });
    REQUIRE(fixture.sent.size() == 1);
    sent = fixture.sent.front();
    fixture.sent.clear();
  }
};

const std::string kWithdrawn =
    R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1,"reason":"the call that asked has ended"}})";

}  // namespace

TEST_CASE("questions: a request in the shape of each revision") {
  const std::string head = R"({"jsonrpc":"2.0","id":1,"method":"elicitation/create","params":{)";
  const std::string message =
      R"("message":"Really?\n\"x\"","requestedSchema":{"type":"object","properties":{"answer":)";
  CHECK(Asked("2025-06-18").sent ==
        head + message + R"({"type":"string","enum":["once","refuse"],"enumNames":["Yes","No"]}}}}})");
  CHECK(
      Asked("2025-11-25").sent ==
      head + R"("mode":"form",)" + message +
          R"({"type":"string","oneOf":[{"const":"once","title":"Yes"},{"const":"refuse","title":"No"}],"default":"once"}}}}})");
}

TEST_CASE("questions: who can be asked") {
  const auto asking = [](std::string_view revision, std::string_view capabilities) {
    Fixture fixture;
    agree(fixture, revision, capabilities);
    fixture.line(call("1", "a"));
    return fixture.tools.calls.at(0).person.asking;
  };
  for (const auto* revision : {"2024-11-05", "2025-03-26"})
    CHECK(asking(revision, R"({"elicitation":{}})") == Asking::never);
  for (const auto* revision : {"2025-06-18", "2025-11-25"}) {
    for (const auto* can : {R"({"elicitation":{}})", R"({"elicitation":{"form":{}}})",
                            R"({"elicitation":{"form":{},"url":{}}})"})
      CHECK(asking(revision, can) == Asking::in_call);
    for (const auto* cannot :
         {"{}", "null", "[]", R"({"elicitation":null})", R"({"elicitation":true})",
          R"({"elicitation":{},"elicitation":false})", R"({"roots":{"elicitation":{}}})"})
      CHECK(asking(revision, cannot) == Asking::never);
  }
  CHECK(asking("2025-11-25", R"({"elicitation":{"url":{}}})") == Asking::never);
  Fixture fixture;
  const auto stateless_asking = [&](std::string_view capabilities) {
    fixture.line(request("1", "tools/call",
                         R"({"name":"a","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",)"
                         R"("io.modelcontextprotocol/clientCapabilities":)" +
                             std::string(capabilities) + "}}"));
    return fixture.tools.calls.back().person.asking;
  };
  CHECK(stateless_asking("{}") == Asking::never);
  CHECK(stateless_asking(R"({"elicitation":{}})") == Asking::in_result);
  CHECK(stateless_asking(R"({"elicitation":{"url":{}}})") == Asking::never);
  CHECK(stateless_asking("{}") == Asking::never);  // an earlier call says nothing about this one
}

TEST_CASE("questions: what keeps a call from being asked about is an error of the stateless era's own") {
  const auto reply = [](std::string line, ToolResult result) {
    Fixture fixture;
    agree(fixture, "2025-11-25", "{}");
    fixture.line(line);
    REQUIRE(fixture.tools.calls.size() == 1);
    fixture.tools.calls.back().reply->answer(std::move(result));
    return fixture.sent.back();
  };
  const std::string calls = call("1", "a");
  const std::string comes_back = stateless("1", "tools/call", R"("name":"a")");
  using Fault = ToolResult::Fault;
  CHECK(
      reply(comes_back, ToolResult::error("no", Fault::cannot_ask)) ==
      R"({"jsonrpc":"2.0","id":1,"error":{"code":-32021,"message":"no","data":{"requiredCapabilities":{"elicitation":{"form":{}}}}}})");
  CHECK(reply(comes_back, ToolResult::error("no", Fault::bad_answer)) ==
        R"({"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"no"}})");
  CHECK(reply(comes_back, ToolResult::error("no")).find(R"("isError":true)") != std::string::npos);
  for (const auto fault : {Fault::call, Fault::cannot_ask, Fault::bad_answer})
    CHECK(reply(calls, ToolResult::error("no", fault)).find(R"("isError":true)") != std::string::npos);
}

TEST_CASE("questions: an answer reaches its call, once") {
  Asked asked;
  asked.fixture.line(response("2", R"({"action":"accept"})"));      // never asked
  asked.fixture.line(response("\"1\"", R"({"action":"accept"})"));  // not as it was written
  CHECK(asked.answers.empty());
  asked.fixture.line(
      response("1", R"({"action":"accept","content":{"answer":"once","more":[1]},"_meta":{}})"));
  REQUIRE(asked.answers.size() == 1);
  CHECK(asked.answers[0].kind == Answer::Kind::accepted);
  CHECK(asked.answers[0].choice == "once");
  asked.fixture.line(response("1", R"({"action":"decline"})"));
  CHECK(asked.answers.size() == 1);
  CHECK(asked.fixture.sent.empty());
  asked.ask();  // another question of the same call has another id
  CHECK(asked.sent.find(R"("id":2)") != std::string::npos);
  asked.fixture.tools.calls.back().reply->answer(ToolResult::object("{}"));
  CHECK(asked.fixture.sent.size() == 2);  // withdrawn, and the result
}

TEST_CASE("questions: what can come back") {
  const auto answer = [](const std::string& line) {
    Asked asked;
    asked.fixture.line(line);
    REQUIRE(asked.answers.size() == 1);
    return asked.answers[0];
  };
  CHECK(answer(response("1", R"({"action":"decline"})")).kind == Answer::Kind::declined);
  CHECK(answer(response("1", R"({"action":"cancel"})")).kind == Answer::Kind::cancelled);
  for (const auto* bare : {R"({"action":"accept"})", R"({"action":"accept","content":{}})"}) {
    CHECK(answer(response("1", bare)).kind == Answer::Kind::accepted);
    CHECK(answer(response("1", bare)).choice.empty());
  }
  for (const auto* none :
       {"{}", "[]", "null", "true", R"({"action":1})", R"({"action":"yes"})",
        R"({"action":"accept","content":[]})", R"({"action":"accept","content":{"answer":true}})",
        R"({"action":"accept","content":null})"}) {
    INFO(none);
    CHECK(answer(response("1", none)).kind == Answer::Kind::unusable);
  }
  const auto failed =
      answer(R"({"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"Method not found"}})");
  CHECK(failed.kind == Answer::Kind::unusable);
  CHECK(failed.problem.find("Method not found") != std::string::npos);
}

TEST_CASE("questions: a call that ends withdraws its question, however it ends") {
  Asked cancelled;
  CHECK(cancelled.fixture.reply(cancel("7")) == kWithdrawn);
  CHECK(cancelled.fixture.tools.calls[0].cancelled);
  cancelled.fixture.line(response("1", R"({"action":"accept"})"));  // too late
  CHECK(cancelled.answers.empty());

  Asked answered;
  answered.fixture.tools.calls[0].reply->answer(ToolResult::error("late"));
  REQUIRE(answered.fixture.sent.size() == 2);
  CHECK(answered.fixture.sent[0] == kWithdrawn);
  answered.fixture.line(response("1", R"({"action":"accept"})"));
  CHECK(answered.answers.empty());

  Asked shut_down;
  shut_down.fixture.dispatcher.cancel_all();
  CHECK(shut_down.fixture.sent == std::vector<std::string>{kWithdrawn});

  Asked settled;
  settled.fixture.line(response("1", R"({"action":"accept"})"));
  settled.fixture.tools.calls[0].reply->answer(ToolResult::object("{}"));
  CHECK(settled.fixture.sent.size() == 1);  // nothing is left to be withdrawn
}

TEST_CASE("questions: there are only so many at once") {
  Fixture fixture;
  agree(fixture, "2025-11-25", R"({"elicitation":{}})");
  std::size_t refused = 0;
  for (std::size_t i = 0; i < OwnRequests::kMaxOpen + 1; ++i) {
    fixture.line(call(std::to_string(i), "a"));
    fixture.tools.calls.back().reply->ask(question(), [&](const Answer& answer) {
      CHECK(answer.kind == Answer::Kind::never_asked);
      ++refused;
    });
  }
  CHECK(fixture.sent.size() == OwnRequests::kMaxOpen);
  CHECK(refused == 1);
  fixture.line(cancel("0"));
  fixture.sent.clear();
  fixture.tools.calls.back().reply->ask(question(), [](const Answer&) {});
  CHECK(fixture.sent.size() == 1);
}

TEST_CASE("questions: calls that wait for a person never fill the input on which the answers come") {
  Fixture fixture;
  agree(fixture, "2025-11-25", R"({"elicitation":{}})");
  const std::string large = R"(,"arguments":{"x":")" + std::string(1'000'000, 'x') + "\"}";
  std::size_t refused = 0;
  for (std::size_t i = 0; i < OwnRequests::kMaxOpen; ++i) {
    fixture.line(call(std::to_string(i), "a", large));
    fixture.tools.calls.back().reply->ask(question(), [&](const Answer& answer) {
      CHECK(answer.kind == Answer::Kind::never_asked);
      ++refused;
    });
    if (refused > 0) break;
  }
  CHECK(refused == 1);
  CHECK_FALSE(fixture.dispatcher.overloaded());
}

TEST_CASE("questions: a stateless result that asks, and the call that brings the answer") {
  Fixture fixture;
  fixture.line(stateless("1", "tools/call", R"("name":"a")"));
  fixture.tools.calls.back().reply->answer(ToolResult::question(question(), "s"));
  REQUIRE(fixture.sent.size() == 1);
  CHECK(fixture.sent[0].starts_with(
      R"({"jsonrpc":"2.0","id":1,"result":{"resultType":"input_required","inputRequests":{"confirm":{"method":"elicitation/create","params":{"mode":"form","message":)"));
  CHECK(fixture.sent[0].find(R"(}},"requestState":"s","_meta":{"io.modelcontextprotocol/serverInfo")") !=
        std::string::npos);

  fixture.line(
      stateless("2", "tools/call",
                R"("name":"a","requestState":"s\u0041","inputResponses":{"x":1,"confirm":{"action":"accept",)"
                R"("content":{"answer":"session"}}})"));
  const auto& person = fixture.tools.calls.back().person;
  CHECK(person.state == "sA");
  REQUIRE(person.answer);
  CHECK(person.answer->choice == "session");
  fixture.line(stateless("3", "tools/call", R"("name":"a","inputResponses":{"other":{"action":"accept"}})"));
  CHECK_FALSE(fixture.tools.calls.back().person.state);
  CHECK_FALSE(fixture.tools.calls.back().person.answer);
  CHECK(fixture.reply(stateless("4", "tools/call", R"("name":"a","requestState":1)"))
            .starts_with(error("4", -32602)));
  CHECK(fixture.reply(stateless("5", "tools/call", R"("name":"a","inputResponses":[])"))
            .starts_with(error("5", -32602)));
}

TEST_CASE("questions: what only the stateless era knows has no effect after a handshake") {
  Fixture fixture;
  agree(fixture, "2025-11-25", R"({"elicitation":{}})");
  fixture.line(call("1", "a", R"(,"requestState":"s","inputResponses":{"confirm":{"action":"accept"}})"));
  CHECK_FALSE(fixture.tools.calls.back().person.state);
  CHECK_FALSE(fixture.tools.calls.back().person.answer);
}
