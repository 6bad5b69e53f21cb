// Panes that share what is typed (synchronize-panes): keys reach one, or it is said which others got them.
#include "support/e2e/job_shells.hpp"
#include "support/e2e/recorders.hpp"

using namespace smcp::test;

namespace {

/// A window with three panes, and a fourth in another window.
struct Shared {
  LiveServer live;
  Recorders recorders{live};
  std::string first, second, third, elsewhere;

  Shared() {
    recorders.session("w");
    first = id("=w:");
    second = recorders.split(first);
    third = recorders.split(first);
    elsewhere = recorders.window("=w:5", "else");
  }
  [[nodiscard]] std::string id(const std::string& target) const {
    return live.tmux.must({"display-message", "-p", "-t", target, "#{pane_id}"});
  }
  void synchronise(const std::string& value) const {
    live.tmux.must({"set-option", "-w", "-t", "=w:0", "synchronize-panes", value});
  }
  /// The panes that are said to have got them, too.
  std::vector<std::string> send(const std::string& keys) {
    const Json sent = live.ok("send_keys", object("name", "w", "keys", keys, "enter", false));
    CHECK(sent["pane"].string() == first);
    if (!sent["also_typed_into"].exists()) return {};
    std::vector<std::string> others;
    for (std::size_t i = 0; i < sent["also_typed_into"].size(); ++i)
      others.push_back(sent["also_typed_into"][i].string());
    return others;
  }
  std::string refused(const std::string& pane, const std::string& keys) {
    return live.error("send_keys", object("name", "w", "keys", keys, "pane", pane));
  }
};

using Panes = std::vector<std::string>;

}  // namespace

TEST_CASE(
    "synchronised: keys for the session go to all, and it is said to which, and for a pane they are "
    "refused") {
  Shared w;
  CHECK(w.send("alone").empty());
  w.synchronise("on");
  CHECK(w.send("<all>") == Panes{w.second, w.third});
  const std::string error = w.refused(w.second, "nobody");
  CHECK(error.find("pane " + w.second + " of session \"w\" is synchronised") == 0);
  CHECK(error.find("goes into " + w.first + ", " + w.third + ", too") != std::string::npos);
  CHECK(w.recorders.send("w", w.elsewhere, "<other window>") == w.elsewhere);
  w.synchronise("off");
  CHECK(w.recorders.send("w", w.second, "<end>") == w.second);
  CHECK(w.send("<end>").empty());
  CHECK(w.recorders.typed(w.first, "<end>") == "alone<all><end>");
  CHECK(w.recorders.typed(w.second, "<end>") == "<all><end>");
  CHECK(w.recorders.typed(w.third, "<all>") == "<all>");
  CHECK(w.recorders.typed(w.elsewhere, "window>") == "<other window>");
}

TEST_CASE("synchronised: who takes no keys just now is not said to have got them") {
  Shared w;
  w.synchronise("on");
  w.live.tmux.must({"copy-mode", "-t", w.second});
  CHECK(w.send("<1>") == Panes{w.third});
  w.live.tmux.must({"select-pane", "-d", "-t", w.third});
  CHECK(w.send("<2>").empty());
  w.live.tmux.must({"select-pane", "-e", "-t", w.third});
  w.live.tmux.must({"send-keys", "-t", w.second, "-X", "cancel"});
  CHECK(w.send("<3>") == Panes{w.second, w.third});
  w.live.tmux.must({"resize-pane", "-Z", "-t", w.first});
  CHECK(w.send("<4>").empty());
  w.live.tmux.must({"resize-pane", "-Z", "-t", w.first});
  CHECK(w.send("<5>") == Panes{w.second, w.third});
  CHECK(w.recorders.typed(w.first, "<5>") == "<1><2><3><4><5>");
  CHECK(w.recorders.typed(w.second, "<5>") == "<3><5>");
  CHECK(w.recorders.typed(w.third, "<5>") == "<1><3><5>");
}

TEST_CASE("synchronised: from tmux 3.2 on, only panes that take part") {
  Shared w;
  if (w.live.tmux.version() < TmuxVersion{3, 2}) return;
  w.live.tmux.must({"set-option", "-p", "-t", w.first, "synchronize-panes", "on"});
  CHECK(w.send("<1>").empty());
  CHECK(w.recorders.send("w", w.first, "<2>") == w.first);
  w.live.tmux.must({"set-option", "-p", "-t", w.third, "synchronize-panes", "on"});
  CHECK(w.send("<3>") == Panes{w.third});
  CHECK(w.recorders.send("w", w.second, "<4>") == w.second);
  CHECK(w.refused(w.first, "nobody").find("goes into " + w.third + ", too") != std::string::npos);
  CHECK(w.recorders.typed(w.first, "<3>") == "<1><2><3>");
  CHECK(w.recorders.typed(w.second, "<4>") == "<4>");
  CHECK(w.recorders.typed(w.third, "<3>") == "<3>");
}

TEST_CASE("synchronised: long text reaches all of them whole, and it is said once") {
  Shared w;
  w.synchronise("on");
  std::string text;
  while (text.size() < 20000) text += "né日本" + std::to_string(text.size()) + ";-#{}'\"\\ ";
  CHECK(w.send(text) == Panes{w.second, w.third});
  for (const std::string& pane : {w.first, w.second, w.third})
    CHECK(w.recorders.typed(pane, text.substr(text.size() - 20)) == text);
  CHECK(w.live.tmux.must({"display-message", "-p", "-t", w.first, "#{@smcp-typing}"}).empty());
}

TEST_CASE("synchronised: run_command runs nothing, and leaves a line in the other pane alone") {
  LiveServer live;
  ShellSession shell(live, bash());
  REQUIRE(shell.run("true").exit_code() == 0);
  const std::string other = live.tmux.must(
      {"split-window", "-d", "-P", "-F", "#{pane_id}", "-t", "=bash:", "bash --norc --noprofile"});
  live.tmux.must({"send-keys", "-t", other, "-l", "touch person"});
  const auto half_typed = [&] {
    return live.tmux.must({"capture-pane", "-p", "-t", other}).find("touch person") != std::string::npos;
  };
  REQUIRE(wait_until(half_typed));
  live.tmux.must({"set-option", "-w", "-t", "=bash:", "synchronize-panes", "on"});
  const std::string screen = shell.screen();
  const std::string error = shell.refused("echo x");
  CHECK(error.find("is synchronised") != std::string::npos);
  CHECK(error.find("Nothing was run") != std::string::npos);
  CHECK(shell.screen() == screen);
  CHECK(half_typed());
  live.tmux.must({"set-option", "-w", "-t", "=bash:", "synchronize-panes", "off"});
  CHECK(shell.run("echo free").text == "free");
  CHECK(half_typed());
}
