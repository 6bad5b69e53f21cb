// Calls that are recorded: one record each, however they end, and none is made that cannot be recorded.
#include "tools/audit/audited_call.hpp"

#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <vector>

#include "support/catch.hpp"
#include "support/fd.hpp"
#include "support/json.hpp"
#include "support/temp_dir.hpp"
#include "support/unit/called.hpp"
#include "support/unit/held_row.hpp"
#include "support/unit/pane_row.hpp"

using namespace smcp;
using namespace smcp::tools;

namespace {

/// Calls that are recorded in the file.
struct Audited : Called {
  explicit Audited(AuditText text = AuditText::shortened) : Audited("", text) {}
  /// "" stands for a file in the test's own folder.
  explicit Audited(const std::string& file, AuditText text = AuditText::shortened)
      : path(file.empty() ? dir / "audit.jsonl" : file) {
    auto log = AuditLog::open(path, text);
    REQUIRE(log);
    toolbox.audit = *log;
  }
  [[nodiscard]] std::vector<test::Json> records() const { return records_in(test::read_file(path)); }
  [[nodiscard]] static std::vector<test::Json> records_in(std::string text) {
    std::vector<test::Json> all;
    while (!text.empty()) {
      const auto end = text.find('\n');
      REQUIRE(end != std::string::npos);
      all.push_back(test::Json::parse(text.substr(0, end)));
      text.erase(0, end + 1);
    }
    return all;
  }
  /// `tool outcome` of each.
  [[nodiscard]] std::string told() const {
    std::string all;
    for (const auto& record : records())
      all += (all.empty() ? "" : ", ") + record["tool"].string() + " " + record["outcome"].string();
    return all;
  }
  /// Types as far as the fake tmux's pane %1 goes.
  void type_into(const std::string& session) {
    client.answer(tmux::PaneRow{}.of(session));
    answer_look("%1");
    client.answer("");
  }

  test::TempDir dir;
  std::string path;
};

void refuses(Audited& a, const std::string& reason) {
  const std::size_t asked = a.client.asked.size();
  a.call("send_keys", R"({"name":"a","keys":"x"})");
  CHECK(a.last() == "the audit file " + a.path +
                        " (--audit or SESSIONS_MCP_AUDIT) cannot be written: " + reason +
                        ". Nothing was done, for nothing is done that cannot be recorded; calls that only "
                        "read go on. Tell the user, and try again once it can be written.");
  CHECK(a.client.asked.size() == asked);
}

}  // namespace

TEST_CASE("a call is recorded before its answer is sent, with its pane and what was typed") {
  Audited a;
  a.call("send_keys", R"({"name":"a","keys":"1"})");
  CHECK(a.records().empty());
  a.type_into("a");
  REQUIRE(a.results.size() == 1);
  REQUIRE(a.records().size() == 1);
  const test::Json record = a.records().front();
  CHECK(record["session"].string() == "a");
  CHECK(record["pane"].string() == "%1");
  CHECK(record["keys"].string() == "1");
  CHECK(record["outcome"].string() == "ok");
  CHECK(record["effect"].string() == "changes");
  CHECK(record["version"].string() == SESSIONS_MCP_VERSION);
  CHECK(record["pid"].integer() == ::getpid());
  CHECK(record["time"].string().size() == std::string_view("2026-11-29T04:10:02.007Z").size());
  CHECK(record["ms"].integer() >= 0);
}

TEST_CASE("the answer is sent when its record stands in the file") {
  Audited a;
  std::string at_answer;
  transport::ReplySink sink;
  sink.answer = [&](const transport::ToolResult&) { at_answer = test::read_file(a.path); };
  const simdjson::padded_string json(std::string_view(R"({"nonsense":1})"));
  auto hook = start_call(a.toolbox, *find_tool("list_sessions"), {json.data(), json.size()},
                         transport::ToolReply(std::move(sink)), {"me", "7"});
  CHECK(at_answer.find(R"("outcome":"error","error":"unknown argument \"nonsense\"; )") != std::string::npos);
  CHECK(at_answer.find(R"("client":{"name":"me","version":"7"})") != std::string::npos);
  CHECK(at_answer.ends_with("}\n"));
}

TEST_CASE("every tool that types has its text recorded, and which tools these are is known") {
  for (const Tool& tool : all_tools()) {
    INFO(tool.name);
    const auto takes = [&](std::string_view name) {
      return std::any_of(tool.arguments.begin(), tool.arguments.end(),
                         [&](const Argument& argument) { return argument.name == name; });
    };
    CHECK((takes("keys") || takes("command")) == (tool.effect == Effect::changes));
  }
}

TEST_CASE("several calls at once are recorded in the order of their answers, each once") {
  Audited a;
  a.call("send_keys", R"({"name":"a","keys":"1"})");
  a.call("has_session", R"({"name":"b"})");
  auto cancel = a.call("send_keys", R"({"name":"c","keys":"3"})");
  auto late = a.call("has_session", R"({"name":"d"})");
  cancel();
  a.client.answer(tmux::PaneRow{}.of("a"));
  a.client.answer("\t\t1\n");
  a.client.answer("\t\t1\n");
  a.answer_look("%1");
  a.client.answer("");
  CHECK(a.told() == "send_keys cancelled, has_session ok, has_session ok, send_keys ok");
  CHECK(a.records()[0]["session"].string() == "c");
  CHECK(a.records()[0]["keys"].string() == kWithheldText);
  late();  // of a call that is over
  cancel();
  CHECK(a.records().size() == 4);
}

