#include "base/task.hpp"

#include <string>
#include <vector>

#include "base/called_back.hpp"
#include "base/result.hpp"
#include "support/catch.hpp"

using namespace smcp;

namespace {

using Text = UniqueFunction<void(std::string)>;

/// What happened, in order; and a callback that another object holds.
struct World {
  std::vector<std::string> story;
  Text waiting;

  auto word() {
    return called_back<std::string>([this](Text done) { waiting = std::move(done); });
  }
  void say(std::string text) {
    auto done = std::move(waiting);
    waiting = nullptr;
    done(std::move(text));
  }
};

struct Trace {
  World& world;
  std::string name;
  Trace(World& in, std::string called) : world(in), name(std::move(called)) {}
  Trace(const Trace&) = delete;
  Trace& operator=(const Trace&) = delete;
  ~Trace() { world.story.push_back("-" + name); }
};

Task<std::string> inner(World& world, std::string name) {
  const Trace trace(world, name);
  const std::string first = co_await world.word();
  const std::string second = co_await world.word();
  co_return name + ":" + first + second;
}

Task<std::string> outer(World& world) {
  const Trace trace(world, "outer");
  const std::string a = co_await inner(world, "a");
  const std::string b = co_await inner(world, "b");
  co_return a + " " + b;
}

}  // namespace

TEST_CASE("task: nothing happens before it is started, and each step goes on with what it was called with") {
  World world;
  std::string result;
  auto task = outer(world);
  CHECK_FALSE(world.waiting);
  start(std::move(task), [&](std::string text) {
    world.story.emplace_back("done");
    result = std::move(text);
  });
  for (const char* word : {"1", "2", "3", "4"}) {
    REQUIRE(world.waiting);
    CHECK(result.empty());
    world.say(word);
  }
  CHECK(result == "a:12 b:34");
  CHECK_FALSE(world.waiting);
  // The frames were gone before anybody was told.
  CHECK(world.story == std::vector<std::string>{"-a", "-b", "-outer", "done"});
}

TEST_CASE("task: dropping the callback at any step destroys all frames, inner ones first, and tells nobody") {
  for (int steps = 0; steps < 4; ++steps) {
    World world;
    bool told = false;
    start(outer(world), [&](const std::string&) { told = true; });
    for (int i = 0; i < steps; ++i) world.say("x");
    world.waiting = nullptr;
    CHECK_FALSE(told);
    const std::string running = steps < 2 ? "-a" : "-b";
    REQUIRE(world.story.size() >= 2);
    CHECK(world.story[world.story.size() - 2] == running);
    CHECK(world.story.back() == "-outer");
  }
}

TEST_CASE("task: one that was never started goes without a trace") {
  World world;
  { const auto task = outer(world); }
  CHECK(world.story.empty());
}

TEST_CASE("task: a callback that is called, or dropped, before its step has begun to wait") {
  World world;
  const auto at_once = [](World& in) -> Task<std::string> {
    const Trace trace(in, "frame");
    std::string all;
    for (int i = 0; i < 3; ++i)
      all += co_await called_back<std::string>([i](Text done) { done(std::to_string(i)); });
    co_return all;
  };
  std::string result;
  start(at_once(world), [&](std::string text) { result = std::move(text); });
  CHECK(result == "012");
  const auto dropped = [](World& in) -> Task<std::string> {
    const Trace trace(in, "dropped");
    co_return co_await called_back<std::string>([](Text) {});
  };
  bool told = false;
  start(dropped(world), [&](const std::string&) { told = true; });
  CHECK_FALSE(told);
  CHECK(world.story == std::vector<std::string>{"-frame", "-dropped"});
}

TEST_CASE("task: what is awaited may be made of temporaries that live as long as the expression") {
  World world;
  const auto lengths = [](World& in) -> Task<std::size_t> {
    co_return (co_await inner(in, std::string(100, 'x'))).size() + std::string(50, 'y').size();
  };
  std::size_t result = 0;
  start(lengths(world), [&](std::size_t size) { result = size; });
  world.say(std::string(40, '1'));
  world.say(std::string(40, '2'));
  CHECK(result == 231);
}

TEST_CASE("task: the end may drop what the flow was started from") {
  auto world = std::make_unique<World>();
  World& in = *world;
  bool told = false;
  start(inner(in, "only"), [&](const std::string&) {
    told = true;
    world.reset();
  });
  in.say("1");
  in.say("2");
  CHECK(told);
}

TEST_CASE("task: a frame may be dropped by what it has made happen itself") {
  World world;
  const auto drops_itself = [](World& in) -> Task<std::string> {
    const Trace trace(in, "frame");
    co_await in.word();
    // The next step's callback is dropped by the one who is told of it.
    co_await called_back<std::string>([&in](Text done) {
      in.waiting = std::move(done);
      in.waiting = nullptr;
    });
    co_return "never";
  };
  bool told = false;
  start(drops_itself(world), [&](const std::string&) { told = true; });
  world.say("go");
  CHECK_FALSE(told);
  CHECK(world.story == std::vector<std::string>{"-frame"});
}
