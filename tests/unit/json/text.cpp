#include "json/text.hpp"

#include <string>

#include "support/catch.hpp"

using namespace smcp::transport;

TEST_CASE("numbers follow the grammar of JSON, whatever their size") {
  for (const auto* good : {"0", "-0", "7", "-12", "10", "0.5", "1e9", "1E+9", "1e-9", "-0.0e0", "1.25e400",
                           "18446744073709551616", "123456789012345678901234567890"}) {
    INFO(good);
    CHECK(is_json_number(good));
  }
  for (const auto* bad : {"", "-", "01", "-01", "+1", ".5", "1.", "1e", "1e+", "0x10", "1_0", "1 2", "NaN",
                          "Infinity", "1.e5", "--1", "1a", "1.5.5"}) {
    INFO(bad);
    CHECK_FALSE(is_json_number(bad));
  }
}

TEST_CASE("64-bit integers, signed and unsigned, and nothing else") {
  for (const auto* good : {"0", "-1", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
                           "18446744073709551615"}) {
    INFO(good);
    CHECK(is_integer64(good));
  }
  for (const auto* bad :
       {"18446744073709551616", "-9223372036854775809", "1.0", "1e3", "01", "", "-", "\"1\"", "null"}) {
    INFO(bad);
    CHECK_FALSE(is_integer64(bad));
  }
}

TEST_CASE("escapes are checked one by one, and need not make sense as text") {
  for (const auto* good :
       {"", "plain", R"(\"\\\/\b\f\n\r\t)", R"(\u0041)", R"(\uD800 alone)", R"(x\uabCD)", R"(\\u12)"}) {
    INFO(good);
    CHECK(has_good_escapes(good));
  }
  for (const auto* bad :
       {R"(\)", R"(\x)", R"(\u)", R"(\u12)", R"(\u12g4)", R"(\\\)", R"(\U0041)", R"(\')", R"(ab\u000)"}) {
    INFO(bad);
    CHECK_FALSE(has_good_escapes(bad));
  }
}

TEST_CASE("scalars are whole words") {
  for (const auto* good : {"true", "false", "null", "\"\"", "\"a\"", "-1"}) CHECK(is_json_scalar(good));
  for (const auto* bad : {"", "tru", "truee", "True", "nul", "\"", "\"a", "{", "]", ",", "'a'", "\"\\\""}) {
    INFO(bad);
    CHECK_FALSE(is_json_scalar(bad));
  }
}

TEST_CASE("white space at the end is JSON's, not Unicode's") {
  CHECK(trim_end("a \t\r\n") == "a");
  CHECK(trim_end(" \n").empty());
  CHECK(trim_end("a\v") == "a\v");
}
