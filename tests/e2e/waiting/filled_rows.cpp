// Typed lines that end exactly at the right margin, or are longer than a row: what shells do there differs, and what
// waits say does not.
#include <string>

#include "support/e2e/job_shells.hpp"
#include "support/e2e/waited.hpp"

using namespace smcp::test;

namespace {

constexpr std::size_t kWidth = 80;

/// A shell in 80 columns that waits at its prompt.
class AtPrompt {
 public:
  AtPrompt(LiveServer& live, const TestShell& kind) : live_(live), shell_(live, kind) {
    REQUIRE(shell_.run("true").exit_code() == 0);
    REQUIRE(wait_until([&] { return shell_.format("#{cursor_x}") != "0"; }));
    prompt_ = std::stoul(shell_.format("#{cursor_x}"));
  }

  /// `command` and a comment with which it takes `cells` cells, the prompt included.
  [[nodiscard]] std::string filling(std::string command, std::size_t cells) const {
    command += " #";
    REQUIRE(prompt_ + command.size() <= cells);
    return command.append(cells - prompt_ - command.size(), 'x');
  }
  [[nodiscard]] Waited send(const std::string& keys, const std::string& member, const std::string& value) {
    return waited(live_.server.call("send_keys", object("name", shell_.name(), "keys", keys, member, value)));
  }
  [[nodiscard]] Waited send(const std::string& keys) {
    return waited(
        live_.server.call("send_keys", object("name", shell_.name(), "keys", keys, "wait_seconds", 20)));
  }
  [[nodiscard]] ShellSession& shell() { return shell_; }

 private:
  LiveServer& live_;
  ShellSession shell_;
  std::size_t prompt_ = 0;
};

/// zsh leaves a row free below a line that fills its rows, and its -f has no comments: the text ends with one.
std::string without_blank(const std::string& text) {
  return text.substr(std::min(text.find_first_not_of('\n'), text.size()));
}

void allow_comments(AtPrompt& at, const TestShell& kind) {
  if (kind.name == "zsh") REQUIRE(at.shell().run("setopt interactivecomments").exit_code() == 0);
}

}  // namespace

TEST_CASE("filled rows: send_keys finds the first line of output, and it alone is new") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    AtPrompt at(live, kind);
    allow_comments(at, kind);
    for (const std::size_t cells : {kWidth - 1, kWidth, kWidth + 1, 2 * kWidth, 2 * kWidth + 30}) {
      INFO(kind.name << ", " << cells << " cells");
      const Waited found = at.send(at.filling("echo NEE''DLE; echo two", cells), "wait_for", "^NEEDLE");
      CHECK(found.outcome() == "matched");
      CHECK(found.about["line"].string() == "NEEDLE");
      at.shell().await_prompt();  // the rest of the command may still be running
      const Waited all = at.send(at.filling("echo one; echo two", cells));
      CHECK(all.outcome() == "finished");
      // How fish 3.6 draws a long line for tmux 3.1c leaves rows that are not the typed text.
      if (kind.name != "fish") CHECK(without_blank(all.text).starts_with("one\ntwo"));
    }
  }
}

TEST_CASE("filled rows: wait_for with a cursor and without one, and a command that prints in pieces") {
  LiveServer live;
  AtPrompt at(live, bash());
  for (const std::size_t cells : {kWidth, 2 * kWidth}) {
    INFO(cells << " cells");
    const std::string keys = at.filling("printf NEE; sleep 0.4; echo DLE; echo two", cells);
    const Json typed =
        Json::parse(text_of(live.server.call("send_keys", object("name", "bash", "keys", keys))));
    const Waited bare = wait(live, object("name", "bash", "pattern", "^NEEDLE$", "timeout_seconds", 20));
    CHECK(bare.outcome() == "matched");
    const std::string since = typed["cursor"].string();
    const Waited again =
        wait(live, object("name", "bash", "pattern", "^two$", "since", since, "timeout_seconds", 20));
    CHECK(again.outcome() == "matched");
    CHECK(again.text.find("x\nNEEDLE\ntwo") != std::string::npos);
    // From behind the line that was joined, it is no news.
    const Waited later =
        wait(live, object("name", "bash", "pattern", "DLE", "since", again.cursor(), "timeout_seconds", 1));
    CHECK(later.outcome() == "timeout");
  }
}

TEST_CASE("filled rows: a command without output finishes, and a question is a line of its own") {
  LiveServer live;
  AtPrompt at(live, bash());
  for (const std::size_t cells : {kWidth - 1, kWidth, 2 * kWidth}) {
    INFO(cells << " cells");
    const Waited none = at.send(at.filling("true", cells));
    CHECK(none.outcome() == "finished");
    CHECK(none.text.find("true") == std::string::npos);
    const Waited asked = at.send(at.filling("read -p 'Name? ' name", cells));
    CHECK(asked.outcome() == "waiting");
    CHECK(asked.about["last"].string() == "Name?");
    CHECK(at.send("me").outcome() == "finished");
  }
}

TEST_CASE("filled rows: typed ahead of the prompt, the echo behind it fills the row") {
  LiveServer live;
  AtPrompt at(live, bash());
  at.shell().type("sleep 1\n");
  REQUIRE(wait_until([&] { return at.shell().format("#{pane_current_command}") == "sleep"; }));
  const Waited found = at.send(at.filling("echo NEE''DLE", kWidth), "wait_for", "^NEEDLE$");
  CHECK(found.outcome() == "matched");
}

TEST_CASE("filled rows: a typed line of several rows does not match, whatever a shell makes of its rows") {
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    INFO(kind.name);
    AtPrompt at(live, kind);
    const std::string keys = "true " + std::string(100, 'y') + "; sleep 0.5; echo all finished";
    const Waited found = at.send(keys, "wait_for", "all finished$");
    CHECK(found.outcome() == "matched");
    CHECK(found.about["line"].string() == "all finished");
  }
}
