#include "tools/confirm/sealed_states.hpp"

#include <vector>

#include "support/catch.hpp"
#include "tools/confirm/confirm_class.hpp"
#include "tools/confirm/grants.hpp"

using namespace smcp;
using namespace smcp::tools;
using Time = SealedStates::Time;

namespace {

constexpr Time kNow{1'000'000};

bool says(const Result<std::string>& opened, std::string_view what) {
  return !opened && opened.error().message.find(what) != std::string::npos &&
         opened.error().message.find("nothing was done") != std::string::npos;
}

}  // namespace

TEST_CASE("a state gives back its target, once") {
  SealedStates states;
  const std::string target = "3:a.b 1 2 $3 ours\n";
  const auto state = states.seal("call", target, kNow);
  const auto opened = states.open(state, "call", kNow);
  REQUIRE(opened);
  CHECK(*opened == target);
  CHECK(states.open_count() == 0);
  CHECK(says(states.open(state, "call", kNow), "used before"));
}

TEST_CASE("a state counts for its own call, and one that is tried with another is used up") {
  SealedStates states;
  const auto state = states.seal("rename\nto=x", "t", kNow);
  CHECK(says(states.open(state, "rename\nto=y", kNow), "this call"));
  CHECK(says(states.open(state, "rename\nto=x", kNow), "used before"));
}

TEST_CASE("a state ends") {
  SealedStates states;
  const auto in_time = states.seal("c", "t", kNow);
  const auto late = states.seal("c", "t", kNow);
  CHECK(states.open(in_time, "c", kNow + SealedStates::kLifetime - Time{1}));
  CHECK(says(states.open(late, "c", kNow + SealedStates::kLifetime), "10 minutes"));
}

TEST_CASE("a state that was changed anywhere, or made elsewhere, is none") {
  SealedStates states;
  const auto state = states.seal("c", "target", kNow);
  for (std::size_t i = 0; i < state.size(); ++i) {
    INFO(i);
    SealedStates fresh = states;  // as if it had not been tried yet
    std::string changed = state;
    changed[i] = changed[i] == '0' ? '1' : '0';
    CHECK_FALSE(fresh.open(changed, "c", kNow));
    CHECK_FALSE(fresh.open(state.substr(0, i), "c", kNow));
  }
  CHECK_FALSE(states.open(state + "0", "c", kNow));
  CHECK_FALSE(SealedStates().open(state, "c", kNow));  // another process
  for (const auto* none : {"", ".", "....", "1.2.3.4.5", "1....", "a.b.c.d.e.f"})
    CHECK_FALSE(states.open(none, "c", kNow));
  CHECK_FALSE(states.open(std::string(1'000'000, '.'), "c", kNow));
}

TEST_CASE("only so many states are open, and the oldest one ends first") {
  SealedStates states;
  std::vector<std::string> all;
  for (std::size_t i = 0; i < SealedStates::kMaxOpen + 1; ++i) all.push_back(states.seal("c", "t", kNow));
  CHECK(states.open_count() == SealedStates::kMaxOpen);
  CHECK(says(states.open(all[0], "c", kNow), "too many"));
  CHECK(states.open(all[1], "c", kNow));
  CHECK(states.open(all.back(), "c", kNow));
}

TEST_CASE("grants are for one session of one run of a server, and for killing or not") {
  Grants grants;
  const tmux::ServerId server{10, 20};
  grants.allow(server, {3}, false);
  CHECK(grants.covers(server, {3}, false));
  CHECK_FALSE(grants.covers(server, {3}, true));
  CHECK_FALSE(grants.covers(server, {4}, false));
  CHECK_FALSE(grants.covers({10, 21}, {3}, false));
  CHECK_FALSE(grants.covers({11, 20}, {3}, false));
  for (std::uint32_t i = 0; i < Grants::kMost - 1; ++i) grants.allow(server, {100 + i}, false);
  CHECK(grants.covers(server, {3}, false));
  grants.allow(server, {99}, false);
  CHECK_FALSE(grants.covers(server, {3}, false));
  CHECK(grants.covers(server, {99}, false));
}

TEST_CASE("which calls are asked about: each class, effect and owner") {
  using enum ConfirmClass;
  for (const bool foreign : {false, true}) {
    CHECK_FALSE(asks(nothing, Effect::destroys, foreign));
    for (const auto asked : {ConfirmClass::foreign, destructive, changes})
      CHECK_FALSE(asks(asked, Effect::reads, foreign));
    for (const auto effect : {Effect::changes, Effect::arranges, Effect::destroys}) {
      CHECK(asks(ConfirmClass::foreign, effect, foreign) == foreign);
      CHECK(asks(destructive, effect, foreign) == (effect == Effect::destroys));
      CHECK(asks(changes, effect, foreign));
    }
  }
  for (const auto asked : {ConfirmClass::foreign, destructive, changes})
    CHECK(parse_confirm_class(to_string(asked)) == asked);
  CHECK_FALSE(parse_confirm_class(""));
  CHECK_FALSE(parse_confirm_class("all"));
}
