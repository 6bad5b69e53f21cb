// new_session, and hooks of the user's that split, open, rename or kill while a session comes into being: the command
// runs in the pane that the answer names, calls that name no pane mean that one, and nothing of a hook's is killed.
#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>

#include "support/e2e/live_server.hpp"

using namespace smcp::test;

namespace {

/// A hook's own pane: it writes its id to a file, once for each time that the hook runs, and stays.
std::string its_pane(const PrivateTmux& tmux) {
  return "'echo \\$TMUX_PANE >> " + (tmux / "hooks") + "; exec sleep 1000'";
}

/// PANE in the commands stands for such a pane.
std::string configuration(const PrivateTmux& tmux, const std::string& hook, std::string commands) {
  constexpr std::string_view kPane = "PANE";
  const std::string own = its_pane(tmux);
  for (auto at = commands.find(kPane); at != std::string::npos; at = commands.find(kPane, at + own.size()))
    commands.replace(at, kPane.size(), own);
  return "set-hook -g " + hook + " \"" + commands + "\"\n";
}

struct Bed {
  explicit Bed(const std::string& hook, const std::string& commands, bool bystander = false) {
    if (bystander) {
      live.tmux.start_job("bystander", "echo here");
      REQUIRE(live.tmux.shows("bystander", "here"));
    }
    const std::string file = live.tmux / ".tmux.conf";
    write_file(file, configuration(live.tmux, hook, commands));
    if (bystander) live.tmux.must({"source-file", file});
  }

  /// The panes of the session that live, by their ids.
  [[nodiscard]] std::string panes(const std::string& name) const {
    return " " + live.tmux.must({"list-panes", "-s", "-t", "=" + name + ":", "-F", "#{pane_id} "});
  }
  void check_hooks_panes(const std::string& name, std::size_t count) const {
    std::istringstream ids(read_file(live.tmux / "hooks"));
    std::size_t seen = 0;
    for (std::string id; std::getline(ids, id); ++seen) {
      INFO(id << " among" << panes(name));
      CHECK(panes(name).find(id + " ") != std::string::npos);
    }
    CHECK(seen == count);
  }
  void check_is_mine(const std::string& name, const Json& made) {
    const std::string pane = made["pane"].string();
    CHECK(live.tmux.must({"display-message", "-p", "-t", "=" + name + ":", "#{pane_id}"}) == pane);
    CHECK(std::stoi(live.tmux.must({"display-message", "-p", "-t", pane, "#{history_limit}"})) >= 50000);
  }

  LiveServer live;
};

struct Hook {
  const char* name;
  const char* commands;
  std::size_t panes;  ///< how many of the hook's own there are, with a session of ours
};

/// `split-window` and `new-window` in a hook fire no after-hooks, but do fire the others.
const std::vector<Hook> kHooks = {
    {"session-created", "split-window PANE", 1},
    {"session-created", "split-window -h PANE", 1},
    {"session-created", "new-window PANE", 1},
    {"session-created", "split-window -d PANE ; new-window PANE", 2},
    {"session-created", "new-window PANE ; previous-window", 1},
    {"after-new-session", "split-window PANE", 1},
    {"after-new-session", "split-window -hb PANE", 1},
    {"after-new-session", "new-window PANE", 1},
    {"after-new-session", "new-window PANE ; split-window -t ^ PANE", 2},
    {"after-new-session", "split-window PANE ; move-window -t 7", 1},
    {"after-new-window", "split-window PANE", 1},
    {"after-split-window", "new-window PANE", 0},
};

void check_hook(const Hook& hook, const std::string& name, bool bystander) {
  INFO(hook.name << ": " << hook.commands << (bystander ? ", in a server that runs" : ""));
  Bed bed(hook.name, hook.commands, bystander);
  const std::string before = bystander ? bed.live.tmux.fingerprint("bystander") : "";
  const Json made = bed.live.ok("new_session", object("name", name, "command", "echo mine-$((40+2))"));
  CHECK(bed.live.shows(name, "\nmine-42"));
  CHECK(wait_until([&] {
    const std::string ids = read_file(bed.live.tmux / "hooks");
    return static_cast<std::size_t>(std::count(ids.begin(), ids.end(), '\n')) >= hook.panes;
  }));
  bed.check_hooks_panes(name, hook.panes);
  bed.check_is_mine(name, made);
  CHECK(bed.panes(name).find("sleep 60") == std::string::npos);
  if (bystander) CHECK(bed.live.tmux.fingerprint("bystander") == before);
}

}  // namespace

