#include "tmux/link/request_table.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/uv_clock.hpp"
#include "support/catch.hpp"
#include "support/unit/at_end.hpp"

using namespace smcp;
using namespace smcp::tmux;
using namespace std::chrono_literals;

namespace {

/// An engine that begins work for a request and leaves it to the test to end it.
struct Engine {
  struct Work final : PendingRequest {
    explicit Work(Engine& owner) : PendingRequest(owner.loop, owner.table), engine(owner) { ++engine.made; }
    void start() override {
      const std::string word = request->command.argv().front();
      engine.started.push_back(word);
      if (word == "early") return engine.table.answer_later(*this, Reply{7, word});
      if (word == "short" && engine.short_for-- > 0) return engine.table.wait_again(*this, ": shortage", 1ms);
      engine.table.take_place();
      busy = true;
      engine.busy.push_back(this);
    }
    void release() override {
      ++engine.released;
      if (std::exchange(busy, false)) {
        std::erase(engine.busy, this);
        engine.table.give_back_place();
      }
    }
    Engine& engine;
    bool busy = false;
  };

  Client::RequestId enter(const std::string& word, std::chrono::milliseconds allowed = 20s,
                          bool urgent = false) {
    return enter(
        word, [this](const Result<Reply>& reply) { ends.push_back(told(reply)); }, allowed, urgent);
  }
  Client::RequestId enter(const std::string& word, Client::Done done, std::chrono::milliseconds allowed = 20s,
                          bool urgent = false) {
    Request request{Command(word), {}, uv::Clock::now() + allowed, {}, urgent};
    return table.enter(std::move(request), std::move(done));
  }
  static std::string told(const Result<Reply>& reply) {
    return reply ? reply->error_output : reply.error().message;
  }
  void finish_first(const std::string& text) { table.finish(*busy.front(), Reply{0, text}); }

