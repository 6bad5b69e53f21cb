#include "cli/install/json_config.hpp"

#include "cli/install/client_table.hpp"
#include "support/catch.hpp"
#include "support/unit/client_files.hpp"
#include "unit/cli/install/json_syntaxes.hpp"

using namespace smcp;
using namespace smcp::cli;

namespace {

const std::vector<std::string> kPath = {"mcpServers", "s"};

std::string added(std::string_view text, JsonSyntax syntax = kCommas,
                  const JsonFields& fields = {{"command", "/b"}}) {
  const auto config = JsonConfig::read(std::string(text), syntax);
  REQUIRE(config);
  const auto result = config->with(kPath, fields);
  return result ? *result : "refused: " + result.error().message;
}

std::string removed(std::string_view text, JsonSyntax syntax = kCommas,
                    const std::vector<std::string>& path = kPath) {
  const auto config = JsonConfig::read(std::string(text), syntax);
  REQUIRE(config);
  const auto result = config->without(path);
  return result ? *result : "refused: " + result.error().message;
}

}  // namespace

TEST_CASE("an entry looks like the rest of the file") {
  // two blanks
  CHECK(added("{\n  \"mcpServers\": {\n    \"a\": {}\n  }\n}\n") ==
        "{\n  \"mcpServers\": {\n    \"a\": {},\n    \"s\": {\n      \"command\": \"/b\"\n    }\n  }\n}\n");
  // tabs, CRLF
  CHECK(added("{\r\n\t\"mcpServers\": {\r\n\t\t\"a\": 1\r\n\t}\r\n}") ==
        "{\r\n\t\"mcpServers\": {\r\n\t\t\"a\": 1,\r\n\t\t\"s\": {\r\n\t\t\t\"command\": "
        "\"/b\"\r\n\t\t}\r\n\t}\r\n}");
  // one line, with and without blanks
  CHECK(added(R"({"mcpServers":{"a":1}})") == R"({"mcpServers":{"a":1,"s":{"command":"/b"}}})");
  CHECK(added(R"({ "mcpServers": { "a": 1 } })") ==
        R"({ "mcpServers": { "a": 1, "s": {"command": "/b"} } })");
  // an array is laid out like the rest, too
  CHECK(added("{\n \"mcpServers\": {}\n}", kStrict, {{"args", std::vector<std::string>{"x", "\"y"}}}) ==
        "{\n \"mcpServers\": {\n  \"s\": {\n   \"args\": [\n    \"x\",\n    \"\\\"y\"\n   ]\n  }\n }\n}");
}

TEST_CASE("the object for the servers is made if it is not there") {
  CHECK(added("{}") == "{\n  \"mcpServers\": {\n    \"s\": {\n      \"command\": \"/b\"\n    }\n  }\n}");
  CHECK(added(R"({"v":1})") == R"({"v":1,"mcpServers":{"s":{"command":"/b"}}})");
  const std::string made = "{\n  \"mcpServers\": {\n    \"s\": {\n      \"command\": \"/b\"\n    }\n  }\n}\n";
  CHECK(added("") == made);
  CHECK(added("\n\n") == "\n\n" + made);
  CHECK(added("// mine", kComments) == "// mine\n" + made);
  CHECK(added(kByteOrderMark) == std::string(kByteOrderMark) + made);
}

TEST_CASE("comments stay with what they are about") {
  CHECK(added("{\n  \"mcpServers\": {\n    \"a\": 1 // one\n    // later\n  }\n}") ==
        "{\n  \"mcpServers\": {\n    \"a\": 1, // one\n    \"s\": {\n      \"command\": \"/b\"\n    }\n    "
        "// later\n  "
        "}\n}");
  CHECK(added("{\n  \"mcpServers\": {\n    \"a\": 1 /* x */, /* y */ // z\n  }\n}") ==
        "{\n  \"mcpServers\": {\n    \"a\": 1 /* x */, /* y */ // z\n    \"s\": {\n      \"command\": "
        "\"/b\"\n    },\n "
        " }\n}");
  // a comment up to the end of the line must not swallow the entry
  CHECK(added("{\"mcpServers\": {\"a\": 1 // one\n}}") ==
        "{\"mcpServers\": {\"a\": 1, // one\n    \"s\": {\"command\": \"/b\"}\n}}");
  CHECK(added("{\n  \"mcpServers\": { // none\n  }\n}") ==
        "{\n  \"mcpServers\": { // none\n    \"s\": {\n      \"command\": \"/b\"\n    }\n  }\n}");
  CHECK(removed("{\"mcpServers\": { // c\n \"s\": 1, \"b\": 2}}") == "{\"mcpServers\": { // c\n  \"b\": 2}}");
  CHECK(removed("{\"mcpServers\": {\"b\": 2, // c\n \"s\": 1 }}") == "{\"mcpServers\": {\"b\": 2 // c\n  }}");
}

