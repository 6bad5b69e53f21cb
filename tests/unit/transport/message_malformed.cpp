// What is not JSON must be seen as such, wherever the fault is: simdjson's DOM parser, which validates
// everything, is the reference.
#include <array>
#include <random>

#include <simdjson.h>

#include "support/catch.hpp"
#include "transport/message.hpp"
#include "unit/transport/padded.hpp"

using namespace smcp::transport;
using smcp::test::Padded;

namespace {

constexpr std::string_view kRequest =
    R"({"jsonrpc":"2.0","id":"a\n1","method":"tools/call","params":{"name":"send_keys","arguments":{"keys":"é日\u00e9","n":[1,-2.5e3,true,false,null,{"a":{}}]},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},"progressToken":5}}})";
constexpr std::string_view kBatch = R"([{"jsonrpc":"2.0","id":1,"method":"ping"},{"a":[]},[1,2],"x"])";

bool malformed(MessageParser& parser, std::string_view line, char filler = '}') {
  const Padded padded(line, filler);
  return parser.parse(padded.view()).shape == ParsedLine::Shape::malformed;
}

/// The DOM parser also refuses what is well-formed but does not fit its types.
enum class Verdict { good, bad, unsure };
Verdict reference(simdjson::dom::parser& parser, const std::string& line) {
  switch (parser.parse(line).error()) {
    case simdjson::SUCCESS:
      return Verdict::good;
    case simdjson::NUMBER_ERROR:
    case simdjson::STRING_ERROR:
      return Verdict::unsure;
    default:
      return Verdict::bad;
  }
}

}  // namespace

TEST_CASE("a line cut short is malformed at every cut, whatever bytes lie behind it") {
  MessageParser parser;
  for (const auto whole : {kRequest, kBatch}) {
    for (const char filler : {'}', ']', '"', ',', ':', '1', '\0', ' ', '{'}) {
      for (std::size_t size = 0; size < whole.size(); ++size) {
        INFO(whole.substr(0, size) << " | " << filler);
        CHECK(malformed(parser, whole.substr(0, size), filler));
      }
      CHECK_FALSE(malformed(parser, whole, filler));
    }
  }
}

TEST_CASE("faults in parts that nobody asks for are seen") {
  MessageParser parser;
  const auto with = [](std::string_view value) {
    return R"({"jsonrpc":"2.0","id":1,"method":"m","params":{"x":)" + std::string(value) + "}}";
  };
  CHECK_FALSE(malformed(parser, with("1")));
  for (const auto* bad : {"tru",
                          "truee",
                          "nul",
                          "fals",
                          "01",
                          "1.",
                          "-",
                          "+1",
                          "1e",
                          ".5",
                          "'a'",
                          R"("\x")",
                          R"("\u12")",
                          "\"a\nb\"",
                          "\"a\tb\"",
                          "[1,]",
                          "[,1]",
                          "[1 2]",
                          "[1",
                          "{\"a\"}",
                          "{\"a\":}",
                          "{\"a\":1,}",
                          "{\"a\" 1}",
                          "{,}",
                          "{1:2}",
                          "{\"a\":1 \"b\":2}",
                          "\"b\":1",
                          "\"b\":\"c\"",
                          "1:2",
                          "[\"a\":1]",
                          "[1}",
                          "{\"a\":1]",
                          "",
                          ",",
                          "\xff",
                          "\"\xc3\"",
                          "\"\xed\xa0\x80\"",
                          "NaN",
                          "1 1",
                          "\"a\"\"b\"",
                          "\"a\"b",
                          "{\"\\x\":1}",
                          "[]]",
                          "{}}",
                          "undefined"}) {
    INFO(bad);
    CHECK(malformed(parser, with(bad)));
  }
  for (const auto* bad :
       {"{} {}", "{},", "[] 1", "1 2", "null,", "{}x", "tru", "\"a", "nan", "]", "}", ":", "{}}", "[]]"}) {
    INFO(bad);
    CHECK(malformed(parser, bad));
  }
}

TEST_CASE("mutated lines are judged as a parser that reads everything judges them") {
  std::mt19937 random(20260728);  // NOLINT: the same lines in every run
  const std::string alphabet = R"({}[]",:\ 0123456789-+.eEtrufalsn/é)" + std::string("\n\t\0\x80\xff", 5);
  MessageParser parser;
  simdjson::dom::parser dom;
  int good = 0;
  int bad = 0;
  for (int round = 0; round < 60'000; ++round) {
    std::string line(round % 4 == 0 ? kBatch : kRequest);
    for (auto edits = 1 + random() % 3; edits > 0; --edits) {
      const auto at = random() % line.size();
      switch (random() % 4) {
        case 0:
          line.erase(at, 1 + random() % 3);
          break;
        case 1:
          line.insert(at, 1, alphabet[random() % alphabet.size()]);
          break;
        case 2:
          line[at] = alphabet[random() % alphabet.size()];
          break;
        default:
          line.insert(at, line.substr(random() % line.size(), random() % 12));
      }
      if (line.empty()) line = " ";
    }
    const auto verdict = reference(dom, line);
    if (verdict == Verdict::unsure) continue;
    ++(verdict == Verdict::good ? good : bad);
    const bool ours = malformed(parser, line, alphabet[random() % alphabet.size()]);
    if (ours != (verdict == Verdict::bad)) {
      FAIL_CHECK(line);
    }
  }
  CHECK(good > 1000);
  CHECK(bad > 1000);
}
