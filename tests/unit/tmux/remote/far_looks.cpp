#include "tmux/remote/far_looks.hpp"

#include <optional>

#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::tmux;
using namespace std::chrono_literals;

namespace {

/// A machine whose answers the test gives.
struct Machine {
  struct Question {
    std::string script;
    uv::TimePoint deadline;
    FarShellTalk::Done done;
  };

  uv::Loop loop;
  std::vector<Question> asked;
  std::vector<std::string> heard;
  std::optional<FarLooks> looks{
      std::in_place, loop,
      FarLooks::Way{[this](std::string script, uv::TimePoint deadline,
                           FarShellTalk::Done done) -> std::shared_ptr<void> {
                      asked.push_back({std::move(script), deadline, std::move(done)});
                      return std::make_shared<int>(0);
                    },
                    [] { return true; }}};

  void turn() { uv_run(loop.raw(), UV_RUN_NOWAIT); }
  [[nodiscard]] std::string seen() const {
    std::string names;
    for (const auto& process : looks->sight().processes) names += process.state.name + " ";
    return names;
  }
  std::shared_ptr<void> look(const std::string& tty, std::chrono::milliseconds allowed = 20s) {
    return looks->look({{tty}}, uv::Clock::now() + allowed,
                       [this, tty] { heard.push_back(tty + ": " + seen()); });
  }
  void answer(Result<std::string> result) {
    auto done = std::move(asked.back().done);
    done(std::move(result));
  }
};

std::string with_process(const std::string& name) {
  return "t /dev/pts/1 34817\np /proc/9/stat:9 (" + name + ") S 1 9 9 34817 9 0\n";
}

}  // namespace

TEST_CASE("far looks: what one shows is seen while it is told, and never after") {
  Machine m;
  CHECK(m.seen().empty());
  const auto open = m.look("/dev/pts/1");
  CHECK(m.asked.empty());
  m.turn();
  REQUIRE(m.asked.size() == 1);
  CHECK(m.asked.front().script == "v /dev/pts/1");
  m.answer(with_process("sh"));
  CHECK(m.heard == std::vector<std::string>{"/dev/pts/1: sh "});
  CHECK(m.seen().empty());
}

TEST_CASE("far looks: those of one turn share an exchange, and who comes later gets the next one") {
  Machine m;
  const auto first = m.look("/dev/pts/1");
  const auto second = m.look("/dev/pts/2");
  const auto same = m.look("/dev/pts/1");
  m.turn();
  REQUIRE(m.asked.size() == 1);
  CHECK(m.asked.front().script == "v /dev/pts/1 /dev/pts/2");
  const auto late = m.look("/dev/pts/1");
  m.turn();
  CHECK(m.asked.size() == 1);
  m.answer(with_process("old"));
  CHECK(m.heard == std::vector<std::string>{"/dev/pts/1: old ", "/dev/pts/2: old ", "/dev/pts/1: old "});
  m.turn();
  REQUIRE(m.asked.size() == 2);
  m.answer(with_process("new"));
  CHECK(m.heard.back() == "/dev/pts/1: new ");
}

TEST_CASE("far looks: without an answer nothing is seen, and that is told, too") {
  Machine m;
  for (const Errc code : {Errc::timed_out, Errc::unreachable, Errc::too_large}) {
    const auto open = m.look("/dev/pts/1");
    m.turn();
    m.answer(Error{code, ""});
    CHECK(m.heard.back() == "/dev/pts/1: ");
  }
  CHECK(m.heard.size() == 3);
}

TEST_CASE("far looks: none waits longer than is allowed, or than who asks has time") {
  Machine m;
  const auto before = uv::Clock::now();
  const auto patient = m.look("/dev/pts/1");
  m.turn();
  CHECK(m.asked.front().deadline >= before + FarLooks::kAllowed);
  CHECK(m.asked.front().deadline <= uv::Clock::now() + FarLooks::kAllowed);
  m.answer(std::string());
  const auto hasty = m.look("/dev/pts/1", 10ms);
  m.turn();
  CHECK(m.asked.back().deadline <= uv::Clock::now() + 10ms);
}

TEST_CASE("far looks: one that is given up is not told, whenever that is") {
  Machine m;
  auto before = m.look("/dev/pts/1");
  before.reset();
  m.turn();
  CHECK(m.asked.empty());
  auto asked = m.look("/dev/pts/1");
  const auto stays = m.look("/dev/pts/2");
  m.turn();
  asked.reset();
  m.answer(with_process("sh"));
  CHECK(m.heard == std::vector<std::string>{"/dev/pts/2: sh "});
  // By another that is told.
  std::shared_ptr<void> other;
  const auto first = m.looks->look({{"/dev/pts/1"}}, uv::Clock::now() + 20s, [&] { other.reset(); });
  other = m.look("/dev/pts/3");
  m.turn();
  m.answer(std::string());
  CHECK(m.heard.size() == 1);
}

TEST_CASE("far looks: who is told may ask again, and may take all of it away") {
  Machine m;
  std::shared_ptr<void> again;
  const auto first =
      m.looks->look({{"/dev/pts/1"}}, uv::Clock::now() + 20s, [&] { again = m.look("/dev/pts/2"); });
  m.turn();
  m.answer(with_process("sh"));
  m.turn();
  REQUIRE(m.asked.size() == 2);
  m.answer(with_process("sh"));
  CHECK(m.heard == std::vector<std::string>{"/dev/pts/2: sh "});
  const auto ends = m.looks->look({{"/dev/pts/1"}}, uv::Clock::now() + 20s, [&] { m.looks.reset(); });
  const auto never = m.look("/dev/pts/4");
  m.turn();
  m.answer(with_process("sh"));
  CHECK_FALSE(m.looks);
  CHECK(m.heard.size() == 1);
}

TEST_CASE("far looks: those of one turn get all that any of them asks for") {
  Machine m;
  const auto later = uv::Clock::now() + 20s;
  const auto one = m.looks->look({{"/dev/pts/1"}, false, {7}}, later, [] {});
  const auto other = m.looks->look({{"/dev/pts/1"}, true, {8, 7}}, later, [] {});
  m.turn();
  REQUIRE(m.asked.size() == 1);
  CHECK(m.asked.front().script == "z=1\nc=' 7 8'\nv /dev/pts/1");
}
