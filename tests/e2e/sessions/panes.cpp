// Choosing a pane by id, index or name, and leaving its modes: keys arrive there, once, and nowhere else.
#include <map>

#include "support/e2e/recorders.hpp"

using namespace smcp::test;

namespace {

std::string modes(const LiveServer& live, const std::string& pane) {
  return live.tmux.must({"display-message", "-p", "-t", pane, "#{pane_in_mode}"});
}

}  // namespace

TEST_CASE("panes: by id, by index, by name, and by pane of a window") {
  LiveServer live;
  Recorders recorders(live);
  recorders.session("w");
  const std::string first = pane_of(live.tmux, "=w:");
  const std::string upper = recorders.window("=w:3", "logs");
  const std::string lower = recorders.split(upper);
  live.tmux.must({"rename-window", "-t", "=w:0", "main"});
  recorders.check("w", {{"", first},
                        {"0", first},
                        {"0.0", first},
                        {"main", first},
                        {"main.0", first},
                        {first, first},
                        {"3", upper},
                        {"logs", upper},
                        {"logs.0", upper},
                        {upper, upper},
                        {"3.1", lower},
                        {"logs.1", lower},
                        {lower, lower}});
  live.tmux.must({"select-pane", "-t", lower});
  recorders.check("w", {{"", first}, {"3", lower}, {"logs", lower}, {"3.0", upper}});
  live.tmux.must({"select-window", "-t", "=w:3"});
  recorders.check("w", {{"", lower}, {"0", first}});
}

TEST_CASE("panes: windows of any name, an index before a name") {
  LiveServer live;
  Recorders recorders(live);
  recorders.session("w");
  const std::string first = pane_of(live.tmux, "=w:");
  live.tmux.must({"rename-window", "-t", "=w:0", "first"});
  std::map<std::string, std::string> expected = {{"0", first}};
  int index = 0;
  for (const char* name : {"a.b", "a:b", "0", "42", "%999", "né日本", "it's", "\"q\"", "x;", "#{x}", "$HOME",
                           "-n", "a b", "*", "=first", "{last}", "1.5", "~", "fir"}) {
    const std::string pane = recorders.window("=w:" + std::to_string(++index), "placeholder");
    live.tmux.must({"rename-window", "-t", pane, "--", name});
    expected[std::to_string(index)] = pane;
    const std::string stored = live.tmux.must({"display-message", "-p", "-t", pane, "#{window_name}"});
    if (stored != "0" && !stored.empty()) expected[stored] = pane;
  }
  expected[expected.at("1")] = expected.at("1");
  recorders.check("w", expected);
}

TEST_CASE("panes: a window linked into two sessions is chosen in both, each by its own index") {
  LiveServer live;
  Recorders recorders(live);
  recorders.session("one");
  recorders.session("two");
  const std::string one = pane_of(live.tmux, "=one:");
  const std::string two = pane_of(live.tmux, "=two:");
  live.tmux.must({"rename-window", "-t", "=one:", "shared"});
  live.tmux.must({"link-window", "-d", "-s", "=one:0", "-t", "=two:7"});
  recorders.check("two", {{"7", one}, {"shared", one}, {one, one}, {"0", two}, {"7.0", one}});
  recorders.check("one", {{"0", one}, {"shared", one}});
  live.tmux.must({"link-window", "-d", "-s", "=one:0", "-t", "=two:8"});
  recorders.check("two", {{"7", one}, {"8", one}, {"shared", one}});
}

TEST_CASE("panes: what is not there, or not clear, is an error that says what there is") {
  LiveServer live;
  Recorders recorders(live);
  recorders.session("w");
  recorders.session("other");
  const std::string first = pane_of(live.tmux, "=w:");
  live.tmux.must({"rename-window", "-t", "=w:0", "same"});
  const std::string second = recorders.window("=w:4", "same");
  recorders.split(second);
  const auto refused = [&](const std::string& pane) {
    return live.error("send_keys", object("name", "w", "keys", "x", "pane", pane));
  };
  const std::string others = pane_of(live.tmux, "=other:");
  for (const std::string& pane : {std::string("2.1"), std::string("sam"), std::string("4.2"), others,
                                  std::string("w:0"), std::string("=same"), std::string("sam*"),
                                  std::string("{last}"), std::string("+"), std::string("%99999")}) {
    INFO(pane);
    CHECK(refused(pane) == "session \"w\" has no pane \"" + pane + "\"; its panes: " + first + " (0.0), " +
                               second + " (4.0), " + pane_of(live.tmux, "=w:4.1") + " (4.1)");
  }
  CHECK(refused("same") == "\"same\" means several panes of session \"w\": " + first + " (0.0), " + second +
                               " (4.0). Use one of these.");
  CHECK(live.error("send_keys", object("name", "no", "keys", "x", "pane", "0"))
            .starts_with("session \"no\" does not exist;"));
  recorders.check("w", {{"", first}, {"same.1", pane_of(live.tmux, "=w:4.1")}});
}

