#include "tools/servers/joint_json.hpp"

#include <string>

#include "support/catch.hpp"

using namespace smcp::tools;
using smcp::transport::JsonWriter;

TEST_CASE("joint json: an array is taken out as it is written") {
  CHECK(array_in(R"({"count":0,"sessions":[]})", "sessions").empty());
  CHECK(array_in(R"({"count":2,"sessions":[{"name":"a","l":[1,2]},{"name":"b"}],"errors":["x"]})",
                 "sessions") == R"({"name":"a","l":[1,2]},{"name":"b"})");
  CHECK(array_in(R"({"errors":["a]","\"errors\":[1]","\\"],"z":1})", "errors") ==
        R"("a]","\"errors\":[1]","\\")");
  CHECK(array_in(R"({"count":0})", "sessions").empty());
  CHECK(array_in(R"({"killed":true})", "killed").empty());
  CHECK(array_in(R"({"sessions":[1,2)", "sessions").empty());
}

TEST_CASE("joint json: no text that a person chose is taken for a member") {
  std::string json;
  JsonWriter writer(json);
  writer.begin_object().key("sessions").begin_array();
  writer.begin_object().field("name", R"("count":9,"errors":["no"])").end_object();
  writer.end_array().field("count", 1).end_object();
  CHECK(count_in(json, "count") == 1);
  CHECK(array_in(json, "errors").empty());
}

TEST_CASE("joint json: numbers, and lists that are put together") {
  CHECK(count_in(R"({"matches":18446744073709551615,"shown":7})", "matches") == 18446744073709551615U);
  CHECK(count_in(R"({"matches":1,"shown":7})", "shown") == 7);
  CHECK(count_in(R"({"matches":1})", "shown") == 0);
  std::string all;
  add_items(all, "");
  add_items(all, "1,2");
  add_items(all, "");
  add_items(all, "3");
  std::string json;
  JsonWriter writer(json);
  writer.begin_object();
  write_items(writer, "none", "");
  write_items(writer, "all", all);
  writer.end_object();
  CHECK(json == R"({"all":[1,2,3]})");
}
