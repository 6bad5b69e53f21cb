#include "text/bit_string.hpp"

#include "support/catch.hpp"

using namespace smcp;

TEST_CASE("what a BitWriter wrote is read back, and is one letter for six bits") {
  BitWriter out;
  out.bits(5, 3);
  out.number(0, 4);
  out.number(1000, 4);
  out.signed_number(-1, 5);
  out.signed_number(-70000, 5);
  out.signed_number(70000, 5);
  const std::string text = out.text();
  CHECK(text.size() == (out.size() + 5) / 6);
  auto in = BitReader::from_text(text);
  REQUIRE(in);
  CHECK(in->bits(3) == 5);
  CHECK(in->number(4) == 0);
  CHECK(in->number(4) == 1000);
  CHECK(in->signed_number(5) == -1);
  CHECK(in->signed_number(5) == -70000);
  CHECK(in->signed_number(5) == 70000);
  CHECK(in->ok());
  CHECK(in->left() < 6);
}

TEST_CASE("a BitCounter counts what a BitWriter writes") {
  for (const unsigned length_bits : {1U, 4U, 5U, 6U}) {
    for (const std::int64_t value : {0L, 1L, -1L, 2L, 7L, 8L, 1000L, -70000L, 1L << 40, -(1L << 62)}) {
      BitWriter writer;
      BitCounter counter;
      const auto write = [&](auto& out) {
        out.bits(3, 2);
        out.number(static_cast<std::uint64_t>(value), length_bits);
        out.signed_number(value, length_bits);
      };
      write(writer);
      write(counter);
      CHECK(counter.size() == writer.size());
    }
  }
}

TEST_CASE("a number that is too large is written as the largest") {
  BitWriter out;
  out.number(1U << 15U, 4);
  auto in = BitReader::from_text(out.text());
  CHECK(in->number(4) == (1U << 15U) - 1);
}

TEST_CASE("past the end there are zeros, and other letters are refused") {
  auto in = BitReader::from_text("_");
  REQUIRE(in);
  CHECK(in->bits(8) == 0b11111100);
  CHECK_FALSE(in->ok());
  CHECK(in->left() == 0);
  CHECK_FALSE(BitReader::from_text("ab="));
  CHECK_FALSE(BitReader::from_text("ab c"));
  CHECK(BitReader::from_text(""));
}
