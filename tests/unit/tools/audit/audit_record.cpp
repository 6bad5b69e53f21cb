#include "tools/audit/audit_record.hpp"

#include <simdjson.h>

#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::tools;
using Seen = TypedText::Seen;

namespace {

AuditRecord typed(std::vector<std::string> keys, Seen seen, bool list = false) {
  AuditRecord record;
  record.typed = {.member = "keys", .list = list, .parts = std::move(keys), .seen = seen};
  return record;
}

/// What the line says of the keys, as JSON.
std::string keys_in(const AuditRecord& record, AuditText text) {
  const std::string line = audit_line(record, text);
  const auto at = line.find("\"keys\":");
  return at == std::string::npos ? "" : line.substr(at + 7, line.size() - at - 8);
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string in_quotes(const std::string& text) {
  return "\"" + text + "\"";
}

}  // namespace

TEST_CASE("a record has all that is known of a call, in one line") {
  AuditRecord record = typed({"make\nall"}, Seen::shown);
  record.time = "2026-11-29T04:10:02.007Z";
  record.version = "1.2.3";
  record.client = {"a \"client\"", "4.5"};
  record.pid = 17;
  record.tool = "send_keys";
  record.effect = Effect::changes;
  record.sessions = {"build"};
  record.pane = "%3";
  record.outcome = "error";
  record.error = "It \"failed\".\nMore.";
  record.ms = 12;
  CHECK(
      audit_line(record, AuditText::shortened) ==
      R"({"time":"2026-11-29T04:10:02.007Z","version":"1.2.3","client":{"name":"a \"client\"","version":"4.5"},)"
      R"("pid":17,"tool":"send_keys","effect":"changes","session":"build","pane":"%3","outcome":"error",)"
      R"("error":"It \"failed\".","ms":12,"keys":"make\nall"})");
}

TEST_CASE("what is not known of a call is left out, and a shell is no client") {
  AuditRecord record;
  record.tool = "list_sessions";
  record.outcome = "ok";
  CHECK(
      audit_line(record, AuditText::full) ==
      R"({"time":"","version":"","client":null,"pid":0,"tool":"list_sessions","effect":"reads","outcome":"ok","ms":0})");
  record.sessions = {"a", "b"};
  record.effect = Effect::destroys;
  record.to = "c";
  CHECK(audit_line(record, AuditText::none) ==
        R"({"time":"","version":"","client":null,"pid":0,"tool":"list_sessions","effect":"destroys",)"
        R"("sessions":["a","b"],"outcome":"ok","ms":0,"to":"c"})");
  record.effect = Effect::arranges;
  CHECK(audit_line(record, AuditText::none).find(R"("effect":"arranges")") != std::string::npos);
}

TEST_CASE("of a text, so many characters are written, none of them halved") {
  for (const std::string_view character : {"x", "é", "日", "🚀"}) {
    const std::string most = repeated(character, kMaxAuditText);
    INFO(character);
    CHECK(keys_in(typed({most}, Seen::shown), AuditText::shortened) == in_quotes(most));
    const std::string more = most + std::string(character);
    CHECK(keys_in(typed({more}, Seen::shown), AuditText::shortened) ==
          in_quotes(most) + ",\"bytes\":" + std::to_string(more.size()));
    CHECK(keys_in(typed({more}, Seen::shown), AuditText::full) == in_quotes(more));
    CHECK(keys_in(typed({more}, Seen::shown), AuditText::none).empty());
  }
}

TEST_CASE("of a list, as many characters in all") {
  const std::string half(kMaxAuditText / 2, 'x');
  const auto list = [](std::vector<std::string> keys) { return typed(std::move(keys), Seen::shown, true); };
  CHECK(keys_in(list({half, half}), AuditText::shortened) ==
        "[" + in_quotes(half) + "," + in_quotes(half) + "]");
  CHECK(keys_in(list({half, half, "yz"}), AuditText::shortened) ==
        "[" + in_quotes(half) + "," + in_quotes(half) + "],\"bytes\":" + std::to_string(2 * half.size() + 2));
  CHECK(keys_in(list({half, half + "y"}), AuditText::shortened) ==
        "[" + in_quotes(half) + "," + in_quotes(half) + "],\"bytes\":" + std::to_string(2 * half.size() + 1));
  CHECK(keys_in(list({half, half, "yz"}), AuditText::full) ==
        "[" + in_quotes(half) + "," + in_quotes(half) + ",\"yz\"]");
  CHECK(keys_in(list({"C-c"}), AuditText::shortened) == "[\"C-c\"]");
}

