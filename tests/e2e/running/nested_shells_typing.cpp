// A user who types while run_command starts a command behind a program: none of their keys is lost, moved or run.
#include <optional>
#include <random>
#include <string>
#include <thread>

#include "support/e2e/inner_shells.hpp"
#include "support/e2e/text_lines.hpp"
#include "support/rounds.hpp"

using namespace smcp::test;

namespace {

/// Unless SESSIONS_MCP_TEST_ROUNDS says otherwise.
constexpr int kTypedRounds = 6;

/// One call, during which a user types without pressing Enter.
class TypingRound {
 public:
  TypingRound(LiveServer& live, InnerShell& inner, AttachedClient& person, int number)
      : live_(live),
        person_(person),
        shell_(inner.session()),
        is_edited_(inner.shell() != "dash"),
        keys_("echo KEY" + std::to_string(number)) {}

  /// The keys come `after` this time, one by one with `between` them; or in the midst of the conversation, as the
  /// pane's path tells, if there is one.
  void check(std::optional<milliseconds> after, milliseconds between) {
    const auto began = Clock::now();
    live_.server.send(stateless_call_request(
        "902", "run_command", object("name", shell_.name(), "command", "echo ran", "timeout_seconds", 20)));
    // The moment is what is tested: there is nothing to wait for.
    if (after) {
      std::this_thread::sleep_until(began + *after);
    } else {
      const auto is_told = [&] { return shell_.format("#{pane_path}").starts_with("@smcp-"); };
      static_cast<void>(wait_until(is_told, seconds(1)));  // it may be over between two looks
    }
    for (const char key : keys_) {
      person_.type(std::string_view(&key, 1));
      std::this_thread::sleep_for(between);  // the pace of the person is what is tested
    }
    const Json result = live_.server.reply("902")["result"];
    INFO(text_of(result));
    if (is_error(result)) {
      CHECK(text_of(result).find("othing was ") != std::string::npos);
    } else {
      CHECK(job_answer(result).exit_code() == 0);
    }
    if (is_error(result) && text_of(result).find("may still be there") != std::string::npos) {
      check_keys_behind_our_line();
    } else {
      check_keys();
    }
  }

 private:
  /// They stand at the prompt, and were not run; Enter runs all of them.
  void check_keys() {
    const std::string printed = keys_.substr(keys_.find(' ') + 1);
    // dash leaves echoing to the terminal, which does not echo later what came while that was off. What comes just before
    // the prompt, the terminal echoes ahead of it.
    const std::string shown = std::string(kInnerPrompt) + (is_edited_ ? " " + keys_ : "");
    const bool stand = wait_until([&] { return last_line().find(shown) != std::string::npos; });
    INFO(shell_.screen());
    CHECK(stand);
    CHECK_FALSE(has_row(printed));
    shell_.press("Enter");
    const bool whole = wait_until([&] { return has_row(printed); });
    INFO(shell_.screen());
    CHECK(whole);
    REQUIRE(wait_until([&] { return last_line() == kInnerPrompt; }));
  }
  /// A line of ours that could not be erased under the user's hands may be left, but only if it is said: then their keys
  /// stand behind it, perhaps in the next row.
  void check_keys_behind_our_line() {
    const auto stand = [&] {
      std::string shown = screen();
      std::erase(shown, '\n');
      return shown.ends_with(keys_);
    };
    const bool whole = wait_until(stand);
    INFO(shell_.screen());
    CHECK(whole);
    shell_.press("C-c");
    REQUIRE(wait_until([&] { return last_line() == kInnerPrompt; }));
  }
  [[nodiscard]] std::string screen() const { return without_blanks_at_ends(shell_.screen()); }
  /// By rows: where a shell has drawn blanks up to the margin, tmux 3.1 joins what it prints next with its line.
  [[nodiscard]] bool has_row(const std::string& row) const {
    const std::string rows = live_.tmux.must({"capture-pane", "-p", "-t", "=" + shell_.name() + ":"});
    return ("\n" + without_blanks_at_ends(rows) + "\n").find("\n" + row + "\n") != std::string::npos;
  }
  [[nodiscard]] std::string last_line() const {
    const std::string shown = screen();
    return shown.substr(shown.rfind('\n') + 1);
  }

  LiveServer& live_;
  AttachedClient& person_;
  ShellSession& shell_;
  bool is_edited_;
  std::string keys_;
};

}  // namespace

TEMPLATE_TEST_CASE("nested shells: a user types while a command is started behind a program", "", Bash, Zsh,
                   Fish, Dash, Ash) {
  constexpr int kMostDelay = 400;  // about as long as a start takes
  constexpr int kMostBetween = 15;
  LiveServer live;
  const auto kind = shell_here(live.tmux, TestType::kName);
  if (!kind) return;
  const unsigned seed = chosen_seed();
  CAPTURE(seed);
  std::mt19937 random(seed);
  const auto upto = [&](int most) {
    return milliseconds(std::uniform_int_distribution<int>(0, most)(random));
  };
  InnerShell inner(live, *kind, behind_script);
  AttachedClient person(live.tmux, inner.session().name());
  CHECK(inner.session().run("true", R"(,"nested":true)").exit_code() ==
        0);  // a prompt that is known need not be quiet for long
  for (int round = 0; round < rounds(kTypedRounds); ++round) {
    INFO(kind->name << ", round " << round);
    const auto after = round % 2 == 0 ? std::optional(upto(kMostDelay)) : std::nullopt;
    const auto between = upto(kMostBetween);
    CAPTURE(after.value_or(milliseconds(-1)).count(), between.count());
    TypingRound(live, inner, person, round).check(after, between);
  }
}
