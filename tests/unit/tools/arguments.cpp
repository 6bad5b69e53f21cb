#include "tools/arguments.hpp"

#include <array>
#include <span>

#include <simdjson.h>

#include "support/catch.hpp"
#include "tools/declare.hpp"
#include "tools/session_name.hpp"

using namespace smcp;
using namespace smcp::tools;

namespace {

const std::array kDeclared = {
    declare::required(declare::text("name", "n")),
    declare::text("cwd", "c"),
    declare::integer("lines", {.from = 1, .to = 10'000, .otherwise = 100}, "l"),
    declare::flag("enter", true, "e"),
    declare::texts("names", 3, "N"),
    declare::text_or_texts("keys", 2, "k"),
};
const std::array kWithObject = {declare::text("name", "n"), declare::named_texts("env", "v")};

Result<Arguments> parse(const std::string& json, std::span<const Argument> declared = kDeclared) {
  const simdjson::padded_string padded(json);
  return Arguments::parse(declared, std::string_view(padded.data(), padded.size()));
}

std::string error_of(const std::string& json) {
  const auto parsed = parse(json);
  return parsed ? "" : parsed.error().message;
}

}  // namespace

TEST_CASE("arguments have their values or their defaults") {
  const auto given = parse(R"({"name":"é\u0041\n","lines":10000,"enter":false,"cwd":""})");
  REQUIRE(given);
  CHECK(given.value().text("name") == "éA\n");
  CHECK(given.value().integer("lines") == 10000);
  CHECK_FALSE(given.value().boolean("enter"));
  CHECK(given.value().has("cwd"));
  const auto defaults = parse(R"({"name":"x"})");
  REQUIRE(defaults);
  CHECK(defaults.value().integer("lines") == 100);
  CHECK(defaults.value().boolean("enter"));
  CHECK(defaults.value().text("cwd").empty());
  CHECK_FALSE(defaults.value().has("lines"));
}

TEST_CASE("null is an argument left out, and a whole double is an integer") {
  const auto parsed = parse(R"({"name":"x","lines":null,"enter":null,"cwd":null})");
  REQUIRE(parsed);
  CHECK(parsed.value().integer("lines") == 100);
  CHECK(parsed.value().boolean("enter"));
  CHECK(parse(R"({"name":"x","lines":50.0})").value().integer("lines") == 50);
}

TEST_CASE("what is wrong is named, with what it may be") {
  const std::string name = "name is required (non-empty string)";
  const std::string lines = "lines must be an integer from 1 to 10000";
  CHECK(error_of("{}") == name);
  CHECK(error_of(R"({"name":""})") == name);
  CHECK(error_of(R"({"name":7})") == name);
  CHECK(error_of(R"({"name":null})") == name);
  for (const auto* bad :
       {"0", "10001", "-1", "1.5", "\"50\"", "true", "[]", "{}", "1e99", "99999999999999999999"}) {
    INFO(bad);
    CHECK(error_of(std::string(R"({"name":"x","lines":)") + bad + "}") == lines);
  }
  CHECK(error_of(R"({"name":"x","enter":"yes"})") == "enter must be true or false");
  CHECK(error_of(R"({"name":"x","cwd":[]})") == "cwd must be a string");
  CHECK(error_of(R"({"name":"x","line":1})") ==
        "unknown argument \"line\"; this tool takes name, cwd, lines, enter, names, keys");
}

TEST_CASE("an array of strings") {
  const auto names = [](const std::string& json) {
    const auto parsed = parse(R"({"name":"x","names":)" + json + "}");
    return parsed ? parsed.value().texts("names") : std::vector<std::string>{parsed.error().message};
  };
  using List = std::vector<std::string>;
  CHECK(names(R"(["a"])") == List{"a"});
  CHECK(names(R"([ "a" , "\u0062\n", "é" ])") == List{"a", "b\n", "é"});
  CHECK(names("null").empty());
  CHECK(parse(R"({"name":"x"})").value().texts("names").empty());
  CHECK(parse(R"({"name":"x"})").value().texts("name").empty());
  CHECK(parse(R"({"names":["a","b"],"name":"x","lines":7})").value().integer("lines") == 7);
  CHECK(parse(R"({"name":"x","names":["a"]})").value().has("names"));
  for (const auto* bad : {"[]", R"(["a","b","c","d"])", R"(["a",1])", R"(["a",null])", R"([""])",
                          R"([["a"]])", R"("a")", "7", "{}", "true"}) {
    INFO(bad);
    CHECK(names(bad) == List{"names must be an array of 1 to 3 non-empty strings"});
  }
}

TEST_CASE("a string or an array of them") {
  const auto keys = [](const std::string& json) { return parse(R"({"name":"x","keys":)" + json + "}"); };
  CHECK(keys(R"("a")").value().text("keys") == "a");
  CHECK(keys(R"("a")").value().texts("keys").empty());
  CHECK(keys(R"(["a","b"])").value().texts("keys") == std::vector<std::string>{"a", "b"});
  CHECK(keys(R"(["a","b"])").value().text("keys").empty());
  CHECK_FALSE(keys("null").value().has("keys"));
  for (const auto* bad : {"[]", R"(["a","b","c"])", R"(["a",1])", R"([""])", "7", "{}", "true"}) {
    INFO(bad);
    const auto parsed = keys(bad);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().message == "keys must be a non-empty string or an array of 1 to 2 of them");
  }
  static constexpr std::array kRequired = {declare::required(declare::text_or_texts("keys", 2, "k"))};
  for (const std::string given : {"{}", R"({"keys":""})"}) {
    const simdjson::padded_string padded(given);
    const auto parsed = Arguments::parse(kRequired, std::string_view(padded.data(), padded.size()));
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().message == "keys is required (non-empty string)");
  }
}

