// What happens before a handler, against a scripted tmux and a scripted person.
#include "tools/confirm/confirm.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/unit/calling.hpp"
#include "support/unit/fake_client.hpp"
#include "support/unit/held_row.hpp"

using namespace smcp;
using namespace smcp::tools;
using transport::Answer;
using transport::Asking;

namespace {

/// What tmux prints of a session with one window.
std::string row(const std::string& id, const std::string& window, bool ours, const std::string& name) {
  return tmux::HeldRow{
      .session = id, .name = name, .window = window, .pane = "%" + window.substr(1), .ours = ours}
      .text();
}

/// What tmux prints of two sessions, `mine` and `theirs`, and of one that shares a window with `theirs`.
const std::string kOwners = row("$1", "@1", true, "mine") + row("$2", "@2", false, "theirs") +
                            row("$3", "@3", true, "linked") + row("$3", "@2", true, "linked");

struct Confirmed : Calling<tmux::FakeClient> {
  std::vector<transport::Question> questions;
  std::vector<UniqueFunction<void(Answer)>> people;

  explicit Confirmed(ConfirmClass asked) { toolbox.confirmation.asked = asked; }

  transport::CancelHook call(std::string_view tool, const std::string& json, transport::Person person) {
    const simdjson::padded_string padded(json);
    transport::ReplySink sink;
    sink.answer = [this](transport::ToolResult result) { results.push_back(std::move(result)); };
    sink.ask = [this](transport::Question question, UniqueFunction<void(Answer)> done) {
      questions.push_back(std::move(question));
      people.push_back(std::move(done));
    };
    return start_call(toolbox, *find_tool(tool), std::string_view(padded.data(), padded.size()),
                      transport::ToolReply(std::move(sink)), {"client", "1"}, std::move(person));
  }
  void say(Answer answer) {
    auto done = std::move(people.back());
    done(std::move(answer));
  }
  /// The words of the last request.
  std::string asked() { return tmux::joined(client.asked.back().argv); }
  bool handled() { return asked().find("list-panes -a") == std::string::npos; }
  bool refused(std::string_view why) {
    return results.size() == 1 && last().find(why) != std::string::npos &&
           last().find("nothing was done") != std::string::npos && client.open() == 0;
  }
};

const transport::Person kInCall{Asking::in_call};

}  // namespace

TEST_CASE("confirm: nobody is asked, and tmux is not, without --confirm or for what only looks") {
  for (const auto asked : {ConfirmClass::nothing, ConfirmClass::changes}) {
    Confirmed c(asked);
    const auto hook = c.call("has_session", R"({"name":"theirs"})", {});
    CHECK(c.handled());
  }
  Confirmed c(ConfirmClass::nothing);
  const auto hook = c.call("rename", R"({"name":"theirs","to":"x"})", {});
  CHECK(c.handled());
}

TEST_CASE("confirm: whose session it is decides, a shared window too") {
  struct Row {
    const char* name;
    bool asks;
  };
  for (const auto& [name, asks] : {Row{"mine", false}, Row{"theirs", true}, Row{"linked", true}}) {
    INFO(name);
    Confirmed c(ConfirmClass::foreign);
    const auto hook = c.call("rename", R"({"name":")" + std::string(name) + R"(","to":"x"})", kInCall);
    REQUIRE_FALSE(c.handled());
    c.client.answer(kOwners);
    CHECK(c.questions.size() == (asks ? 1 : 0));
    CHECK((c.client.open() == 0) == asks);
  }
}

TEST_CASE("confirm: the person reads who wants what, and where") {
  Confirmed c(ConfirmClass::changes);
  const auto hook = c.call("rename",
                           "{\"name\":\"linked\",\"to\":\"a\xe2\x80\xae"
                           "b\\n\"}",
                           kInCall);
  c.client.answer(kOwners);
  REQUIRE(c.questions.size() == 1);
  CHECK(c.questions[0].message ==
        "An assistant (client) wants to call rename on session \"linked\". A session that sessions-mcp has "
        "not made "
        "shares a window with it.\nto: \"a\\u{202e}b\\n\"");
  CHECK(c.questions[0].choices.size() == 3);
  Confirmed d(ConfirmClass::changes);
  const auto other = d.call("new_session", R"({"name":"new","command":"make\u001b\n"})", kInCall);
  d.client.answer(kOwners);
  REQUIRE(d.questions.size() == 1);
  CHECK(d.questions[0].message ==
        "An assistant (client) wants to call new_session on session \"new\".\ncommand: \"make\\u001b\\n\"");
  REQUIRE(d.questions[0].choices.size() == 2);  // there is no session that the answer could last for
  CHECK(d.questions[0].choices[0].value == "once");
  CHECK(d.questions[0].choices[1].value == "refuse");
}

