#include "transport/message.hpp"

#include "support/catch.hpp"
#include "unit/transport/padded.hpp"

using namespace smcp::transport;
using smcp::test::Padded;
using Kind = Message::Kind;
using Shape = ParsedLine::Shape;

namespace {

/// Parses one line and keeps it, so that the views hold.
struct Parsed {
  explicit Parsed(std::string_view line) : padded(line), line_(&parser.parse(padded.view())) {}
  [[nodiscard]] Shape shape() const { return line_->shape; }
  [[nodiscard]] const Message& message() const {
    REQUIRE(line_->shape == Shape::message);
    REQUIRE(line_->messages.size() == 1);
    return line_->messages.front();
  }
  [[nodiscard]] const std::vector<Message>& messages() const { return line_->messages; }

  Padded padded;
  MessageParser parser;

 private:
  const ParsedLine* line_;
};

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

}  // namespace

TEST_CASE("a request is read in place") {
  const Parsed parsed(
      R"( {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"has_session",)"
      R"("arguments": { "name" : "a b" } ,"_meta":{"progressToken":"t","x":[1,{"y":null}]}}} )");
  const auto& message = parsed.message();
  CHECK(message.kind == Kind::request);
  CHECK(message.id == "7");
  CHECK(message.method == "tools/call");
  CHECK(message.params.name.text == "has_session");
  CHECK(message.params.arguments.text == R"({ "name" : "a b" })");
  CHECK(message.params.meta.progress_token.text == "\"t\"");
  CHECK(message.params.meta.protocol_version.absent());
  const auto line = parsed.padded.view();
  CHECK(message.params.arguments.text.data() >= line.data());
  CHECK(message.params.arguments.text.data() < line.data() + line.size());
}

TEST_CASE("arguments end where they end, wherever they stand") {
  for (const auto* line :
       {R"({"jsonrpc":"2.0","id":1,"method":"m","params":{"arguments":{"a":{}}}})",
        R"({"params":{"arguments":{"a":{}}},"jsonrpc":"2.0","id":1,"method":"m"})",
        "{\"params\" : {\"arguments\" : {\"a\":{}} \t } , \"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\"}",
        R"({"params":{"arguments":{"a":{}},"name":"}"},"jsonrpc":"2.0","id":1,"method":"m"})"}) {
    INFO(line);
    CHECK(Parsed(line).message().params.arguments.text == R"({"a":{}})");
  }
}

TEST_CASE("every kind of id, and values that are not an id") {
  const auto kind_and_id = [](const std::string& id) {
    const Parsed parsed(R"({"jsonrpc":"2.0","method":"ping","id":)" + id + "}");
    return std::pair(parsed.message().kind, std::string(parsed.message().id));
  };
  for (const auto* id : {"0", "-1", "-0", "18446744073709551615", "-9223372036854775808", "\"\"", "\"a\"",
                         R"("\u00e9\n\"\ud800")", "\"é日本\"", "\"1\""}) {
    INFO(id);
    CHECK(kind_and_id(id) == std::pair(Kind::request, std::string(id)));
  }
  for (const auto* id : {"null", "1.5", "1.0", "1e3", "18446744073709551616", "-9223372036854775809", "true",
                         "{}", "[]", "{\"id\":1}"}) {
    INFO(id);
    CHECK(kind_and_id(id) == std::pair(Kind::invalid, std::string()));
  }
  const std::string longest = '"' + std::string(MessageParser::kMaxToken - 2, 'x') + '"';
  CHECK(kind_and_id(longest).first == Kind::request);
  CHECK(kind_and_id("\"x" + longest.substr(1)).first == Kind::invalid);
}

TEST_CASE("requests, notifications, responses, and messages that are none of these") {
  const auto kind = [](std::string_view line) { return Parsed(line).message().kind; };
  CHECK(kind(R"({"jsonrpc":"2.0","method":"x"})") == Kind::notification);
  CHECK(kind(R"({"jsonrpc":"2.0","method":"x","params":3})") == Kind::notification);
  CHECK(kind(R"({"jsonrpc":"2.0","id":1,"result":{}})") == Kind::response);
  CHECK(kind(R"({"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"m"}})") == Kind::response);
  CHECK(kind(R"({"jsonrpc":"2.0","id":null,"error":{"code":1,"message":"m"}})") == Kind::response);
  CHECK(kind(R"({"jsonrpc":"2.0","error":{"code":1,"message":"m"}})") == Kind::response);
  CHECK(kind(R"({"jsonrpc":"2.0","result":{}})") == Kind::invalid);
  CHECK(kind(R"({"jsonrpc":"2.0","id":1})") == Kind::invalid);
  CHECK(kind(R"({"jsonrpc":"2.0","id":1,"method":7})") == Kind::invalid);
  CHECK(kind(R"({"jsonrpc":"1.0","id":1,"method":"x"})") == Kind::invalid);
  CHECK(kind(R"({"jsonrpc":2.0,"id":1,"method":"x"})") == Kind::invalid);
  CHECK(kind(R"({"id":1,"method":"x"})") == Kind::invalid);
  CHECK(kind("{}") == Kind::invalid);
  for (const auto* line : {"1", "-1.5e3", "\"text\"", "true", "false", "null", " null "}) {
    INFO(line);
    CHECK(kind(line) == Kind::invalid);
  }
}

