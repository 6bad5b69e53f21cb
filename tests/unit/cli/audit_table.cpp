#include "cli/audit_table.hpp"

#include "support/catch.hpp"

using namespace smcp::cli;

namespace {

std::string record(const std::string& members) {
  return R"({"time":"2026-11-29T04:10:02.007Z","version":"1","client":{"name":"codex","version":"2"},"pid":1,)"
         R"("tool":"send_keys","effect":"changes","session":"build","pane":"%3","outcome":"ok","ms":12)" +
         members + "}";
}

const std::string kRow =
    "2026-11-29T04:10:02.007Z  codex               send_keys       build             ok               12";

}  // namespace

TEST_CASE("a record is a row below the titles") {
  CHECK(
      audit_titles() ==
      "TIME                      CLIENT              TOOL            SESSION           OUTCOME          MS  "
      "TEXT");
  CHECK(audit_row(record("")) == kRow);
  CHECK(audit_row(record(R"(,"keys":"make test")")) == kRow + "  make test");
  CHECK(audit_row(record(R"(,"keys":[":wq","Enter"])")) == kRow + "  :wq Enter");
  CHECK(audit_row(record(R"(,"command":"make","bytes":700)")) == kRow + "  make... (700 bytes)");
  CHECK(audit_row(record(R"(,"to":"new")")) == kRow + "  to new");
  CHECK(audit_row(record(R"(,"error":"It failed.","command":"make")")) == kRow + "  make - It failed.");
  CHECK(audit_row(record(R"(,"error":"It failed.")")) == kRow + "  It failed.");
}

TEST_CASE("a call at a shell has no client, and one of several sessions names them all") {
  CHECK(
      audit_row(
          R"({"time":"t","client":null,"tool":"kill_session","sessions":["a","b"],"outcome":"ok","ms":1})") ==
      "t                         (shell)             kill_session    a,b               ok                1");
}

TEST_CASE("what is longer than its column moves the rest, and each character counts once") {
  CHECK(
      audit_row(
          R"({"time":"t","client":{"name":"a client with a long name"},"tool":"é","session":"日","outcome":"ok","ms":1})") ==
      "t                         a client with a long name  é               日                 ok            "
      "    1");
}

TEST_CASE("a line that is no record is shown as it is, and nothing reaches the terminal but text") {
  for (const char* line : {"hello", "{}", "[1]", R"({"time":"t","tool":"x","outcome":"ok"})", ""})
    CHECK(audit_row(line) == line);
  CHECK(audit_row("\x1b[2Jhello\x07") == "\\u{1b}[2Jhello\\u{7}");
  CHECK(audit_row(record(R"(,"keys":"a\u001b[2J\nb\u202e")")) == kRow + "  a\\u{1b}[2J\\nb\\u{202e}");
  CHECK(
      audit_row(
          R"({"time":"\u001b","client":{"name":"\u009b"},"tool":"\r","session":"\u007f","outcome":"\b","ms":1})") ==
      "\\u{1b}                    \\u{9b}              \\r              \\u{7f}            \\u{8}            "
      " 1");
}