TEST_CASE("confirm: only an accepted question that was offered lets the call go on") {
  struct Row {
    Answer answer;
    const char* why;
  };
  for (const auto& [answer, why] : {Row{{Answer::Kind::declined}, "the user refused"},
                                    Row{{Answer::Kind::cancelled}, "closed the question"},
                                    Row{{Answer::Kind::unusable, "", "p!"}, "(p!)"},
                                    Row{{Answer::Kind::never_asked}, "too many questions"},
                                    Row{{Answer::Kind::accepted, "refuse"}, "the user refused"},
                                    Row{{Answer::Kind::accepted, "always"}, "not offered"}}) {
    INFO(why);
    Confirmed c(ConfirmClass::foreign);
    const auto hook = c.call("rename", R"({"name":"theirs","to":"x"})", kInCall);
    c.client.answer(kOwners);
    c.say(answer);
    c.client.answer(kOwners);
    CHECK(c.refused(why));
  }
  for (const auto* choice : {"", "once", "session"}) {
    INFO(choice);
    Confirmed c(ConfirmClass::foreign);
    const auto hook = c.call("rename", R"({"name":"theirs","to":"x"})", kInCall);
    c.client.answer(kOwners);
    c.say({Answer::Kind::accepted, choice});
    c.client.answer(kOwners);
    CHECK_FALSE(c.handled());
    c.client.answer(kOwners);  // its turn has come: is it still so?
    CHECK(c.results.empty());
    CHECK(c.handled());
    // The same again: asked, unless the answer was for the session.
    const auto next = c.call("resize", R"({"name":"theirs","width":80,"height":24})", kInCall);
    while (c.client.open() > 1) c.client.answer(kOwners);
    c.client.answer(kOwners);
    CHECK(c.questions.size() == (std::string_view(choice) == "session" ? 1 : 2));
  }
}

TEST_CASE("confirm: what has changed meanwhile is left alone") {
  struct Row {
    const char* what;
    std::string now;
  };
  for (const auto& [what, now] :
       {Row{"made anew", row("$9", "@9", false, "theirs")}, Row{"gone", row("$1", "@1", true, "mine")},
        Row{"another server", "sessions-mcp-held\t11" + row("$2", "@2", false, "theirs").substr(20)},
        Row{"its mark", row("$2", "@2", true, "theirs")}}) {
    INFO(what);
    Confirmed c(ConfirmClass::foreign);
    const auto hook = c.call("rename", R"({"name":"theirs","to":"x"})", kInCall);
    c.client.answer(kOwners);
    c.say({Answer::Kind::accepted, "session"});
    c.client.answer(now);
    CHECK(c.refused("has changed while the user was asked"));
    CHECK_FALSE(c.toolbox.server.grants.covers({10, 20}, {2}, false));
  }
}

TEST_CASE("confirm: a client that cannot ask is told what to do") {
  Confirmed c(ConfirmClass::destructive);
  const auto hook = c.call("kill_session", R"({"name":"mine"})", {});
  c.client.answer(kOwners);
  CHECK(c.refused("--confirm destructive"));
  CHECK(c.last().find("elicitation") != std::string::npos);
  Confirmed shell(ConfirmClass::destructive);
  shell.toolbox.serves = false;
  const auto other = shell.call("kill_session", R"({"name":"mine"})", {});
  shell.client.answer(kOwners);
  CHECK(shell.refused("SESSIONS_MCP_CONFIRM"));
}

