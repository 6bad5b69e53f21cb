#include "cli/install/json_text.hpp"

#include "support/catch.hpp"
#include "unit/cli/install/json_syntaxes.hpp"

using namespace smcp;
using namespace smcp::cli;

namespace {

bool good(std::string_view text, JsonSyntax syntax) {
  return is_json_object(as_plain_json(text, syntax));
}

}  // namespace

TEST_CASE("comments and trailing commas are accepted where the client accepts them, and nowhere else") {
  struct Case {
    std::string_view text;
    bool strict, comments, commas;
  };
  for (const auto& [text, strict, comments, commas] : {
           Case{"{}", true, true, true},
           Case{" \r\n\t{\"a\":[1,{}]} \n", true, true, true},
           Case{"{\"a\":\"// no /* comment */, ]\"}", true, true, true},
           Case{"{\"a\":\"quoted \\\" // no\"}", true, true, true},
           Case{"{} // end", false, true, true},
           Case{"// begin\n{/*a*/\"a\"/**/:/* * */1}", false, true, true},
           Case{"{\"a\":1,}", false, false, true},
           Case{"{\"a\":[1,2,],}", false, false, true},
           Case{"{\"a\":1, /* c */ } // d", false, false, true},
           Case{"{\"a\":\"x\",}", false, false, true},
           Case{"{,}", false, false, false},
           Case{"{\"a\":[,]}", false, false, false},
           Case{"{\"a\":1,,}", false, false, false},
           Case{"{\"a\":,}", false, false, false},
           Case{"{/* not closed }", false, false, false},
           Case{"{} /", false, false, false},
           Case{"{'a':1}", false, false, false},
           Case{"{a:1}", false, false, false},
           Case{"{\"a\":1", false, false, false},
           Case{"{\"a\":\"\n\"}", false, false, false},
           Case{"{} {}", false, false, false},
           Case{"[]", false, false, false},
           Case{"", false, false, false},
           Case{"\"a\"", false, false, false},
       }) {
    INFO(text);
    CHECK(good(text, kStrict) == strict);
    CHECK(good(text, kComments) == comments);
    CHECK(good(text, kCommas) == commas);
  }
}

TEST_CASE("every byte keeps its place in plain JSON, and a byte order mark is blank") {
  const std::string text = std::string(kByteOrderMark) + "{\"a\":1, // x\r\n\"b\":[2,],}";
  const std::string plain = as_plain_json(text, kCommas);
  CHECK(plain == "   {\"a\":1,     \r\n\"b\":[2 ] }");
  CHECK(good(std::string(kByteOrderMark) + "{}", kStrict));
  CHECK_FALSE(good("{}" + std::string(kByteOrderMark), kStrict));
}

TEST_CASE("nesting is bounded") {
  const auto nested = [](std::size_t depth) {
    return "{\"a\":" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
  };
  CHECK(good(nested(kMaxConfigDepth), kStrict));
  CHECK_FALSE(good(nested(kMaxConfigDepth + 1), kStrict));
}

TEST_CASE("members are found with their places, whatever the values hold") {
  const std::string plain = R"( { "a" : "}\"," , "\u0062\n":[{"x":"]"},2] ,"":{},"n":-1e5,"t":true})";
  const auto members = members_of(plain, 1);
  REQUIRE(members.size() == 5);
  const auto text = [&](const JsonSpan& span) { return plain.substr(span.begin, span.end - span.begin); };
  CHECK(members[0].key == "a");
  CHECK(text(members[0].name) == "\"a\"");
  CHECK(text(members[0].value) == R"("}\",")");
  CHECK(members[1].key == "b\n");
  CHECK(text(members[1].value) == R"([{"x":"]"},2])");
  CHECK(members[2].key.empty());
  CHECK(text(members[2].value) == "{}");
  CHECK(text(members[3].value) == "-1e5");
  CHECK(text(members[4].value) == "true");
  CHECK(members_of("{}", 0).empty());
  CHECK(members_of("{ \n}", 0).empty());
}

TEST_CASE("a key that is no Unicode text is taken as it is written") {
  const auto members = members_of(R"({"\ud800":1})", 0);
  REQUIRE(members.size() == 1);
  CHECK(members[0].key == R"(\ud800)");
}
