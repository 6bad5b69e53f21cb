#include "cli/exit_status.hpp"

#include "support/catch.hpp"

using namespace smcp;
using cli::exit_status_of;
using transport::ToolResult;

namespace {

int of_note(const char* json, bool waits = true) {
  return exit_status_of(ToolResult::note(json), waits);
}

}  // namespace

TEST_CASE("exit status: a command's own, with text or without") {
  CHECK(of_note(R"({"session":"a","job":"%1-x","exit_code":0})") == 0);
  CHECK(of_note(R"({"session":"a","job":"%1-x","exit_code":7})") == 7);
  CHECK(of_note(R"({"session":"a","outcome":"finished","job":"%1-x","exit_code":130})") == 130);
  CHECK(exit_status_of(ToolResult::text({"hi", nullptr}, R"({"exit_code":7})"), true) == 7);
  CHECK(of_note(R"({"outcome":"finished","exit_code":null})") == cli::kNeverKnown);
}

TEST_CASE("exit status: what has not come yet, and what never will") {
  CHECK(of_note(R"({"job":"%1-x","running":true})") == cli::kNotYet);
  CHECK(of_note(R"({"job":"%1-x","running":true})", false) == 0);
  CHECK(of_note(R"({"outcome":"timeout","job":"%1-x","running":true})") == cli::kNotYet);
  CHECK(of_note(R"({"outcome":"timeout"})") == cli::kNotYet);
  CHECK(of_note(R"({"outcome":"waiting"})") == cli::kNotYet);
  CHECK(of_note(R"({"outcome":"failed"})") == cli::kFailed);
  CHECK(of_note(R"({"outcome":"all"})") == 0);
  for (const char* word : {"matched", "idle", "finished"})
    CHECK(of_note((R"({"outcome":")" + std::string(word) + R"("})").c_str()) == 0);
  for (const char* word : {"dead", "gone", "unknown"}) {
    CHECK(of_note((R"({"outcome":")" + std::string(word) + R"("})").c_str()) == cli::kNeverKnown);
    CHECK(of_note((R"({"job":"%1-x",")" + std::string(word) + R"(":true})").c_str()) == cli::kNeverKnown);
  }
}

TEST_CASE("exit status: errors, parts that failed, and everything else") {
  CHECK(exit_status_of(ToolResult::error("no"), true) == cli::kFailed);
  CHECK(exit_status_of(ToolResult::object(R"({"session":"a","killed":true})"), true) == 0);
  CHECK(exit_status_of(ToolResult::object(R"({"killed":2})"), true) == 0);
  CHECK(exit_status_of(ToolResult::object(R"({"killed":1,"failed":[{"session":"b","error":"no"}]})"), true) ==
        cli::kFailed);
  CHECK(exit_status_of(ToolResult::object(R"({"count":0,"sessions":[]})"), true) == 0);
  CHECK(of_note(R"({"session":"a","unchanged":true})") == 0);
}