TEST_CASE("calls that end because nobody waits for them are dropped") {
  Audited a;
  auto hook = a.call("send_keys", R"({"name":"a","keys":"1"})");
  a.toolbox.audit->drop();
  hook();
  CHECK(a.told() == "send_keys dropped");
}

TEST_CASE("a call whose last owner goes away without an answer is recorded all the same, after the toolbox") {
  const test::TempDir dir;
  {
    Audited a(dir / "f");
    a.call("send_keys", R"({"name":"a","keys":"1"})");
  }  // the client, which holds the call, goes last
  const auto records = Audited::records_in(test::read_file(dir / "f"));
  REQUIRE(records.size() == 1);
  CHECK(records[0]["outcome"].string() == "error");
  CHECK(records[0]["error"].string() == "internal error: the call was dropped without a result");
}

TEST_CASE("where nothing can be written, what changes something is refused and what reads goes on") {
  Audited a("/dev/full");
  refuses(a, "no space left on device");
  a.call("has_session", R"({"name":"a"})");
  a.client.answer("\t\t1\n");
  CHECK(a.last() == R"({"name":"a","exists":false})");
  refuses(a, "no space left on device");
}

TEST_CASE("what can no longer be recorded when a call's time to act has come is not done") {
  const test::TempDir top;
  const std::string folder = top / "d";
  std::filesystem::create_directory(folder);
  Audited a(folder + "/audit.jsonl");
  a.toolbox.server.policy = Policy({.own = true});
  a.call("send_keys", R"({"name":"a","keys":"x"})");
  REQUIRE(a.client.asked.size() == 1);  // whose the session is
  std::filesystem::remove_all(folder);
  a.client.answer(tmux::HeldRow{.name = "a", .ours = true}.text());
  REQUIRE(a.results.size() == 1);
  CHECK(a.last().starts_with("the audit file "));
  CHECK(a.client.asked.size() == 1);
}

TEST_CASE("for a file that keeps no room, a call that changes something is recorded before it acts, too") {
  const test::TempDir dir;
  REQUIRE(::mkfifo((dir / "fifo").c_str(), 0600) == 0);
  const test::Fd reader(::open((dir / "fifo").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  const auto read = [&] {
    std::string text(8192, '\0');
    const ssize_t size = ::read(reader.get(), text.data(), text.size());
    return text.substr(0, static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  };
  Audited a(dir / "fifo");
  a.call("send_keys", R"({"name":"a","keys":"1"})");
  const auto started = Audited::records_in(read());
  REQUIRE(started.size() == 1);
  CHECK(started[0]["outcome"].string() == "started");
  CHECK(started[0]["keys"].string() == kWithheldText);
  a.type_into("a");
  const auto ended = Audited::records_in(read());
  REQUIRE(ended.size() == 1);
  CHECK(ended[0]["outcome"].string() == "ok");
  CHECK(ended[0]["keys"].string() == "1");
  a.call("has_session", R"({"name":"a"})");
  CHECK(read().empty());
}

TEST_CASE("after a record that failed, one must succeed before anything is changed again") {
  Audited a;
  a.call("send_keys", R"({"name":"a","keys":"1"})");
  const auto cancelled_at_end = a.call("has_session", R"({"name":"b"})");
  std::filesystem::remove(a.path);
  std::filesystem::create_directory(a.path);  // so that it cannot be made again
  a.type_into("a");                           // its record is lost, for which nobody could do anything
  a.client.answer("\t\t1\n");
  refuses(a, "illegal operation on a directory");
  std::filesystem::remove(a.path);
  refuses(a, "illegal operation on a directory");  // but this refusal is recorded
  a.call("send_keys", R"({"name":"a","keys":"2"})");
  a.type_into("a");
  CHECK(a.told() == "send_keys refused, send_keys ok");
  CHECK(a.records()[0]["error"].string().starts_with("the audit file " + a.path));
}

TEST_CASE("opened anew, it goes on in a new file, and without one refuses until there is") {
  Audited a;
  a.call("has_session", R"({"name":"a"})");
  a.client.answer("\t\t1\n");
  std::filesystem::rename(a.path, a.path + ".1");
  a.call("send_keys", R"({"name":"a","keys":"1"})");
  a.toolbox.audit->reopen();
  a.type_into("a");
  CHECK(a.told() == "send_keys ok");
  std::filesystem::rename(a.path, a.path + ".2");
  std::filesystem::create_directory(a.path);
  a.toolbox.audit->reopen();
  refuses(a, "illegal operation on a directory");
  std::filesystem::remove(a.path);
  a.call("has_session", R"({"name":"a"})");
  a.client.answer("\t\t1\n");
  a.call("send_keys", R"({"name":"a","keys":"1"})");
  a.type_into("a");
  CHECK(a.told() == "has_session ok, send_keys ok");
  CHECK(Audited::records_in(test::read_file(a.path + ".2")).size() == 1);
}

TEST_CASE("room for calls on their way is not taken by others") {
  Audited a(AuditText::full);
  const auto blocks = [&] {
    struct stat found {};
    REQUIRE(::stat(a.path.c_str(), &found) == 0);
    return static_cast<std::size_t>(found.st_blocks) * 512;
  };
  const std::string big(100'000, 'x');
  a.call("send_keys", R"({"name":"a","keys":")" + big + R"("})");
  if (blocks() == 0) {
    WARN("this file system keeps no room");
    return;
  }
  CHECK(blocks() >= big.size());
  a.call("send_keys", R"({"name":"b","keys":")" + big + R"("})");
  CHECK(blocks() >= 2 * big.size());
  for (int i = 0; i < 40; ++i) a.call("has_session", R"({"nonsense":1})");
  CHECK(blocks() >= 2 * big.size() + std::filesystem::file_size(a.path));
}
