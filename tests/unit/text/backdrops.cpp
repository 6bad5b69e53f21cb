#include "text/backdrops.hpp"

#include <array>
#include <string>
#include <string_view>

#include "support/catch.hpp"

using namespace smcp::tmux;

namespace {

/// `from-to text`, with a mark in front: `r` for reversed, `b` for a background.
std::string told(std::string_view rows, std::size_t width) {
  std::string all;
  for (const auto& row : read_segments(rows, width)) {
    for (const auto& segment : row) {
      all += segment.backdrop.reversed ? "r" : segment.backdrop.is_plain() ? "" : "b";
      all += std::to_string(segment.from) + "-" + std::to_string(segment.to) + "<" + segment.text + ">";
    }
    all += "\n";
  }
  return all;
}

}  // namespace

TEST_CASE("backdrops: a row is cut where its background changes, and filled up to the width") {
  CHECK(told("plain\n\n", 8) == "0-8<plain>\n0-8<>\n");
  CHECK(told("a\033[1;31mb\033[44mc\033[7md\033[0me\n", 8) == "0-2<ab>b2-3<c>r3-4<d>4-8<e>\n");
  CHECK(told("\033[44mfull\n", 4) == "b0-4<full>\n");
  CHECK(told("\033[44mab\nc\n", 3) == "b0-2<ab>2-3<>\nb0-1<c>1-3<>\n");
}

TEST_CASE("backdrops: characters that take no cell, two, or up to a tab stop") {
  CHECK(told("日e\u0301\033[7mx\n", 6) == "0-3<日e\u0301>r3-4<x>4-6<>\n");
  CHECK(told("ab\t\033[7mx\n", 9) == "0-8<ab\t>r8-9<x>\n");
  CHECK(told("\x0eqx\x0fq\n", 3) == "0-3<─│q>\n");
}

TEST_CASE("backdrops: numbers tell them apart") {
  using Kind = SgrState::Colour::Kind;
  const Backdrop plain;
  const Backdrop reversed{true, {}};
  const Backdrop blue{false, {Kind::basic, {4}}};
  const Backdrop bright{false, {Kind::bright, {4}}};
  const Backdrop rgb{false, {Kind::rgb, {1, 2, 3}}};
  const Backdrop other{false, {Kind::rgb, {3, 2, 1}}};
  const std::array<Backdrop, 6> all = {plain, reversed, blue, bright, rgb, other};
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < all.size(); ++j)
      CHECK((all.at(i).number() == all.at(j).number()) == (i == j));
  }
}