TEST_CASE("an id that can be echoed is known even when the rest is wrong") {
  CHECK(Parsed(R"({"jsonrpc":"1.0","id":"a","method":"x"})").message().id == "\"a\"");
  CHECK(Parsed(R"({"id":3})").message().id == "3");
  CHECK(Parsed(R"({"id":4,"jsonrpc":"2.0","method":{}})").message().id == "4");
}

TEST_CASE("escaped names are decoded, keys too, of duplicates the last one counts") {
  const Parsed parsed(R"({"jsonrpc":"1.0","json\u0072pc":"2.0","id":1,"id":2,"m\u0065thod":"tools\/list",)"
                      R"("params":{"cursor":"a","arguments":{}},"params":{"name":"\u00e9\ud800"}})");
  const auto& message = parsed.message();
  CHECK(message.kind == Kind::request);
  CHECK(message.id == "2");
  CHECK(message.method == "tools/list");
  CHECK(message.params.cursor.absent());
  CHECK(message.params.arguments.absent());
  CHECK(message.params.name.text == R"(\u00e9\ud800)");  // no text: taken as it is written
}

TEST_CASE("members of a wrong type are told from absent ones") {
  const Parsed parsed(
      R"({"jsonrpc":"2.0","id":1,"method":"m","params":{"name":1,"arguments":[],"cursor":null,)"
      R"("protocolVersion":{},"requestId":1.5,"_meta":{"progressToken":{},)"
      R"("io.modelcontextprotocol/protocolVersion":20260728,)"
      R"("io.modelcontextprotocol/clientCapabilities":true}}})");
  const auto& params = parsed.message().params;
  CHECK(params.self.good());
  CHECK(params.meta.self.good());
  for (const auto* member :
       {&params.name, &params.arguments, &params.cursor, &params.protocol_version, &params.request_id,
        &params.meta.progress_token, &params.meta.protocol_version, &params.meta.capabilities.self})
    CHECK(member->wrong_type());
  for (const auto* value : {"[]", "1", "null", "\"x\"", "true"}) {
    const Parsed other(R"({"jsonrpc":"2.0","id":1,"method":"m","params":)" + std::string(value) + "}");
    CHECK(other.message().params.self.wrong_type());
  }
}

TEST_CASE("numbers that fit no machine word are well-formed") {
  CHECK(
      Parsed(
          R"({"jsonrpc":"2.0","id":1,"method":"m","params":{"arguments":{"n":123456789012345678901234567890,"x":1e999}}})")
          .message()
          .kind == Kind::request);
}

TEST_CASE("depth is bounded, and the id known if it came first") {
  const std::string head = R"({"jsonrpc":"2.0","id":9,"method":"m","params":{"arguments":{"a":)";
  const std::string tail = "}}}";
  constexpr std::size_t kAbove = 3;  // message, params, arguments
  CHECK(Parsed(head + nested(MessageParser::kMaxDepth - kAbove) + tail).message().kind == Kind::request);
  const Parsed deeper(head + nested(MessageParser::kMaxDepth - kAbove + 1) + tail);
  CHECK(deeper.message().kind == Kind::invalid);
  CHECK(deeper.message().id == "9");
  const Parsed batch(nested(100'000));
  CHECK(batch.message().kind == Kind::invalid);
  CHECK(batch.message().id.empty());
}

TEST_CASE("a batch is one message for each element") {
  const Parsed parsed(R"([{"jsonrpc":"2.0","id":1,"method":"ping"}, 5 ,{"jsonrpc":"2.0","method":"n"},[]])");
  REQUIRE(parsed.shape() == Shape::batch);
  REQUIRE(parsed.messages().size() == 4);
  CHECK(parsed.messages()[0].kind == Kind::request);
  CHECK(parsed.messages()[1].kind == Kind::invalid);
  CHECK(parsed.messages()[2].kind == Kind::notification);
  CHECK(parsed.messages()[3].kind == Kind::invalid);
  CHECK(Parsed("[]").shape() == Shape::batch);

  std::string most = "[1";
  for (std::size_t i = 1; i < MessageParser::kMaxBatch; ++i) most += ",1";
  CHECK(Parsed(most + "]").messages().size() == MessageParser::kMaxBatch);
  CHECK(Parsed(most + ",1]").message().kind == Kind::invalid);
}

TEST_CASE("a parser serves many lines, large ones in between") {
  MessageParser parser;
  const std::string big(2 * MessageParser::kRestingLine, 'x');
  for (int i = 0; i < 3; ++i) {
    const Padded small(R"({"jsonrpc":"2.0","id":1,"method":"a\/b"})");
    CHECK(parser.parse(small.view()).messages.front().method == "a/b");
    parser.give_back_memory();
    const Padded large(R"({"jsonrpc":"2.0","id":2,"method":"m","params":{"name":")" + big + "\"}}");
    CHECK(parser.parse(large.view()).messages.front().params.name.text == big);
    parser.give_back_memory();
  }
}
