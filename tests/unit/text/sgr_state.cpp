#include "text/sgr_state.hpp"

#include <random>
#include <vector>

#include "support/catch.hpp"

using smcp::tmux::append_change;
using smcp::tmux::SgrState;

namespace {

SgrState after(const std::vector<std::string>& sequences) {
  SgrState state;
  for (const auto& sequence : sequences) state.apply(sequence);
  return state;
}

std::string change(const SgrState& from, const SgrState& to) {
  std::string out;
  append_change(from, to, out);
  return out;
}

/// From the default state, what one sequence says: as it is written here.
std::string written(const std::string& sequence) {
  return change({}, after({sequence}));
}

SgrState::Colour random_colour(std::mt19937& random, bool named) {
  using Kind = SgrState::Colour::Kind;
  const auto byte = [&random] { return static_cast<std::uint8_t>(random() % 256); };
  const auto basic = [&random] { return static_cast<std::uint8_t>(random() % 8); };
  switch (random() % (named ? 5 : 3)) {
    case 0:
      return {};
    case 1:
      return {Kind::palette, {byte()}};
    case 2:
      return {Kind::rgb, {byte(), byte(), byte()}};
    case 3:
      return {Kind::basic, {basic()}};
    default:
      return {Kind::bright, {basic()}};
  }
}

SgrState random_state(std::mt19937& random) {
  if (random() % 8 == 0) return {};
  SgrState state;
  state.attributes = static_cast<std::uint16_t>(random() % 256 & random());
  state.underline = static_cast<std::uint8_t>(random() % 2 == 0 ? 0 : random() % 6);
  state.foreground = random_colour(random, true);
  state.background = random_colour(random, true);
  state.underline_colour = random_colour(random, false);
  return state;
}

}  // namespace

TEST_CASE("what tmux sets is set", "[sgr]") {
  CHECK(written("1") == "\x1b[1m");
  CHECK(written("1;2;3;5;7;8;9") == "\x1b[1;2;3;5;7;8;9m");
  CHECK(written("4") == "\x1b[4m");
  CHECK(written("4:3") == "\x1b[4:3m");
  CHECK(written("21") == "\x1b[4:2m");
  CHECK(written("31") == "\x1b[31m");
  CHECK(written("97;107") == "\x1b[97;107m");
  CHECK(written("38;5;200") == "\x1b[38;5;200m");
  CHECK(written("38;2;1;2;3;48;5;7;1") == "\x1b[1;38;2;1;2;3;48;5;7m");
  CHECK(written("58;2;9;8;7") == "\x1b[58;2;9;8;7m");
}

TEST_CASE("each attribute is taken back", "[sgr]") {
  for (const auto* sequence :
       {"1;2;22", "3;23", "4;24", "4:5;4:0", "21;24", "5;25", "7;27", "8;28", "9;29", "53;55", "31;39",
        "91;39", "41;49", "101;49", "58;5;1;59", "1;4;31;41;58;5;1;0", "1;0"}) {
    INFO(sequence);
    CHECK(after({sequence}) == SgrState{});
  }
}

TEST_CASE("an overline is written 5:3 by tmux, a bright background by 3.1 not at all", "[sgr]") {
  CHECK(written("5:3") == "\x1b[53m");
  CHECK(change({}, after({"41", "91", "", "1"})) == "\x1b[1;91m");
}

TEST_CASE("parameters that are not known change nothing", "[sgr]") {
  const auto red = after({"31"});
  for (const auto* sequence :
       {"6", "10",  "50",   "54", "60",   "256",      "300",      "-1",   "x",      "?1", ">4;",
        ";", "4:6", "4:33", "38", "38;5", "38;5;256", "38;2;1;2", "38;3", "38:5:1", "58", "99999999999999"}) {
    INFO(sequence);
    CHECK(after({"31", sequence}) == red);
  }
}

TEST_CASE("a change is one sequence, with what has changed", "[sgr]") {
  CHECK(change(after({"1;31"}), after({"1;31"})).empty());
  CHECK(change({}, {}).empty());
  CHECK(change(after({"1;31"}), {}) == "\x1b[0m");
  CHECK(change(after({"31"}), after({"32"})) == "\x1b[32m");
  CHECK(change(after({"31;44"}), after({"44"})) == "\x1b[39m");
  CHECK(change(after({"1;31"}), after({"31"})) == "\x1b[0;31m");
  CHECK(change(after({"4;31"}), after({"4:3;31"})) == "\x1b[4:3m");
  CHECK(change(after({"4:3;31"}), after({"31"})) == "\x1b[0;31m");
}

TEST_CASE("any state becomes any other", "[sgr]") {
  std::mt19937 random(3);
  for (int round = 0; round < 20'000; ++round) {
    const auto from = random_state(random);
    const auto to = random_state(random);
    const auto sequence = change(from, to);
    if (sequence.empty()) {
      REQUIRE(from == to);
      continue;
    }
    REQUIRE(sequence.starts_with("\x1b["));
    REQUIRE(sequence.ends_with("m"));
    auto state = from;
    state.apply(std::string_view(sequence).substr(2, sequence.size() - 3));
    INFO(sequence.substr(1));
    REQUIRE(state == to);
  }
}
