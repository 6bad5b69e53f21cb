#include "tmux/remote/far_shell_talk.hpp"

#include <optional>
#include <vector>

#include "support/catch.hpp"
#include "support/unit/loop_timer.hpp"

using namespace smcp;
using namespace smcp::tmux;
using namespace std::chrono_literals;

namespace {

struct Talk {
  uv::Loop loop;
  std::vector<std::string> sent;
  FarShellTalk talk{loop, [this](std::string bytes) { sent.push_back(std::move(bytes)); }};
  std::string token;

  Talk() { begin(); }
  void begin() {
    const std::string greeting = talk.begin("");
    token = greeting.substr(2, greeting.find('\n') - 2);
  }
  void greet() { talk.received(token + " .\n"); }
  std::shared_ptr<void> ask(std::vector<std::string>& heard, std::chrono::milliseconds allowed = 20s) {
    return talk.ask("x", uv::Clock::now() + allowed, [&heard](const Result<std::string>& answer) {
      heard.push_back(answer ? "+" + *answer : answer.error().message);
    });
  }
};

}  // namespace

TEST_CASE("far shell: answers are found among what start-up files print, however they are cut") {
  const std::string text = "welcome\nX s Linux\r\nX h /home/me\n X s no\nXX s no\nX .\nmore";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    Talk t;
    std::string whole;
    for (const char c : text) whole += c == 'X' ? t.token : std::string(1, c);
    const auto at = std::min(cut * whole.size() / text.size(), whole.size());
    t.talk.received(std::string_view(whole).substr(0, at));
    t.talk.received(std::string_view(whole).substr(at));
    CHECK(t.talk.facts().complete);
    CHECK(t.talk.facts().system == "Linux");
    CHECK(t.talk.facts().home == "/home/me");
  }
}

TEST_CASE("far shell: questions wait for the greeting, and each gets its own answer") {
  Talk t;
  std::vector<std::string> heard;
  const auto first = t.ask(heard);
  CHECK(t.sent.empty());
  t.greet();
  REQUIRE(t.sent.size() == 1);
  CHECK(t.sent.front() == "( i=1\nx\na $i\n) </dev/null 2>/dev/null &\n");
  const auto second = t.ask(heard);
  CHECK(t.sent.size() == 2);
  t.talk.received(t.token + " 2 two words\n" + t.token + " 2 again\n" + t.token + " 7 nobody's\n");
  CHECK(heard == std::vector<std::string>{"+two words"});
  t.talk.received(t.token + " 1 \n");
  CHECK(heard == std::vector<std::string>{"+two words", "+"});
}

TEST_CASE("far shell: a question that is given up, late, or one too many") {
  Talk t;
  t.greet();
  std::vector<std::string> heard;
  auto given_up = t.ask(heard);
  given_up.reset();
  t.talk.received(t.token + " 1 x\n");
  CHECK(heard.empty());
  const auto late = t.ask(heard, 10ms);
  while (heard.empty()) t.loop.run_once();
  CHECK(heard == std::vector<std::string>{""});
  t.talk.received(t.token + " 2 x\n");
  CHECK(heard.size() == 1);
  std::vector<std::shared_ptr<void>> many;
  while (many.size() < FarShellTalk::kMaxQuestions) many.push_back(t.ask(heard));
  const auto sent = t.sent.size();
  const auto too_many = t.ask(heard);
  CHECK(t.sent.size() == sent);
  CHECK(heard.size() == 1);
  while (heard.size() == 1) t.loop.run_once();
  CHECK(heard.back().empty());
}

TEST_CASE("far shell: when it has gone its questions end, and those of the next one go on") {
  Talk t;
  t.greet();
  std::vector<std::string> heard;
  std::vector<std::shared_ptr<void>> open;
  open.push_back(t.talk.ask("x", uv::Clock::now() + 20s, [&](const Result<std::string>& answer) {
    heard.push_back(answer.error().message);
    open.push_back(t.ask(heard));  // waits for the next
    open[1].reset();               // gives up the second
  }));
  open.push_back(t.ask(heard));
  t.talk.lost({Errc::unreachable, "gone"});
  CHECK(heard == std::vector<std::string>{"gone"});
  const auto sent = t.sent.size();
  t.begin();
  t.greet();
  CHECK(t.sent.size() == sent + 1);
  t.talk.received(t.token + " 3 here\n");
  CHECK(heard == std::vector<std::string>{"gone", "+here"});
}

TEST_CASE("far shell: one that prints and prints before it answers is found out at the bound") {
  Talk t;
  const std::string line = std::string(1023, 'y') + "\n";
  for (std::size_t i = 0; i < FarShellTalk::kMaxNoise / line.size(); ++i) t.talk.received(line);
  CHECK_FALSE(t.talk.babbles());
  t.talk.received("z\n");
  CHECK(t.talk.babbles());
  CHECK(t.talk.last_noise() == "z");
  t.greet();
  CHECK_FALSE(t.talk.babbles());
  t.begin();
  CHECK_FALSE(t.talk.babbles());
  CHECK(t.talk.last_noise().empty());
}

TEST_CASE("far shell: an answer may destroy it") {
  uv::Loop loop;
  auto talk = std::make_unique<FarShellTalk>(loop, [](const std::string&) {});
  const std::string greeting = talk->begin("");
  const std::string token = greeting.substr(2, greeting.find('\n') - 2);
  talk->received(token + " .\n");
  const auto open = talk->ask("x", uv::Clock::now() + 20s, [&](const Result<std::string>&) { talk.reset(); });
  talk->received(token + " 1 x\n" + token + " s Linux\n");
  CHECK(talk == nullptr);
}

TEST_CASE("far shell: an answer of several lines, among those of others") {
  Talk t;
  t.greet();
  std::vector<std::string> heard;
  const auto first = t.ask(heard);
  const auto second = t.ask(heard);
  t.talk.received(t.token + " 1+p one\n" + t.token + " 2+x\n" + t.token + " 1+\n" + t.token +
                  " 7+nobody's\nnoise\n" + t.token + " 1+p two words \n" + t.token + " 1 \n");
  CHECK(heard == std::vector<std::string>{"+p one\n\np two words\n"});
  t.talk.received(t.token + " 2 end\n");
  CHECK(heard.back() == "+x\nend");
}

TEST_CASE("far shell: an answer that is too long is none") {
  Talk t;
  t.greet();
  std::vector<std::string> heard;
  const auto open = t.ask(heard);
  const std::string line = t.token + " 1+" + std::string(1000, 'x') + "\n";
  const std::size_t most = FarShellTalk::kMaxLines / 1001;
  for (std::size_t i = 0; i < most; ++i) t.talk.received(line);
  CHECK(heard.empty());
  t.talk.received(line);
  CHECK(heard == std::vector<std::string>{""});
  t.talk.received(t.token + " 1 \n");
  CHECK(heard.size() == 1);
}
