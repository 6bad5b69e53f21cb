#include "support/e2e/job_shells.hpp"

#include <unistd.h>

namespace smcp::test {

std::vector<TestShell> shells_here() {
  std::vector<TestShell> shells = {bash(), {"dash", "dash"}};
  for (const TestShell& shell : {TestShell{"zsh", "zsh -f"}, TestShell{"fish", "fish --no-config"}}) {
    if (::access(("/usr/bin/" + shell.name).c_str(), X_OK) == 0) {
      shells.push_back(shell);
    } else {
      WARN(shell.name << " is not installed: skipped");
    }
  }
  return shells;
}

std::vector<TestShell> all_shells_here(const PrivateTmux& tmux) {
  std::vector<TestShell> shells = shells_here();
  // busybox decides by its name which program it is.
  bool ash = false;
  for (const char* program : {"/bin/busybox", "/usr/bin/busybox"}) {
    if (ash || ::access(program, X_OK) != 0) continue;
    ash = ::symlink(program, (tmux / "ash").c_str()) == 0;
    shells.push_back({"ash", tmux / "ash"});
  }
  if (!ash) WARN("busybox is not installed: skipped");
  if (::access("/usr/bin/mksh", X_OK) == 0) {
    shells.push_back({"mksh", "env ENV=/dev/null mksh"});
  } else {
    WARN("mksh is not installed: skipped");
  }
  return shells;
}

std::optional<TestShell> shell_here(const PrivateTmux& tmux, std::string_view name) {
  for (TestShell& shell : all_shells_here(tmux)) {
    if (shell.name == name) return std::move(shell);
  }
  return std::nullopt;
}

std::string printing(std::string_view line, std::string command) {
  return command.replace(command.find("LINE"), 4, line);
}

std::int64_t JobAnswer::exit_code() const {
  return about["exit_code"].kind() == Json::Kind::integer ? about["exit_code"].integer() : -1;
}

JobAnswer job_answer(const Json& result) {
  INFO(text_of(result));
  REQUIRE_FALSE(is_error(result));
  const std::size_t blocks = result["content"].size();
  return {blocks == 2 ? text_of(result) : "", Json::parse(text_of(result, blocks - 1))};
}

ShellSession::ShellSession(LiveServer& live, const TestShell& shell, int history, int width)
    : live_(live), name_(shell.name) {
  live_.tmux.must({"start-server", ";", "set-option", "-g", "history-limit", std::to_string(history), ";",
                   "new-session", "-d", "-s", name_, "-x", std::to_string(width), "-y", "24",
                   "LC_ALL=C.UTF-8 exec " + shell.command});
  // What a shell that still starts prints meanwhile is a reason to refuse a command.
  REQUIRE(wait_until([&] { return !screen().empty(); }));
}

JobAnswer ShellSession::run(std::string_view command, std::string_view more) {
  std::string arguments = object("name", name_, "command", command);
  arguments.insert(arguments.size() - 1, more);
  return job_answer(live_.server.call("run_command", arguments));
}

JobAnswer ShellSession::begin(const std::string& command, const std::string& line) {
  JobAnswer started = run(command, R"(,"wait":false)");
  REQUIRE(started.has("running"));
  REQUIRE(wait_until([&] { return ("\n" + screen() + "\n").find("\n" + line + "\n") != std::string::npos; }));
  return started;
}

std::string ShellSession::refused(std::string_view command) {
  return live_.error("run_command", object("name", name_, "command", command));
}

JobAnswer ShellSession::wait_for(const std::string& job, std::string_view more) {
  std::string arguments = object("name", name_, "job", job);
  arguments.insert(arguments.size() - 1, more);
  return job_answer(live_.server.call("wait_for", arguments));
}

void ShellSession::type(const std::string& text) const {
  live_.tmux.must({"send-keys", "-t", "=" + name_ + ":", "-l", "--", text});
}

void ShellSession::await_prompt() const {
  REQUIRE(wait_until([&] { return format("#{cursor_x}") != "0"; }));
}

void ShellSession::type_at_prompt(const std::string& text) const {
  await_prompt();
  const std::string before = screen();
  type(text);
  const std::string shown = text.substr(0, text.find_last_not_of(' ') + 1);
  REQUIRE(wait_until([&] {
    std::string now = screen();
    if (now == before) return false;
    std::erase(now, '\n');  // zsh and fish break their lines by themselves
    return now.find(shown) != std::string::npos;
  }));
}

void ShellSession::press(const std::string& key) const {
  live_.tmux.must({"send-keys", "-t", "=" + name_ + ":", key});
}

std::string ShellSession::screen() const {
  std::string text = live_.tmux.must({"capture-pane", "-p", "-J", "-t", "=" + name_ + ":"});
  text.resize(text.find_last_not_of(" \n") + 1);
  return text;
}

std::string ShellSession::option(const std::string& name) const {
  return live_.tmux.must({"show-options", "-pqv", "-t", "=" + name_ + ":", name});
}

std::string ShellSession::format(const std::string& format) const {
  return live_.tmux.must({"display-message", "-p", "-t", "=" + name_ + ":", format});
}

}  // namespace smcp::test