TEST_CASE("what the terminal did not show is never written, nor what it might not have shown") {
  for (const auto text : {AuditText::full, AuditText::shortened}) {
    CHECK(keys_in(typed({"s3cret"}, Seen::hidden), text) == in_quotes(std::string(kHiddenText)));
    CHECK(keys_in(typed({"s3cret", "Enter"}, Seen::hidden, true), text) ==
          in_quotes(std::string(kHiddenText)));
    CHECK(keys_in(typed({"s3cret"}, Seen::unknown), text) == in_quotes(std::string(kWithheldText)));
  }
  CHECK(keys_in(typed({"s3cret"}, Seen::hidden), AuditText::none).empty());
  CHECK(keys_in(typed({"s3cret"}, Seen::unknown), AuditText::none).empty());
}

TEST_CASE("an error quotes no text that is not written itself") {
  const auto error_of = [](Seen seen, AuditText text) {
    AuditRecord record = typed({"ctrl+1", "y"}, seen, true);
    record.error = "there is no key C-1 (\"ctrl+1\"), only y and \"y\"";
    const std::string line = audit_line(record, text);
    const auto at = line.find("\"error\":");
    return line.substr(at, line.find("\",\"ms\"") - at);
  };
  const std::string whole = R"("error":"there is no key C-1 (\"ctrl+1\"), only y and \"y\")";
  const std::string without = R"("error":"there is no key C-1 (\"(hidden)\"), only y and \"(hidden)\")";
  CHECK(error_of(Seen::shown, AuditText::full) == whole);
  CHECK(error_of(Seen::shown, AuditText::shortened) == whole);
  CHECK(error_of(Seen::shown, AuditText::none) == without);
  CHECK(error_of(Seen::unknown, AuditText::full) == without);
  CHECK(error_of(Seen::hidden, AuditText::full) == without);
}

TEST_CASE("the first line of an error is written up to its bound, without half a character") {
  AuditRecord record;
  record.outcome = "error";
  const auto holds = [&](const std::string& text) {
    return audit_line(record, AuditText::full).find("\"error\":\"" + text + "\",") != std::string::npos;
  };
  record.error = std::string(kMaxAuditError, 'x') + "\nmore";
  CHECK(holds(std::string(kMaxAuditError, 'x')));
  record.error = std::string(kMaxAuditError + 1, 'x');
  CHECK(holds(std::string(kMaxAuditError, 'x')));
  record.error = std::string(kMaxAuditError - 1, 'x') + "é";
  CHECK(holds(std::string(kMaxAuditError - 1, 'x')));
}

TEST_CASE("there is room for however a call ends") {
  for (const auto text : {AuditText::none, AuditText::shortened, AuditText::full}) {
    for (const auto seen : {Seen::unknown, Seen::shown}) {
      AuditRecord record = typed({std::string(5000, '\x01'), "x"}, seen, true);
      record.time = "2026-11-29T04:10:02.007Z";
      record.outcome = "started";
      const std::size_t room = audit_room(record, text);
      record.pane = "%18446744073709551615";
      record.outcome = "cancelled";
      record.ms = INT64_MAX;
      record.error = std::string(1000, '\x1b');
      for (const auto now : {Seen::unknown, Seen::shown, Seen::hidden}) {
        record.typed.seen = now;
        CHECK(audit_line(record, text).size() + 2 <= room);  // and a line break before and behind it
      }
    }
  }
}

TEST_CASE("the settings have these names and no others") {
  CHECK(parse_audit_text("full") == AuditText::full);
  CHECK(parse_audit_text("short") == AuditText::shortened);
  CHECK(parse_audit_text("none") == AuditText::none);
  CHECK_FALSE(parse_audit_text("Full"));
  CHECK_FALSE(parse_audit_text(""));
}