TEST_CASE("hooks: what they make stays, beside ours, in the first session of a server") {
  for (const Hook& hook : kHooks) check_hook(hook, "job", false);
}

TEST_CASE("hooks: what they make stays, beside ours, in a server that runs") {
  for (const Hook& hook : kHooks) check_hook(hook, "job", true);
}

TEST_CASE("hooks: and with a name that takes a second request") {
  for (const Hook& hook : kHooks) check_hook(hook, "=job#{x}", true);
}

TEST_CASE("hooks: without a command, calls that name no pane mean ours, too") {
  const auto* const commands = GENERATE("split-window PANE", "new-window PANE");
  const auto* const hook = GENERATE("session-created", "after-new-session");
  INFO(hook << ": " << commands);
  Bed bed(hook, commands);
  const Json made = bed.live.ok("new_session", object("name", "job"));
  bed.check_is_mine("job", made);
  bed.live.ok("send_keys", object("name", "job", "keys", "echo mine-$((40+2))"));
  CHECK(bed.live.shows("job", "\nmine-42"));
  // All that the shell has printed comes after the cursor, though its pane was smaller when it began.
  const Json polled = bed.live.server.call(
      "wait_for", object("name", "job", "pattern", "^mine-42", "since", made["cursor"].string()));
  INFO(text_of(polled));
  CHECK_FALSE(is_error(polled));
  CHECK(text_of(polled, 1).find("\"matched\"") != std::string::npos);
  bed.check_hooks_panes("job", 1);
}

TEST_CASE("hooks: one that renames the session or its window") {
  const auto* const commands = GENERATE("rename-window theirs", "rename-session theirs");
  const auto* const hook = GENERATE("session-created", "after-new-session");
  INFO(hook << ": " << commands);
  Bed bed(hook, commands, true);
  const Json made =
      bed.live.ok("new_session", object("name", "job", "command", "touch " + (bed.live.tmux / "ran")));
  CHECK(wait_until([&] { return std::filesystem::exists(bed.live.tmux / "ran"); }));
  const std::string name = std::string(commands).find("session") == std::string::npos ? "job" : "theirs";
  CHECK(bed.live.tmux.session_names() == std::vector<std::string>{"bystander", name});
  bed.check_is_mine(name, made);
}

TEST_CASE("hooks: one that follows the focus, or what is linked, changes nothing of ours") {
  const auto* const hook = GENERATE("pane-focus-in", "window-pane-changed", "session-window-changed",
                                    "window-linked", "after-select-pane", "after-select-window");
  INFO(hook);
  Bed bed(hook, "set-option -g @seen yes ; select-pane -t nowhere");
  bed.live.tmux.must({"start-server", ";", "set-option", "-g", "focus-events", "on", ";", "source-file",
                      bed.live.tmux / ".tmux.conf", ";", "set-option", "-s", "exit-empty", "off"});
  const Json made = bed.live.ok("new_session", object("name", "job", "command", "echo mine-$((40+2))"));
  CHECK(bed.live.shows("job", "\nmine-42"));
  bed.check_is_mine("job", made);
}

TEST_CASE("hooks: one that kills our pane is an error, and nothing of ours is left") {
  const auto* const commands =
      GENERATE("kill-pane", "kill-window", "kill-session", "new-window -d PANE ; kill-pane");
  const std::string command = GENERATE("", "touch ran");
  INFO(commands << ", with " << command);
  Bed bed("after-new-window", commands, true);
  const std::string before = bed.live.tmux.fingerprint("bystander");
  const std::string error =
      bed.live.error("new_session", object("name", "job", "command", command, "cwd", bed.live.tmux / ""));
  INFO(error);
  CHECK_FALSE(error.empty());
  CHECK(bed.live.tmux.session_names() == std::vector<std::string>{"bystander"});
  CHECK(bed.live.tmux.fingerprint("bystander") == before);
  CHECK_FALSE(std::filesystem::exists(bed.live.tmux / "ran"));
}
