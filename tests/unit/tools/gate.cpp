#include "tools/gate.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::tools;

TEST_CASE("a gate lets in as many as it may, in order, and the next when one leaves") {
  uv::Loop loop;
  Gate gate(loop, 2);
  std::vector<int> entered;
  std::vector<std::optional<Gate::Pass>> passes(4);
  for (int i = 0; i < 4; ++i) {
    gate.enter([&, i](Gate::Pass pass) {
      entered.push_back(i);
      passes[static_cast<std::size_t>(i)].emplace(std::move(pass));
    });
  }
  CHECK(entered == std::vector<int>{0, 1});
  CHECK(gate.inside() == 2);
  CHECK(gate.waiting() == 2);
  passes[1].reset();
  CHECK(entered.size() == 2);  // in a later turn of the loop
  loop.run();
  CHECK(entered == std::vector<int>{0, 1, 2});
  passes[0].reset();
  passes[2].reset();
  loop.run();
  CHECK(entered == std::vector<int>{0, 1, 2, 3});
  passes[3].reset();
  CHECK(gate.inside() == 0);
}

TEST_CASE("a pass that is dropped at once lets many through without recursion") {
  uv::Loop loop;
  Gate gate(loop, 1);
  std::optional<Gate::Pass> first;
  gate.enter([&](Gate::Pass pass) { first.emplace(std::move(pass)); });
  int entered = 0;
  for (int i = 0; i < 100'000; ++i) gate.enter([&](const Gate::Pass&) { ++entered; });
  first.reset();
  loop.run();
  CHECK(entered == 100'000);
}

TEST_CASE("a held gate admits nobody, and tells those who waited for it") {
  uv::Loop loop;
  Gate gate(loop, 1);
  std::vector<bool> held;
  gate.hold(true);
  gate.enter([&](const Gate::Pass& pass) { held.push_back(pass.was_held()); });
  loop.run();
  CHECK(held.empty());
  gate.hold(false);
  loop.run();
  gate.enter([&](const Gate::Pass& pass) { held.push_back(pass.was_held()); });
  CHECK(held == std::vector<bool>{true, false});
}

TEST_CASE("a pass may outlive its gate, those who wait are dropped with it") {
  uv::Loop loop;
  std::optional<Gate::Pass> pass;
  bool second = false;
  {
    Gate gate(loop, 1);
    gate.enter([&](Gate::Pass p) { pass.emplace(std::move(p)); });
    gate.enter([&](const Gate::Pass&) { second = true; });
  }
  pass.reset();
  loop.run();
  CHECK_FALSE(second);
}

TEST_CASE("writes to one session wait for each other, others do not, and idle ones are forgotten") {
  uv::Loop loop;
  WriteOrder order(loop);
  std::vector<std::string> began;
  std::optional<Gate::Pass> a1;
  order.enter("a", [&](Gate::Pass pass) {
    began.emplace_back("a1");
    a1.emplace(std::move(pass));
  });
  order.enter("a", [&](const Gate::Pass&) { began.emplace_back("a2"); });
  order.enter("b", [&](const Gate::Pass&) { began.emplace_back("b1"); });
  loop.run();
  CHECK(began == std::vector<std::string>{"a1", "b1"});
  a1.reset();
  loop.run();
  CHECK(began == std::vector<std::string>{"a1", "b1", "a2"});
  order.enter("c", [](const Gate::Pass&) {});
  CHECK(order.size() == 1);
}

TEST_CASE("a held gate lets in those who said so, past those who wait for it, and no more than it may") {
  uv::Loop loop;
  Gate gate(loop, 1);
  std::string entered;
  std::optional<Gate::Pass> inside;
  const auto enter = [&](char who, Gate::WhileHeld while_held) {
    gate.enter(
        [&entered, &inside, who](Gate::Pass pass) {
          entered.push_back(who);
          if (pass.was_held()) entered.push_back('!');
          inside.emplace(std::move(pass));
        },
        while_held);
  };
  gate.hold(true);
  enter('a', Gate::WhileHeld::wait);
  enter('b', Gate::WhileHeld::enter);
  enter('c', Gate::WhileHeld::enter);
  enter('d', Gate::WhileHeld::wait);
  CHECK(entered == "b");
  inside->leave();
  inside->leave();  // a second time makes no further room
  loop.run();
  CHECK(entered == "bc");
  inside.reset();
  loop.run();
  CHECK(entered == "bc");
  gate.hold(false);
  loop.run();
  CHECK(entered == "bca!");
  inside.reset();
  loop.run();
  CHECK(entered == "bca!d!");
  CHECK(gate.inside() == 1);
}