  uv::Loop loop;
  std::vector<std::string> started;
  std::vector<std::string> ends;
  std::vector<Work*> busy;
  int made = 0;
  int released = 0;
  int short_for = 2;  ///< attempts
  RequestTable table{loop, 2, [this] { return std::make_unique<Work>(*this); }};
};

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("request table: a bounded number at once, in order, and a place is free when its work is over") {
  Engine engine;
  for (const auto* const word : {"1", "2", "3", "4"}) engine.enter(word);
  CHECK(engine.started.empty());
  engine.table.start_waiting();
  CHECK(engine.started == Words{"1", "2"});
  engine.finish_first("first");
  CHECK(engine.started == Words{"1", "2", "3"});
  engine.finish_first("second");
  engine.finish_first("third");
  engine.finish_first("fourth");
  CHECK(engine.ends == Words{"first", "second", "third", "fourth"});
  CHECK(engine.released == 4);
  engine.table.close();
}

TEST_CASE("request table: a clean-up goes first, whatever the bound") {
  Engine engine;
  for (const auto* const word : {"1", "2", "3"}) engine.enter(word);
  engine.table.start_waiting();
  engine.enter("clean-up", 20s, true);
  engine.table.start_waiting();
  CHECK(engine.started == Words{"1", "2", "clean-up"});
  engine.finish_first("");
  CHECK(engine.started.size() == 3);  // two places are taken
  engine.finish_first("");
  CHECK(engine.started.back() == "3");
  engine.table.close();
}

TEST_CASE("request table: ids are new and never 0, objects are used again, within a bound") {
  Engine engine;
  Client::RequestId last = 0;
  for (int i = 0; i < 10; ++i) {
    const auto id = engine.enter("x");
    CHECK(id > last);
    last = id;
    engine.table.start_waiting();
    engine.finish_first("");
  }
  CHECK(engine.made == 1);
  for (int i = 0; i < 10; ++i) engine.enter("x");
  CHECK(engine.made == 10);
  engine.table.start_waiting();
  while (!engine.busy.empty()) engine.finish_first("");
  for (int i = 0; i < 10; ++i) engine.enter("x");
  CHECK(engine.made == 16);  // four are kept for later: twice as many as there are places
  engine.table.close();
}

TEST_CASE("request table: a deadline counts from the start, also while the request waits") {
  Engine engine;
  engine.short_for = 1'000'000;
  engine.enter("busy", 1h);
  engine.enter("impatient", 10ms);
  engine.enter("waits", 1h);
  engine.enter("waits impatiently", 10ms);
  engine.enter("short", 20ms, true);
  engine.table.start_waiting();
  SECTION("each has its own") {
    while (engine.ends.size() < 3) engine.loop.run_once();
    CHECK(engine.released == 3);
  }
  SECTION("all are brought forward") {
    engine.table.shorten_deadlines(20ms);
    engine.loop.run();
    CHECK(engine.released == 5);
  }
  for (const std::string& end : engine.ends) {
    CHECK((end == "tmux did not answer in time" || end == "tmux did not answer in time: shortage"));
  }
  CHECK(std::count(engine.ends.begin(), engine.ends.end(), "tmux did not answer in time: shortage") == 1);
  engine.table.close();
}

TEST_CASE("request table: what cannot be started yet is tried again, and holds back what follows") {
  Engine engine;
  engine.enter("short");
  engine.enter("next");
  engine.table.start_waiting();
  CHECK(engine.started == Words{"short"});
  while (engine.busy.size() < 2) engine.loop.run_once();
  CHECK(engine.started == Words{"short", "short", "short", "next"});
  engine.table.close();
}

TEST_CASE("request table: an answer that is known at once is told later, by the loop") {
  Engine engine;
  const auto cancelled = engine.enter("early");
  for (int i = 0; i < 3; ++i) engine.enter("early");
  engine.table.start_waiting();
  CHECK(engine.started.size() == 4);
  CHECK(engine.ends.empty());
  engine.table.cancel(cancelled);
  engine.loop.run();
  CHECK(engine.ends == Words{"early", "early", "early"});
  engine.table.close();
}

TEST_CASE("request table: cancelled at any stage, nobody is called, and its place is free") {
  Engine engine;
  Words dropped;
  std::vector<Client::RequestId> ids;
  for (const std::string word : {"1", "2", "3", "4"}) {
    test::AtEnd last([&dropped, word] { dropped.push_back(word); });
    ids.push_back(engine.enter(word, [last = std::move(last)](const Result<Reply>&) { FAIL("called"); }));
  }
  engine.table.start_waiting();
  engine.table.cancel(ids[2]);
  engine.table.cancel(ids[0]);
  CHECK(dropped == Words{"3", "1"});
  CHECK(engine.started == Words{"1", "2", "4"});
  engine.table.cancel(ids[0]);
  engine.table.cancel(12345);
  CHECK(engine.released == 2);
  engine.table.close();
  CHECK(dropped == Words{"3", "1", "2", "4"});
  engine.loop.run();
}

TEST_CASE("request table: closed, it takes no more, not even the clean-ups of what it drops") {
  Engine engine;
  bool late_is_dropped = false;
  for (int i = 0; i < 4; ++i) {
    test::AtEnd last([&] {
      test::AtEnd late([&] { late_is_dropped = true; });
      engine.table.cancel(1);
      CHECK(engine.enter("late", [late = std::move(late)](const Result<Reply>&) {}) != 0);
      engine.table.start_waiting();
    });
    engine.enter("x", [last = std::move(last)](const Result<Reply>&) { FAIL("called"); });
  }
  engine.table.start_waiting();
  engine.table.close();
  CHECK(engine.released == 2);
  CHECK(engine.busy.empty());
  CHECK(late_is_dropped);
  CHECK(engine.started == Words{"x", "x"});
  engine.loop.run();  // no timer is left
}

TEST_CASE("request table: a callback may ask again, cancel others, and destroy the table") {
  auto engine = std::make_unique<Engine>();
  bool called = false;
  SECTION("ask again") {
    engine->enter("first", [&](const Result<Reply>&) {
      called = true;
      engine->enter("second");
      engine->table.start_waiting();
    });
    engine->table.start_waiting();
    engine->finish_first("");
    CHECK(engine->started == Words{"first", "second"});
    CHECK(engine->made == 1);
  }
  SECTION("destroy it") {
    const bool early = GENERATE(false, true);
    uv::Loop loop;
    std::optional<RequestTable> table;
    struct Work final : PendingRequest {
      Work(uv::Loop& loop, RequestTable& owner, bool answers_early)
          : PendingRequest(loop, owner), table(owner), early(answers_early) {}
      void start() override {
        if (early) table.answer_later(*this, Reply{});
      }
      void release() override {}
      RequestTable& table;
      bool early;
    };
    table.emplace(loop, 2, [&] { return std::make_unique<Work>(loop, *table, early); });
    for (int i = 0; i < 4; ++i) {
      Request request{Command("x"), {}, uv::Clock::now() + (early ? 1h : 1ms), {}};
      static_cast<void>(table->enter(std::move(request), [&](const Result<Reply>&) {
        CHECK_FALSE(called);
        called = true;
        table->close();
        table.reset();
      }));
    }
    table->start_waiting();
    loop.run();
    CHECK_FALSE(table);
  }
  CHECK(called);
  engine->table.close();
}
