#include "tools/registry.hpp"

#include <algorithm>
#include <set>

#include <simdjson.h>

#include "support/catch.hpp"
#include "support/unit/called.hpp"
#include "support/unit/held_row.hpp"
#include "support/unit/pane_row.hpp"

using namespace smcp;
using namespace smcp::tools;
using transport::Revision;

TEST_CASE("the tools are listed in order: those that look, those of sessions, those that act") {
  std::vector<std::string_view> names;
  for (const auto& tool : all_tools()) names.push_back(tool.name);
  CHECK(names == std::vector<std::string_view>{"list_sessions", "has_session", "list_windows", "capture_pane",
                                               "search_output", "session_status", "new_session",
                                               "kill_session", "new_window", "kill_pane", "rename", "resize",
                                               "send_keys", "run_command", "wait_for"});
  for (const auto revision : {Revision::v2024_11_05, Revision::v2025_03_26, Revision::v2025_06_18,
                              Revision::v2025_11_25, Revision::v2026_07_28}) {
    CHECK(tools_json(revision).size() <= 18'000);
    CHECK(tools_json(revision, {ToolSet::core}).size() <= 16'000);
  }
  CHECK(instructions().size() < 2000);
  CHECK(find_tool("list") == nullptr);
}

TEST_CASE("the core set is the eleven tools of old, and names no other") {
  std::set<std::string_view> core;
  std::set<std::string_view> others;
  for (const auto& tool : all_tools()) (tool.set == ToolSet::core ? core : others).insert(tool.name);
  CHECK(core == std::set<std::string_view>{"list_sessions", "has_session", "list_windows", "capture_pane",
                                           "search_output", "session_status", "new_session", "kill_session",
                                           "send_keys", "run_command", "wait_for"});
  CHECK(others == std::set<std::string_view>{"new_window", "kill_pane", "rename", "resize"});
  for (const auto other : others) {
    INFO(other);
    CHECK(instructions().find(other) == std::string_view::npos);
    CHECK(tools_json(Revision::v2026_07_28, {ToolSet::core}).find(other) == std::string::npos);
  }
}

TEST_CASE("a tool that is not offered is unknown, and it is said how it can be had") {
  Called c;
  auto core = make_host(c.toolbox, ToolSet::core);
  auto all = make_host(c.toolbox);
  for (const auto& tool : all_tools()) {
    INFO(tool.name);
    CHECK(all.has(tool.name));
    CHECK(core.has(tool.name) == (tool.set == ToolSet::core));
  }
  CHECK(core.refuse("rename", {}).find("--tools all") != std::string_view::npos);
  CHECK(core.refuse("nonsense", {}).empty());
}

TEST_CASE("each revision is told what it knows") {
  const auto has = [](Revision revision, const char* what) {
    return tools_json(revision).find(what) != std::string::npos;
  };
  CHECK_FALSE(has(Revision::v2024_11_05, "annotations"));
  CHECK(has(Revision::v2025_03_26, "annotations"));
  // A title is told once, where the revision has its place.
  constexpr auto kTitle = R"("title":"List tmux sessions")";
  constexpr auto kTitleInAnnotations = R"("annotations":{"title":)";
  CHECK(has(Revision::v2025_03_26, kTitle));
  CHECK(has(Revision::v2025_03_26, kTitleInAnnotations));
  for (const auto revision : {Revision::v2025_06_18, Revision::v2025_11_25, Revision::v2026_07_28}) {
    CHECK(has(revision, kTitle));
    CHECK_FALSE(has(revision, kTitleInAnnotations));
  }
  CHECK_FALSE(has(Revision::v2025_03_26, "outputSchema"));
  CHECK(has(Revision::v2025_06_18, "outputSchema"));
  CHECK(has(Revision::v2026_07_28, "_meta"));
}

TEST_CASE("a list of tools is JSON with a description for every property") {
  simdjson::dom::parser parser;
  const simdjson::padded_string json(tools_json(Revision::v2026_07_28));
  const simdjson::dom::array tools = parser.parse(json).get_array();
  for (const simdjson::dom::element tool : tools) {
    CHECK(std::string_view(tool["description"].get_string()).size() > 40);
    CHECK(std::string_view(tool["inputSchema"]["type"].get_string()) == "object");
    for (const auto property : simdjson::dom::object(tool["inputSchema"]["properties"])) {
      CHECK(std::string_view(property.value["description"].get_string()).size() > 10);
    }
    const bool read_only = tool["annotations"]["readOnlyHint"].get_bool();
    const bool destructive = tool["annotations"]["destructiveHint"].get_bool();
    const bool arranges =
        std::string_view(tool["name"]) == "rename" || std::string_view(tool["name"]) == "resize";
    CHECK(read_only == !(destructive || arranges));
    CHECK_FALSE((destructive && arranges));
  }
}

TEST_CASE("wrong arguments are results that say what to change, and ask tmux nothing") {
  Called c;
  c.call("capture_pane", R"({"name":"x","lines":0})");
  CHECK(c.last() == "lines must be an integer from 1 to 10000");
  c.call("has_session", R"({"name":"a.b"})");
  CHECK(c.last() == "name cannot contain '.', ':', '|', or whitespace");
  c.call("send_keys", R"({"name":"x","keys":""})");
  CHECK(c.last() == "keys is required (non-empty string)");
  c.call("send_keys", R"({"name":"x","keys":"a\u0000b"})");
  CHECK(c.last().starts_with("keys cannot contain U+0000"));
  c.call("list_sessions", R"({"name":"x"})");
  CHECK(c.last() == "unknown argument \"name\"; this tool takes none");
  c.call("new_session", R"({"name":"x","command":"a\u001bb"})");
  CHECK(c.last().starts_with("command contains the control character U+001B"));
  for (const auto& result : c.results) CHECK(result.kind() == transport::ToolResult::Kind::error);
  CHECK(c.results.size() == 6);
  CHECK(c.client.asked.empty());
}

TEST_CASE("results are compact objects") {
  Called c;
  c.call("list_sessions", "{}");
  c.client.answer("$0\t2\t1700000000\t1700000060\t3\t\tjob\n");
  CHECK(c.last() == R"({"count":1,"sessions":[{"name":"job","windows":2,"created_at":"2023-11-14T22:13:20Z",)"
                    R"("last_activity_at":"2023-11-14T22:14:20Z","attached":true}]})");
  c.call("has_session", R"({"name":"nope"})");
  c.client.answer("$0\tjob\t1\n");
  CHECK(c.last() == R"({"name":"nope","exists":false})");
  c.call("list_windows", R"({"name":"job"})");
  c.client.answer("0\t1\t1\t%2\t0\t1\t0\t77\t80\t24\t3\t4\tvim\tnotes\t/tmp\t\tjob\tbash\n");
  CHECK(
      c.last() ==
      R"({"session":"job","count":1,"windows":[{"index":0,"name":"bash","active":true,"panes":1,"pane_list":[)"
      R"({"id":"%2","index":0,"active":true,"command":"vim","pid":77,"width":80,"height":24,"dead":false,)"
      R"("title":"notes","cwd":"/tmp","left":3,"top":4,"log":null}]}]})");
  c.call("kill_session", R"({"name":"job"})");
  c.client.answer(tmux::HeldRow{}.text());
  CHECK(tmux::joined(c.client.asked.back().argv).ends_with("; kill-session -t $1:"));
  c.client.answer(tmux::HeldRow{}.text());
  CHECK(c.last() == R"({"session":"job","killed":true,"ended":["sleep"]})");
  c.call("capture_pane", R"({"name":"job","lines":2})");
  tmux::FakePane pane(20, 5, 2000);
  pane.print("a\nb \nc\n");
  c.client.answer(pane.answer(c.client.asked.back().argv));
  CHECK(c.last().starts_with(R"({"session":"job","pane":"%7","lines":2,"cursor":")"));
  CHECK(c.results.back().text_block().text == "b\nc");
}

TEST_CASE("what a model wrote comes back cut to its beginning") {
  Called c;
  const std::string text(4000, 'x');
  const std::string cut = std::string(200, 'x') + "… (4000 bytes in all)";
  c.call("send_keys", R"({"name":"job","keys":")" + text + R"("})");
  c.client.answer(tmux::PaneRow{}.of("job"));
  c.answer_look("%1");
  while (c.client.open() > 0) c.client.answer("");
  CHECK(c.last().starts_with(R"({"session":"job","keys":")" + cut + R"(","enter":true)"));
  c.call("list_sessions", R"({")" + text + R"(":1})");
  CHECK(c.last() == "unknown argument \"" + cut + "\"; this tool takes none");
}

TEST_CASE("a missing tmux is reported in the words that users know") {
  Called c;
  c.call("list_sessions", "{}");
  c.client.answer(Error{Errc::not_installed, "x"});
  CHECK(c.last() == "tmux is not installed. Install with: sudo apt install tmux");
}

TEST_CASE("keys for a pane in a mode, or a dead one, are not typed") {
  Called c;
  c.call("send_keys", R"({"name":"job","keys":"x"})");
  c.client.answer(tmux::PaneRow{"$0", "%1", "copy-mode"}.of("job"));
  CHECK(c.last().starts_with("pane %1 of session \"job\" is in copy-mode: "));
  CHECK(c.last().find("cancel_mode:true") != std::string::npos);
  c.loop.run();
  c.call("send_keys", R"({"name":"job","keys":"x"})");
  c.client.answer(tmux::PaneRow{"$0", "%1", "", true}.of("job"));
  CHECK(c.last().starts_with("pane %1 of session \"job\" is dead"));
  CHECK(c.client.asked.size() == 2);
}

TEST_CASE("keys for a pane whose input is switched off are not typed") {
  Called c;
  c.call("send_keys", R"({"name":"job","keys":"x"})");
  c.client.answer(tmux::PaneRow{.input_off = true}.of("job"));
  CHECK(c.last().starts_with(
      "pane %1 of session \"job\" takes no input: it was switched off (select-pane -d)"));
  CHECK(c.client.asked.size() == 1);
}

TEST_CASE(
    "keys that no terminal can send, and text that cannot be pasted, are refused before anything is asked") {
  Called c;
  c.call("send_keys", R"({"name":"job","keys":["a","ctrl+enter"]})");
  CHECK(c.last().starts_with("there is no key C-Enter on a terminal (\"ctrl+enter\")"));
  c.loop.run();
  c.call("send_keys", R"({"name":"job","keys":"a\u001bb","paste":true})");
  CHECK(c.last().find("cannot be pasted") != std::string::npos);
  CHECK(c.client.asked.empty());
}

TEST_CASE("the answer says what was pressed of a list, and Enter is pressed only if asked for") {
  Called c;
  const auto typed = [&](const std::string& arguments, const std::string& keys) {
    c.call("send_keys", R"({"name":"job",)" + arguments + "}");
    c.client.answer(tmux::PaneRow{}.of("job"));
    c.answer_look("%1");
    CHECK(tmux::joined_but_remembering(c.client.asked.back().argv).ends_with(keys));
    c.client.answer("");
    c.loop.run();
    return c.last().substr(0, c.last().find(",\"pane\""));
  };
  CHECK(typed(R"("keys":["Down","Esc",":wq","Return"])",
              "; send-keys -t %1 Down ; send-keys -t %1 Escape ; send-keys -t %1 -l -- :wq ; send-keys -t %1 "
              "Enter") ==
        R"({"session":"job","keys":["Down","Esc",":wq","Return"],"pressed":"Escape Enter","enter":false)");
  CHECK(typed(R"("keys":["a"],"enter":true)", "; send-keys -t %1 -l -- a ; send-keys -t %1 Enter") ==
        R"({"session":"job","keys":["a"],"enter":true)");
  CHECK(typed(R"("keys":"Enter")", "; send-keys -t %1 Enter") ==
        R"({"session":"job","keys":"Enter","enter":true)");
  CHECK(std::count(c.client.asked.back().argv.begin(), c.client.asked.back().argv.end(), "Enter") == 1);
  CHECK(typed(R"("keys":"Enter","enter":false)", "; send-keys -t %1 Enter") ==
        R"({"session":"job","keys":"Enter","enter":false)");
  CHECK(typed(R"("keys":"\n")", "; send-keys -t %1 Enter") ==
        R"({"session":"job","keys":"\n","pressed":"Enter","enter":true)");
  CHECK(typed(R"("keys":"Ctrl-C")", "; send-keys -t %1 -H 03 ; send-keys -t %1 Enter") ==
        R"({"session":"job","keys":"Ctrl-C","pressed":"C-c","enter":true)");
  CHECK(typed(R"("keys":"C-x C-s")", "; send-keys -t %1 -H 18 ; send-keys -t %1 -H 13") ==
        R"({"session":"job","keys":"C-x C-s","pressed":"C-x C-s","enter":false)");
  CHECK(typed(R"("keys":"end")", "; send-keys -t %1 -l -- end ; send-keys -t %1 Enter") ==
        R"({"session":"job","keys":"end","enter":true)");
  CHECK(c.last().ends_with(R"("hint":"\"end\" was typed as text. If keys were meant, pass keys=\"End\"."})"));
}

TEST_CASE("a mode is left and the keys are typed in one request, if that is asked for") {
  Called c;
  c.call("send_keys", R"({"name":"job","keys":"x","pane":"logs","cancel_mode":true})");
  c.client.answer(tmux::PaneRow{"$0", "%1"}.at("0\t0\t1", "job", "bash") +
                  tmux::PaneRow{"$0", "%7", "copy-mode"}.at("1\t0\t1", "job", "logs"));
  c.answer_look("%7");
  CHECK(tmux::joined_but_remembering(c.client.asked.back().argv)
            .ends_with("copy-mode -q -t %7 ; " +
                       tmux::stops_unless("%7",
                                          "#{?#{||:#{pane_dead},#{||:#{pane_in_mode},#{pane_input_off}}},,1}",
                                          "takes-no-keys") +
                       "; send-keys -t %7 -l -- x ; send-keys -t %7 Enter"));
  SECTION("typed") {
    c.client.answer("");
    CHECK(c.last().starts_with(R"({"session":"job","keys":"x","enter":true,"pane":"%7","cursor":")"));
  }
  SECTION("the pane went: nothing is asked again") {
    c.client.answer("", 1, "can't find pane: %7");
    CHECK(c.last() == "pane %7 of session \"job\" no longer exists");
    CHECK(c.client.open() == 0);
  }
}

TEST_CASE("a reply stays under 8 MiB as JSON: the oldest lines are left out and it is said") {
  Called c;
  c.call("capture_pane", R"({"name":"job","lines":10000})");
  tmux::FakePane pane(2000, 5, 50'000);
  for (int i = 0; i < 3000; ++i) pane.print(std::string(1000, '\x01') + "\n");  // each byte is six in JSON
  c.client.answer(pane.answer(c.client.asked.back().argv));
  const auto& text = c.results.back().text_block().text;
  const std::size_t kept = (text.size() + 1) / 1001;
  CHECK(kept * 6002 <= 8U * 1024 * 1024);
  CHECK((kept + 1) * 6002 > 8U * 1024 * 1024 - 20'000);
  CHECK(c.last().starts_with("{\"session\":\"job\",\"pane\":\"%7\",\"lines\":" + std::to_string(kept) +
                             ",\"truncated\":true,\"left_out\":" + std::to_string(3000 - kept) + ","));
}

TEST_CASE("times are ISO 8601 in UTC") {
  CHECK(iso_8601(0) == "1970-01-01T00:00:00Z");
  CHECK(iso_8601(1795241520) == "2026-11-21T06:12:00Z");
}
