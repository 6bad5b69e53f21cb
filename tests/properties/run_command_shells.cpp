// run_command in every shell, near and behind a program: whatever the command is made of, its output and its exit status
// are those of `SHELL -c`, and in the pane there is nothing else. SESSIONS_MCP_TEST_ROUNDS: how many commands for each
// shell (default kCommandsPerShell).
#include <sstream>
#include <string>
#include <vector>

#include "properties/shell_grammar.hpp"
#include "support/e2e/inner_shells.hpp"
#include "support/rounds.hpp"
#include "tmux/jobs/job.hpp"

using namespace smcp::test;

namespace {

constexpr int kCommandsPerShell = 8;
/// The pane's history is cleared so often, which is read whole each time.
constexpr int kRoundsPerScreen = 20;
/// How much of the typed line there is at most from our name on, which is near its end.
constexpr std::size_t kMostBehindName = 40;
constexpr std::string_view kMoreLines = R"(,"lines":1000)";

/// Without blanks at the end of each line, and at the end of the text.
std::string as_shown(const std::string& text, bool without_blanks) {
  std::string shown;
  for (const char c : text) {
    if (c == '\n') shown.erase(shown.find_last_not_of(' ') + 1);
    if (c != ' ' || !without_blanks) shown.push_back(c);
  }
  return shown.erase(shown.find_last_not_of(' ') + 1);
}

std::vector<std::string> words(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

/// One shell in a pane, and commands for it.
class Comparison {
 public:
  Comparison(LiveServer& live, const TestShell& kind, ShellSession& shell, const std::string& prompt,
             unsigned seed)
      : live_(live),
        kind_(kind),
        shell_(shell),
        grammar_(kind.name, seed),
        // Before 3.2, a space stands where a wide character found no room at the end of a row.
        without_blanks_(live.tmux.version() < TmuxVersion{3, 2}),
        prompt_(as_shown(prompt, without_blanks_)) {}

  void round(int number) {
    if (number % kRoundsPerScreen == 0) clear();
    const std::string command = grammar_.command();
    if (command.find_first_not_of(" \t\n") == std::string::npos) return;
    const CommandResult wanted = by_itself(command);
    const std::string before = await_prompt();
    const std::string state = pane_state();
    const JobAnswer got = shell_.run(command, kMoreLines);
    INFO("round " << number << ":\n" << command << "\n--- which gives\n" << wanted.output);
    INFO("and here\n" << got.text << "\n---");
    REQUIRE_FALSE(got.has("lost"));
    REQUIRE(got.exit_code() == wanted.exit.status);
    const std::string output = lines_of(wanted.output);
    REQUIRE(as_shown(got.text, without_blanks_) == output);
    // A lone line break is a line, and has no text.
    check_pane(before, command, wanted.output.empty() ? "" : output + "\n");
    REQUIRE(pane_state() == state);
  }

 private:
  [[nodiscard]] CommandResult by_itself(const std::string& command) const {
    std::vector<std::string> argv = words(kind_.command);
    argv.emplace_back("-c");
    argv.push_back(command);
    Environment environment = live_.tmux.environment();
    environment["LC_ALL"] = "C.UTF-8";
    CommandResult result = run_command(argv, environment);
    INFO(command << "\n--- says\n" << result.error);
    REQUIRE(result.error.empty());  // else it is no command for this test
    return result;
  }

  /// The last line break ends a line, and begins none.
  [[nodiscard]] std::string lines_of(const std::string& output) const {
    const bool ends = output.ends_with('\n');
    return as_shown(output.substr(0, output.size() - (ends ? 1 : 0)), without_blanks_);
  }

  /// Everything that the pane shows and remembers, in lines.
  [[nodiscard]] std::string pane() const {
    std::string text =
        live_.tmux.must({"capture-pane", "-p", "-J", "-S", "-", "-t", "=" + shell_.name() + ":"});
    text.resize(text.find_last_not_of(" \n") + 1);
    return as_shown(text, without_blanks_);
  }

  [[nodiscard]] std::string pane_state() const {
    return shell_.format(
               "#{pane_path}|#{pane_title}|#{pane_pid}|#{pane_in_mode}|#{alternate_on}|#{cursor_flag}|#{"
               "insert_flag}|"
               "#{mouse_any_flag}|#{mouse_utf8_flag}|#{keypad_flag}|#{wrap_flag}|#{origin_flag}|#{cursor_x}|"
               "#{session_windows}|#{window_panes}") +
           live_.tmux.must({"list-buffers"}) + live_.tmux.must({"list-sessions", "-F", "#{session_name}"});
  }

  std::string await_prompt() const {
    std::string shown;
    const bool prompts = wait_until([&] {
      shown = pane();
      return shown.substr(shown.rfind('\n') + 1) == prompt_ && shell_.format("#{cursor_x}") != "0";
    });
    INFO(shown);
    REQUIRE(prompts);
    return shown;
  }

  /// What has come is the line that was typed, the command as a person sees it, the lines of the output, and the prompt.
  void check_pane(const std::string& before, const std::string& command, const std::string& lines) const {
    const std::string now = await_prompt();
    INFO("the pane was\n" << before << "\n--- and is\n" << now);
    REQUIRE(now.starts_with(before));
    const std::string came = now.substr(before.size());
    const std::string summary = as_shown(smcp::tmux::summary_of(command), without_blanks_);
    const std::string below = "\n" + summary + "\n" + lines + prompt_;
    REQUIRE(came.ends_with(below));
    std::string typed = came.substr(0, came.size() - below.size());
    std::erase(typed, '\n');  // some shells break their lines by themselves
    REQUIRE(typed.rfind("@smcp-") != std::string::npos);
    REQUIRE(typed.size() - typed.rfind("@smcp-") <= kMostBehindName);
  }

  void clear() const { live_.tmux.must({"clear-history", "-t", "=" + shell_.name() + ":"}); }

  LiveServer& live_;
  const TestShell& kind_;
  ShellSession& shell_;
  ShellGrammar grammar_;
  bool without_blanks_;
  std::string prompt_;
};

void compare_near(const char* name) {
  LiveServer live;
  const auto kind = shell_here(live.tmux, name);
  if (!kind) return;
  const unsigned seed = chosen_seed();
  INFO("SESSIONS_MCP_TEST_SEED=" << seed);
  TestShell prompting = *kind;
  // Its own tells the last status, and the branch of the present folder.
  if (kind->name == "fish") prompting.command += R"( -C 'function fish_prompt; echo "% "; end')";
  ShellSession shell(live, prompting, 8000);
  std::string prompt = shell.screen();
  Comparison comparison(live, *kind, shell, prompt.substr(prompt.rfind('\n') + 1), seed);
  for (int round = 0; round < rounds(kCommandsPerShell); ++round) comparison.round(round);
}

void compare_far(const char* name, const WayIn& way_in) {
  LiveServer live;
  const auto kind = shell_here(live.tmux, name);
  if (!kind) return;
  const unsigned seed = chosen_seed();
  INFO("SESSIONS_MCP_TEST_SEED=" << seed);
  InnerShell inner(live, *kind, way_in);
  CHECK(inner.session().run("true", R"(,"nested":true)").exit_code() == 0);
  Comparison comparison(live, *kind, inner.session(), std::string(kInnerPrompt), seed);
  for (int round = 0; round < rounds(kCommandsPerShell); ++round) comparison.round(round);
}

struct Mksh {
  static constexpr const char* kName = "mksh";
};

}  // namespace

TEMPLATE_TEST_CASE("run_command shells: what a command does in one is what it does in SHELL -c", "", Bash,
                   Zsh, Fish, Dash, Ash, Mksh) {
  compare_near(TestType::kName);
}

TEMPLATE_TEST_CASE("run_command shells: what a command does behind a program is what it does in SHELL -c", "",
                   Bash, Zsh, Fish, Dash, Ash) {
  compare_far(TestType::kName, behind_script);
}

TEMPLATE_TEST_CASE("run_command shells: what a command does for another user is what it does in SHELL -c", "",
                   Bash, Zsh, Fish, Dash, Ash) {
  if (may_be_root("setpriv")) compare_far(TestType::kName, as_other_user);
}
