// What `b:SESSION` answers is what a server of ours for that tmux server alone answers, but for the name in front.
#include <algorithm>
#include <array>
#include <cctype>

#include "support/e2e/several_servers.hpp"

using namespace smcp::test;

namespace {

/// Takes out the values of these members: they differ from call to call.
constexpr std::array kChanging = {"cursor", "since", "job",        "elapsed_s",
                                  "idle_s", "pid",   "created_at", "last_activity_at",
                                  "pane",   "id",    "window"};

void replace_all(std::string& text, const std::string& what, const std::string& by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

void drop_value(std::string& text, const std::string& member, const std::string& prefix) {
  const std::string key = "\"" + member + "\":";
  for (auto at = text.find(key); at != std::string::npos; at = text.find(key, at + key.size())) {
    const auto begin = at + key.size();
    const bool quoted = text[begin] == '"';
    const auto end = quoted ? text.find('"', begin + 1) + 1 : text.find_first_of(",}", begin);
    const bool named = member == "cursor" || member == "since" || member == "job";
    if (named && quoted) {  // the cursor of a screen is a place
      CAPTURE(text);
      CHECK(text.substr(begin + 1, prefix.size()) == prefix);
      CHECK((text.substr(begin, end - begin).find(':') != std::string::npos) == !prefix.empty());
    }
    text.replace(begin, end - begin, "?");
  }
}

/// Each session's name as callers know it, and what only repeats it for a shell.
void mark_names(std::string& text, const std::string& prefix) {
  for (const std::string name : {"keeper", "worker-none", "worker-more", "worker", "renamed"}) {
    replace_all(text, "attach -t " + name, "attach -t ~");
    replace_all(text, prefix + name, "<" + name.substr(0, 1) + "~" + name.substr(1) + ">");
  }
}

/// Without what differs from call to call and from pane to pane and, if `prefix` is in front of each name, from server to
/// server.
std::string comparable(const Json& result, const std::string& prefix) {
  std::string text = is_error(result) ? "error: " : "";
  for (std::size_t i = 0; i < result["content"].size(); ++i) text += text_of(result, i) + "\n";
  for (const char* const member : kChanging) drop_value(text, member, prefix);
  mark_names(text, prefix);
  replace_all(text, "/d.sock", "/b.sock");
  // A job that an error names.
  if (const auto job = text.find("(job " + prefix + "%"); job != std::string::npos)
    text.erase(job, text.find(": ", job) - job);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool number = text[i] == '%' || (i >= 4 && text.compare(i - 4, 5, "idle ") == 0);
    while (number && i + 1 < text.size() && std::isdigit(static_cast<unsigned char>(text[i + 1])) != 0)
      text.erase(i + 1, 1);
  }
  return text;
}

struct Case {
  std::string_view tool;
  std::string_view
      arguments;  ///< @ is the session as the caller names it, ! what stands in front of a cursor
};

std::string filled(std::string_view arguments, const std::string& prefix) {
  std::string text(arguments);
  replace_all(text, "@", prefix + "worker");
  replace_all(text, "!", prefix);
  return text;
}

/// In this order, on two tmux servers that hold the same: through `b:` and directly.
constexpr std::array kCases = {
    Case{"has_session", R"({"name":"@"})"},
    Case{"has_session", R"({"name":"@-none"})"},
    Case{"list_windows", R"({"name":"@"})"},
    Case{"capture_pane", R"({"name":"@","lines":5})"},
    Case{"capture_pane", R"({"name":"@","screen":true})"},
    Case{"capture_pane", R"({"name":"@","since":"!nonsense"})"},
    Case{"capture_pane", R"({"name":"@","pane":"7.7"})"},
    Case{"capture_pane", R"({"name":"@-none"})"},
    Case{"session_status", R"({"names":["@"]})"},
    Case{"session_status", R"({"names":["@","@-none"]})"},
    Case{"session_status", R"({"names":["@-none"]})"},
    Case{"run_command", R"({"name":"@","command":"echo out; false"})"},
    Case{"run_command", R"({"name":"@","command":"sleep 1000","wait":false})"},
    Case{"run_command", R"({"name":"@","command":"true"})"},
    Case{"send_keys", R"({"name":"@","keys":"C-c","enter":false,"wait_seconds":20})"},
    Case{"send_keys", R"({"name":"@","keys":" echo typed","wait_for":"^typed"})"},
    Case{"send_keys", R"({"name":"@","keys":" ","enter":false})"},
    Case{"send_keys", R"({"name":"@","keys":"C-u","enter":false})"},
    Case{"wait_for", R"({"name":"@","timeout_seconds":20})"},
    Case{"wait_for", R"({"names":["@"],"all":true,"timeout_seconds":20})"},
    Case{"wait_for", R"({"name":"@-none"})"},
    Case{"wait_for", R"({"name":"@","pattern":"never","timeout_seconds":1})"},
    Case{"wait_for", R"({"job":"!%7-abcdef"})"},
    Case{"wait_for", R"({"job":"!nonsense"})"},
    Case{"search_output", R"({"pattern":"^out|typed$","names":["@"]})"},
    Case{"search_output", R"({"pattern":"out","names":["@"],"pane":"nix"})"},
    Case{"search_output", R"({"pattern":"(","names":["@"]})"},
    Case{"search_output", R"({"pattern":"out","names":["@-none"]})"},
    Case{"resize", R"({"name":"@","width":100,"height":30})"},
    Case{"new_window", R"({"name":"@","window":"w2","command":"echo inwindow"})"},
    Case{"kill_pane", R"({"name":"@","pane":"w2"})"},
    Case{"kill_pane", R"({"name":"@","pane":"none"})"},
    Case{"kill_pane", R"({"name":"@","pane":"0.0"})"},
    Case{"rename", R"({"name":"@","window":"0","to":"first"})"},
    Case{"new_session", R"({"name":"@","command":"true"})"},
    Case{"new_session", R"({"name":"@-more"})"},
    Case{"rename", R"({"name":"@-more","to":"a:b"})"},
    Case{"kill_session", R"({"names":["@-more","@-none"]})"},
    Case{"kill_session", R"({"name":"@"})"},
    Case{"kill_session", R"({"name":"@"})"},
    Case{"kill_session", R"({"names":["@"]})"},
    Case{"run_command", R"({"name":"@","command":"echo made","create":true})"},
    Case{"rename", R"({"name":"@","to":"renamed"})"},
    Case{"has_session", R"({"name":"!renamed"})"},
    Case{"kill_session", R"({"name":"!renamed"})"},
};

}  // namespace

TEST_CASE("servers: a session of another server answers as it does where its server is the only one") {
  SeveralServers several;
  ServerProcess direct({several.tmux.environment(), {"-S", several.tmux / "d.sock"}});
  for (const char* const server : {"b", "d"}) {
    several.start(server, "keeper");
    several.start(server, "worker");
  }
  for (const Case& one : kCases) {
    const std::string through = filled(one.arguments, "b:");
    INFO(one.tool << " " << through);
    const Json named = several.server.call(one.tool, through, kPatience * 3);
    const std::string got = comparable(named, "b:");
    const Json plain = direct.call(one.tool, filled(one.arguments, ""), kPatience * 3);
    CHECK(got == comparable(plain, ""));
    CHECK(text_of(named).find("b:b:") == std::string::npos);
  }
  CHECK(direct.finish() == ExitStatus{});
}

TEST_CASE("servers: what one tool returns another one takes") {
  SeveralServers several;
  several.start("b", "two");
  const std::string name = several.about("list_sessions")["sessions"][0]["name"].string();
  CHECK(name == "b:two");
  const Json ran =
      several.about("run_command", object("name", name, "command", "sleep 0.5; exit 4", "wait", false));
  CHECK(ran["session"].string() == name);
  const Json waited = several.about("wait_for", object("job", ran["job"].string(), "timeout_seconds", 20));
  CHECK(waited["session"].string() == name);
  CHECK(waited["exit_code"].integer() == 4);
  CHECK(waited["job"].string() == ran["job"].string());
  CHECK(several.about("wait_for", object("name", name, "job", ran["job"].string()))["exit_code"].integer() ==
        4);
  const Json shown = several.about("capture_pane", object("name", name, "lines", 5));
  several.on("b", {"send-keys", "-t", "=two:", " echo later", "Enter"});
  CHECK(several
            .about("wait_for", object("name", name, "pattern", "^later", "since", shown["cursor"].string(),
                                      "timeout_seconds", 20))["outcome"]
            .string() == "matched");
  const Json news = several.ok("capture_pane", object("name", name, "since", shown["cursor"].string()));
  CHECK(text_of(news).find("later") != std::string::npos);
  const std::string quiet = Json::parse(text_of(news, 1))["cursor"].string();
  CHECK(wait_until([&] {
    return several.about("capture_pane", object("name", name, "since", quiet))["unchanged"].exists();
  }));
}
