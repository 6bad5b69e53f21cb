// What bash, zsh and fish complete behind sessions-mcp, at their own prompts in a real terminal.
#include <filesystem>

#include "e2e/command/at_shell.hpp"
#include "e2e/command/shell_files.hpp"

using namespace smcp::test;

namespace {

/// A line is typed, Tab is pressed, and this is the line then.
struct Completed {
  std::string typed;
  std::string line;
};

/// What holds for all of them.
const std::vector<Completed> kCompleted = {
    {"wat", "watch "},
    {"doc", "doctor "},
    {"install curs", "install cursor "},
    {"uninstall --scope pr", "uninstall --scope project "},
    {"call sea", "call search_output "},
    {"audit here", "audit here-it-is/"},
    {"--audit here", "--audit here-it-is/"},
    {"--audit-text no", "--audit-text none "},
    {"audit --fol", "audit --follow "},
    {"help sea", "help search_output "},
    {"help wat", "help watch "},
    {"watch bui", "watch build-1 "},
    {"wait bui", "wait build-1 "},
    {"run bui", "run build-1 "},
    {"--engine so", "--engine socket "},
    {"--engine=so", "--engine=socket "},
    {"--keep", "--keep-env "},
    {"wait --fail", "wait --fail-pattern "},
    {"call send_keys ent", "call send_keys enter="},
    {"call send_keys enter=f", "call send_keys enter=false "},
    {"call capture_pane name=bui", "call capture_pane name=build-1 "},
    {"call kill_session names=x names=bui", "call kill_session names=x names=build-1 "},
    {"-L other watch els", "-L other watch elsewhere "},
    {"-L other call capture_pane name=els", "-L other call capture_pane name=elsewhere "},
    {"--socket-name=other wait els", "--socket-name=other wait elsewhere "},
    {"--server b=local:other watch b:els", "--server b=local:other watch b:elsewhere "},
    {"--server=b=local:other call kill_session names=b:e",
     "--server=b=local:other call kill_session names=b:elsewhere "},
};

class ShellWithCompletion {
 public:
  ShellWithCompletion() {
    std::filesystem::create_directory(shell_.tmux / "bin");
    std::filesystem::create_symlink(server_binary(), shell_.tmux / "bin/sessions-mcp");
    std::filesystem::create_directory(shell_.tmux / "here-it-is");
    shell_.tmux.start_job("build-1", "exec sleep 100000");
    shell_.tmux.must(
        {"-L", "other", "-f", "/dev/null", "new-session", "-d", "-s", "elsewhere", "exec sleep 100000"});
  }

  /// Starts the shell, which shows `$ ` once it is ready.
  void start(const std::string& command) const {
    shell_.tmux.must({"new-session", "-d", "-s", "shell", "-x", "120", "-c", shell_.tmux / "",
                      "PATH=" + (shell_.tmux / "bin") + ":$PATH exec " + command});
    REQUIRE(shell_.tmux.shows("shell", "ready>"));
  }

  void completes(const Completed& one) const {
    INFO(one.typed);
    type("sessions-mcp " + one.typed);
    key("Tab");
    // The cursor is behind what was completed: a blank at the end shows.
    const std::string line = "ready> sessions-mcp " + one.line;
    CHECK(wait_until([&] { return before_cursor() == line; }));
    INFO(before_cursor());
    clear();
  }

  /// Nothing is completed, and no message is shown.
  void leaves(const std::string& typed) const {
    INFO(typed);
    type("sessions-mcp " + typed);
    key("Tab");
    type("!");
    CHECK(wait_until([&] { return before_cursor() == "ready> sessions-mcp " + typed + "!"; }));
    clear();
    CHECK_FALSE(holds(shell_.tmux.run({"capture-pane", "-p", "-t", "=shell:"}).output, "sessions-mcp:"));
  }

  /// Of the other server, which a completion may ask.
  [[nodiscard]] pid_t other_server() const {
    return std::stoi(shell_.tmux.must({"-L", "other", "display-message", "-p", "#{pid}"}));
  }
  const AtShell& at() const { return shell_; }

 private:
  void type(const std::string& text) const { shell_.tmux.must({"send-keys", "-t", "=shell:", "-l", text}); }
  void key(const std::string& name) const { shell_.tmux.must({"send-keys", "-t", "=shell:", name}); }
  void clear() const {
    key("C-c");
    REQUIRE(wait_until([&] { return before_cursor() == "ready> "; }));
  }
  [[nodiscard]] std::string before_cursor() const {
    const std::string place =
        shell_.tmux.must({"display-message", "-p", "-t", "=shell:", "#{cursor_x} #{cursor_y}"});
    const std::string column = place.substr(0, place.find(' '));
    const std::string row = place.substr(place.find(' ') + 1);
    std::string line = shell_.tmux.must({"capture-pane", "-p", "-t", "=shell:", "-S", row, "-E", row});
    line.resize(static_cast<std::size_t>(std::stoi(column)), ' ');
    return line;
  }

  AtShell shell_;
};

void check_all(const ShellWithCompletion& shell) {
  for (const Completed& one : kCompleted) shell.completes(one);
  shell.completes({"call new_session cwd=here", "call new_session cwd=here-it-is/"});
  shell.completes({"--tmux here", "--tmux here-it-is/"});
  shell.leaves("watch nob");
  {
    const Stopped hung(shell.other_server());
    shell.leaves("-L other watch els");
  }
  shell.leaves("-L nowhere watch x");
  // Nobody has started a server to ask it.
  CHECK_FALSE(shell.at().tmux.run({"-L", "nowhere", "list-sessions"}).exit == ExitStatus{});
}

}  // namespace

TEST_CASE("completion: bash") {
  const ShellWithCompletion shell;
  write_file(shell.at().tmux / "rc",
             "PS1='ready> '; bind 'set enable-bracketed-paste off'; bind 'set bell-style none'\n. " +
                 shell_files() + "/sessions-mcp.bash\n");
  shell.start("bash --noprofile --rcfile " + (shell.at().tmux / "rc"));
  check_all(shell);
}

TEST_CASE("completion: zsh") {
  if (!is_installed("zsh")) {
    WARN("zsh is not installed");
    return;
  }
  const ShellWithCompletion shell;
  const std::string home = shell.at().tmux / "zsh";
  std::filesystem::create_directory(home);
  write_file(home + "/.zshrc", "PS1='ready> '; fpath=(" + shell_files() +
                                   " $fpath); autoload -Uz compinit; compinit -u -d " + home +
                                   "/dump; setopt nobeep\n");
  shell.start("env ZDOTDIR=" + home + " zsh -d");
  check_all(shell);
}

TEST_CASE("completion: fish") {
  if (!is_installed("fish")) {
    WARN("fish is not installed");
    return;
  }
  const ShellWithCompletion shell;
  write_file(shell.at().tmux / "config.fish",
             "function fish_prompt; echo -n 'ready> '; end; set -g fish_greeting; set -g "
             "fish_autosuggestion_enabled 0\n"
             "source " +
                 shell_files() + "/sessions-mcp.fish\n");
  shell.start("fish --no-config -C 'source " + (shell.at().tmux / "config.fish") + "'");
  check_all(shell);
}