TEST_CASE("an entry is taken from the beginning, the middle and the end") {
  CHECK(removed("{\"mcpServers\": {\"s\": {\"x\": [1]}, \"b\": 2}}") == "{\"mcpServers\": { \"b\": 2}}");
  CHECK(removed("{\n  \"mcpServers\": {\n    \"a\": 1,\n    \"s\": {},\n    \"b\": 2\n  }\n}") ==
        "{\n  \"mcpServers\": {\n    \"a\": 1,\n    \"b\": 2\n  }\n}");
  CHECK(removed("{\n  \"mcpServers\": {\n    \"a\": 1,\n    \"s\": {}\n  }\n}") ==
        "{\n  \"mcpServers\": {\n    \"a\": 1\n  }\n}");
  CHECK(removed("{\n  \"mcpServers\": {\n    \"a\": 1,\n    \"s\": {},\n  }\n}") ==
        "{\n  \"mcpServers\": {\n    \"a\": 1,\n  }\n}");
  CHECK(removed("{\n  \"mcpServers\": {\n    \"s\": {}\n  }\n}") == "{\n  \"mcpServers\": {}\n}");
  CHECK(removed("{\n  \"mcpServers\": {\n    // mine\n    \"s\": {},\n  }\n}") ==
        "{\n  \"mcpServers\": {\n    // mine\n  }\n}");
  CHECK(removed("{\"mcpServers\": {\"a\": 1}}") == "{\"mcpServers\": {\"a\": 1}}");
  CHECK(removed("{}") == "{}");
  CHECK(removed("").empty());
}

TEST_CASE("an entry that is there is replaced, and nothing else") {
  CHECK(added("{\n  \"mcpServers\": {\n    \"s\": {\"command\": \"old\"}, // mine\n    \"b\": 2\n  }\n}") ==
        "{\n  \"mcpServers\": {\n    \"s\": {\n      \"command\": \"/b\"\n    }, // mine\n    \"b\": 2\n  "
        "}\n}");
}

TEST_CASE("a file that is not what it should be is refused") {
  for (const char* const text : {"[]", "{", "{\"mcpServers\": {\"a\": 1}} x", "null", "{'a': 1}"}) {
    INFO(text);
    CHECK_FALSE(JsonConfig::read(text, kCommas));
  }
  CHECK_FALSE(JsonConfig::read("{} // c", kStrict));
  CHECK(added("{\"mcpServers\": null}") == "refused: \"mcpServers\" is not an object");
  CHECK(added("{\"mcpServers\": [{}]}") == "refused: \"mcpServers\" is not an object");
  CHECK(added("{\"mcpServers\": {}, \"mcp\\u0053ervers\": {}}") == "refused: \"mcpServers\" is there twice");
  CHECK(removed("{\"mcpServers\": {\"s\": 1, \"s\": 2}}") == "refused: \"s\" is there twice");
}

TEST_CASE("the value of an entry is given as plain JSON") {
  const auto config = JsonConfig::read("{\"mcpServers\": {\"s\": {\"command\": \"a\", // c\n},},}", kCommas);
  REQUIRE(config);
  const auto value = config->value(kPath);
  REQUIRE(value);
  REQUIRE(value->has_value());
  CHECK(is_json_object(**value));
  const std::vector<std::string> other = {"mcpServers", "t"};
  CHECK_FALSE(config->value(other)->has_value());
}

TEST_CASE("real files of each client get their bytes back") {
  const ServerEntry entry = {"/opt/a b/sessions-mcp", {"--engine", "child"}};
  for (const auto& [name, text] : test::kClientFiles) {
    INFO(name << ":\n" << text);
    const Client* const client = find_client(name);
    REQUIRE(client != nullptr);
    const std::vector<std::string> path = {std::string(client->key), "sessions"};
    const auto config = JsonConfig::read(std::string(text), client->syntax);
    REQUIRE(config);
    const auto with = config->with(path, fields_of(entry, client->shape));
    REQUIRE(with);
    const auto again = JsonConfig::read(*with, client->syntax);
    REQUIRE(again);
    const auto value = again->value(path);
    REQUIRE(value);
    REQUIRE(value->has_value());
    CHECK(read_entry(**value) == entry);
    CHECK(removed(*with, client->syntax, path) == text);
    const auto twice = again->with(path, fields_of(entry, client->shape));
    REQUIRE(twice);
    CHECK(*twice == *with);
  }
}