TEST_CASE("a schema says what the check does") {
  std::string json;
  transport::JsonWriter writer(json);
  write_input_schema(writer, kDeclared);
  CHECK(json ==
        R"({"type":"object","properties":{"name":{"type":"string","description":"n"},)"
        R"("cwd":{"type":"string","description":"c"},)"
        R"("lines":{"type":"integer","minimum":1,"maximum":10000,"default":100,"description":"l"},)"
        R"("enter":{"type":"boolean","default":true,"description":"e"},)"
        R"("names":{"type":"array","items":{"type":"string"},"minItems":1,"maxItems":3,)"
        R"("description":"N"},"keys":{"anyOf":[{"type":"string"},{"type":"array",)"
        R"("items":{"type":"string"},"minItems":1,"maxItems":2}],"description":"k"}},"required":["name"],)"
        R"("additionalProperties":false})");
}

TEST_CASE("session names: the three sentences, and what is allowed") {
  const auto message = [](std::string_view name) {
    const Status status = check_session_name(name);
    return status ? std::string() : status.error().message;
  };
  CHECK(message("") == "name is required (non-empty string)");
  CHECK(message(std::string(100, 'x')).empty());
  CHECK(message(std::string(101, 'x')) == "name too long (max 100)");
  std::string wide;
  for (int i = 0; i < 100; ++i) wide += "日";
  CHECK(message(wide).empty());
  CHECK(message(wide + "本") == "name too long (max 100)");
  for (const auto* bad : {"a.b", ":", "a|", " ", "a b", "a\tb", "a\nb", "\u00a0", "\u2003x", "\u3000",
                          "\u2028", "\ufeff", "\u0085"}) {
    INFO(bad);
    CHECK(message(bad) == "name cannot contain '.', ':', '|', or whitespace");
  }
  for (const auto* good :
       {"b8-c1", "$0", "@1", "%3", "=x", "-rf", "{a}", "it's", "\"", "#{x}", "né日本", "😀", ";", "\\", "~"}) {
    INFO(good);
    CHECK(message(good).empty());
  }
  CHECK(message(std::string_view("a\0b", 3)) == "name cannot contain control characters");
  CHECK(message("a\x7f") == "name cannot contain control characters");
}

TEST_CASE("an object of texts has them in their order, and of two with one name the last") {
  const auto parsed = parse(R"({"name":"x","env":{"B":"","A":"é\n=;","B":"2"}})", kWithObject);
  REQUIRE(parsed);
  CHECK(parsed->named_texts("env") == NamedTexts{{"A", "é\n=;"}, {"B", "2"}});
  CHECK(parsed->has("env"));
  const auto without = parse(R"({"name":"x","env":null})", kWithObject);
  REQUIRE(without);
  CHECK(without->named_texts("env").empty());
  CHECK_FALSE(without->has("env"));
  CHECK(parse(R"({"name":"x","env":{}})", kWithObject)->named_texts("env").empty());
  CHECK(without->declares("env"));
  CHECK_FALSE(without->declares("envs"));
}

TEST_CASE("what is no object of texts is refused, and its values are not repeated") {
  for (const char* wrong :
       {R"("A=secret")", R"(["A=secret"])", R"({"A":7})", R"({"A":{"B":"secret"}})", "true"}) {
    INFO(wrong);
    const auto parsed = parse(std::string(R"({"name":"x","env":)") + wrong + "}", kWithObject);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().message ==
          "env must be an object whose values are strings, such as {\"NAME\":\"value\"}");
  }
}

TEST_CASE("the schema of an object of texts") {
  std::string json;
  transport::JsonWriter writer(json);
  const std::array declared = {declare::named_texts("env", "v")};
  write_input_schema(writer, declared);
  CHECK(json ==
        R"({"type":"object","properties":{"env":{"type":"object","additionalProperties":{"type":"string"},)"
        R"("description":"v"}},"additionalProperties":false})");
}
