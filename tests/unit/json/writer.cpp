#include "json/writer.hpp"

#include <cstdint>
#include <limits>
#include <string>

#include <simdjson.h>

#include "support/catch.hpp"

using smcp::transport::JsonWriter;

TEST_CASE("commas stand between values and nowhere else", "[json_writer]") {
  std::string out;
  JsonWriter(out)
      .begin_object()
      .key("empty")
      .begin_object()
      .end_object()
      .key("list")
      .begin_array()
      .begin_array()
      .end_array()
      .integer(1)
      .string("two")
      .begin_object()
      .key("three")
      .null()
      .end_object()
      .boolean(true)
      .boolean(false)
      .end_array()
      .key("raw")
      .raw(R"({"as":"it is"})")
      .key("last")
      .unsigned_integer(4)
      .end_object();
  CHECK(out == R"({"empty":{},"list":[[],1,"two",{"three":null},true,false],"raw":{"as":"it is"},"last":4})");
}

TEST_CASE("a writer appends to what is there", "[json_writer]") {
  std::string out = "before ";
  JsonWriter(out).string("x");
  CHECK(out == "before \"x\"");
}

TEST_CASE("integers to both ends of their range", "[json_writer]") {
  std::string out;
  JsonWriter(out)
      .begin_array()
      .integer(std::numeric_limits<std::int64_t>::min())
      .integer(std::numeric_limits<std::int64_t>::max())
      .unsigned_integer(std::numeric_limits<std::uint64_t>::max())
      .integer(0)
      .end_array();
  CHECK(out == "[-9223372036854775808,9223372036854775807,18446744073709551615,0]");
}

TEST_CASE("a field takes its value for what it is", "[json_writer]") {
  std::string out;
  const char* text = "pointer";
  JsonWriter(out)
      .begin_object()
      .field("literal", "text")
      .field("pointer", text)
      .field("string", std::string("s"))
      .field("view", std::string_view("v"))
      .field("true", true)
      .field("int", -1)
      .field("size", std::size_t{18446744073709551615U})
      .field("small", std::uint8_t{65})
      .end_object();
  CHECK(out == R"({"literal":"text","pointer":"pointer","string":"s","view":"v","true":true,)"
               R"("int":-1,"size":18446744073709551615,"small":65})");
}

TEST_CASE("keys and strings of any bytes come back from a parser", "[json_writer]") {
  const std::string name = "k\"\\\n\x01 né日本";
  std::string out;
  JsonWriter(out).begin_object().field(name, name).field("bad", "\xff").end_object();
  simdjson::dom::parser parser;
  const simdjson::dom::object object = parser.parse(out);
  auto field = object.begin();
  CHECK(field.key() == name);
  CHECK(std::string_view(field.value()) == name);
  CHECK(std::string_view(object["bad"]) == "\uFFFD");
}