TEST_CASE("confirm: a person who does not answer, a call that is cancelled, a client that goes") {
  Confirmed late(ConfirmClass::foreign);
  late.toolbox.confirmation.patience = std::chrono::milliseconds(1);
  const auto hook = late.call("rename", R"({"name":"theirs","to":"x"})", kInCall);
  late.client.answer(kOwners);
  late.loop.run();
  CHECK(late.refused("has not answered"));
  CHECK(late.toolbox.long_calls.size() == 0);
  late.say({Answer::Kind::accepted, "once"});  // too late
  CHECK(late.refused("has not answered"));

  Confirmed cancelled(ConfirmClass::foreign);
  auto cancel = cancelled.call("rename", R"({"name":"theirs","to":"x"})", kInCall);
  cancelled.client.answer(kOwners);
  cancel();
  CHECK(cancelled.toolbox.long_calls.size() == 0);
  cancelled.say({Answer::Kind::accepted, "once"});
  CHECK(cancelled.client.open() == 0);

  Confirmed gone(ConfirmClass::foreign);
  const auto other = gone.call("rename", R"({"name":"theirs","to":"x"})", kInCall);
  gone.client.answer(kOwners);
  gone.toolbox.long_calls.answer_now();
  CHECK(gone.refused("closed its end"));
}

TEST_CASE("confirm: the question as a result, and the call that brings the answer") {
  Confirmed c(ConfirmClass::foreign);
  const std::string arguments = R"({"name":"theirs","to":"x"})";
  const transport::Person first{Asking::in_result};
  const auto ask = [&](std::string_view to = "x") {
    c.results.clear();
    (void)c.call("rename", R"({"name":"theirs","to":")" + std::string(to) + "\"}", first);
    c.client.answer(kOwners);
    REQUIRE(c.results.size() == 1);
    REQUIRE(c.results[0].kind() == transport::ToolResult::Kind::question);
    std::string state = c.last();
    c.results.clear();
    return state;
  };
  const Answer yes{Answer::Kind::accepted, "once"};
  const auto come_back = [&](const std::string& json, const std::string& state,
                             std::optional<Answer> answer) {
    c.results.clear();
    (void)c.call("rename", json, {Asking::in_result, state, std::move(answer)});
  };
  // Another call, or the same twice.
  auto state = ask();
  come_back(R"({"name":"theirs","to":"y"})", state, yes);
  CHECK(c.refused("for this call"));
  come_back(arguments, state, yes);
  CHECK(c.refused("used before"));
  // A refusal, and an answer that is missing, for which it is asked anew.
  come_back(arguments, ask(), Answer{Answer::Kind::declined});
  c.client.answer(kOwners);
  CHECK(c.refused("the user refused"));
  come_back(arguments, ask(), std::nullopt);
  c.client.answer(kOwners);
  REQUIRE(c.results.size() == 1);
  CHECK(c.results[0].kind() == transport::ToolResult::Kind::question);
  // The session has changed.
  come_back(arguments, ask(), yes);
  c.client.answer(row("$9", "@9", false, "theirs"));
  CHECK(c.refused("has changed"));
  // The same call, written another way.
  state = ask();
  come_back(R"( {"to":"\u0078", "window":null, "name":"theirs"} )", state, yes);
  c.client.answer(kOwners);
  c.client.answer(kOwners);
  CHECK(c.results.empty());
  CHECK(c.client.open() == 1);
  CHECK(c.handled());
}

TEST_CASE(
    "confirm: what has changed while a call waited for its turn is left alone, whoever was asked about "
    "what") {
  for (const bool was_ours : {false, true}) {
    Confirmed c(ConfirmClass::foreign);
    const std::string name = was_ours ? "mine" : "theirs";
    const auto hook = c.call("rename", R"({"name":")" + name + R"(","to":"x"})", kInCall);
    c.client.answer(kOwners);
    if (!was_ours) {
      c.say({Answer::Kind::accepted, "once"});
      c.client.answer(kOwners);
    }
    CHECK_FALSE(c.handled());
    c.client.answer(row("$9", "@9", false, name));
    CHECK(c.refused("has changed"));
  }
}

TEST_CASE("confirm: a question that comes after the client has closed its end is not put") {
  Confirmed c(ConfirmClass::foreign);
  const auto hook = c.call("rename", R"({"name":"theirs","to":"x"})", kInCall);
  c.toolbox.long_calls.answer_now();
  c.client.answer(kOwners);
  CHECK(c.questions.empty());
  CHECK(c.refused("closed its end"));
}

TEST_CASE("confirm: a new session is nobody else's, also where its name is taken") {
  Confirmed c(ConfirmClass::foreign);
  const auto hook = c.call("new_session", R"({"name":"theirs"})", kInCall);
  c.client.answer(kOwners);
  CHECK(c.questions.empty());
}