TEST_CASE("panes: every mode is left, however many, and the keys arrive once") {
  LiveServer live;
  Recorders recorders(live);
  recorders.session("w");
  const std::string pane = pane_of(live.tmux, "=w:");
  live.tmux.must({"set-buffer", "something"});
  const std::vector<std::vector<std::string>> all = {{"copy-mode"},
                                                     {"clock-mode"},
                                                     {"choose-tree"},
                                                     {"choose-buffer"},
                                                     {"copy-mode", "clock-mode"},
                                                     {"choose-tree", "copy-mode", "clock-mode"}};
  std::string expected;
  for (const auto& entered : all) {
    for (const std::string& mode : entered) live.tmux.must({mode, "-t", pane});
    INFO(entered.back());
    REQUIRE(modes(live, pane) == std::to_string(entered.size()));
    const std::string mark = "q<" + entered.back() + ">";
    CHECK(live.error("send_keys", object("name", "w", "keys", mark)).find("cancel_mode:true") !=
          std::string::npos);
    CHECK(recorders.send("w", "", mark, true) == pane);
    expected += mark;
    CHECK(recorders.typed(pane, expected) == expected);
    CHECK(modes(live, pane) == "0");
  }
  CHECK(recorders.send("w", "", "in none", true) == pane);
  CHECK(recorders.typed(pane, "in none") == expected + "in none");
}

TEST_CASE("panes: view-mode is left, and only that of the pane chosen") {
  LiveServer live;
  Recorders recorders(live);
  recorders.session("w");
  const std::string pane = pane_of(live.tmux, "=w:");
  const std::string other = recorders.window("=w:1", "other");
  for (const std::string& p : {pane, other}) {
    live.tmux.must({"run-shell", "-t", p, "echo shown in view-mode"});
    REQUIRE(wait_until([&] {
      return live.tmux.must({"display-message", "-p", "-t", p, "#{pane_mode}"}) == "view-mode";
    }));
  }
  CHECK(recorders.send("w", "other", "C-c", true) == other);
  CHECK(recorders.typed(other, "\x03") == "\x03");
  CHECK(modes(live, other) == "0");
  CHECK(modes(live, pane) == "1");
  CHECK(live.error("send_keys", object("name", "w", "keys", "x")).find("is in view-mode") !=
        std::string::npos);
}

TEST_CASE("panes: long text arrives whole behind a mode, and the screen shows what was typed") {
  LiveServer live;
  live.tmux.start_job("cat", "exec cat");
  live.tmux.must({"copy-mode", "-t", "=cat:"});
  live.ok("send_keys", object("name", "cat", "keys", "hello there", "cancel_mode", true));
  CHECK(live.shows("cat", "hello there\nhello there"));
  Recorders recorders(live);
  recorders.session("raw");
  const std::string pane = pane_of(live.tmux, "=raw:");
  live.tmux.must({"copy-mode", "-t", pane});
  std::string text;
  while (text.size() < 20000) text += "né日本" + std::to_string(text.size()) + ";-#{}'\"\\ ";
  CHECK(recorders.send("raw", pane, text, true) == pane);
  CHECK(recorders.typed(pane, text.substr(text.size() - 20)) == text);
}

TEST_CASE("panes: a dead pane is told, whatever mode it is to leave") {
  LiveServer live;
  live.tmux.start_job("w", "exec sleep 1000");
  live.tmux.must({"set-option", "-w", "-t", "=w:", "remain-on-exit", "on"});
  const std::string dead =
      live.tmux.must({"split-window", "-d", "-P", "-F", "#{pane_id}", "-t", "=w:", "exit 0"});
  REQUIRE(wait_until([&] {
    return live.tmux.must({"display-message", "-p", "-t", dead, "#{pane_dead}"}) == "1";
  }));
  CHECK(live.error("send_keys", object("name", "w", "keys", "x", "pane", dead, "cancel_mode", true))
            .starts_with("pane " + dead + " of session \"w\" is dead"));
}
