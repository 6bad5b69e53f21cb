// run_command at a prompt where a person has typed something, or is typing: whatever their keys are bound to,
// nothing of theirs is run or lost. SESSIONS_MCP_TEST_ROUNDS: how often, for each shell (default kRounds).
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "properties/key_bindings.hpp"
#include "support/e2e/job_shells.hpp"
#include "support/fd.hpp"
#include "support/rounds.hpp"

using namespace smcp::test;

namespace {

constexpr int kRounds = 16;
/// The same while a user types, which takes seconds each.
constexpr int kTypingRounds = 6;
/// Number of rounds in one shell, with the same bindings.
constexpr int kRoundsPerShell = 8;

std::size_t below(std::mt19937& random, std::size_t limit) {
  return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
}

/// What a user may have typed so far. If it were run, most of it would leave a file RAN….
std::string half_a_line(std::mt19937& random) {
  static const std::vector<std::string> kWords = {"touch RAN ",
                                                  "touch RAN",
                                                  "; touch RAN2 ",
                                                  "&& touch RAN3",
                                                  "ls",
                                                  " ",
                                                  "  ",
                                                  "'",
                                                  "\"",
                                                  "#",
                                                  " # x",
                                                  "$ ",
                                                  "> ",
                                                  "é",
                                                  "x=1 ",
                                                  "echo \"a b\" ",
                                                  "|| ",
                                                  "\\",
                                                  "(",
                                                  "} ",
                                                  "!",
                                                  "~/",
                                                  "日本",
                                                  "-r",
                                                  "*"};
  std::string text = below(random, 3) == 0 ? "touch RAN" : "";
  for (std::size_t i = below(random, 5); i > 0; --i) text += kWords[below(random, kWords.size())];
  return text;
}

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xc0U) != 0x80U ? 1 : 0;
  return count;
}

/// A shell with key bindings of its own, in a folder of its own.
class BoundShell {
 public:
  BoundShell(const PrivateTmux& tmux, const std::string& shell, const std::string& bindings)
      : tmux_(tmux), name_(shell), folder_(tmux / ("folder-" + std::to_string(++count))) {
    REQUIRE(run_command({"mkdir", folder_}, tmux.environment()).exit.status == 0);
    const std::string file = folder_ + "/.bindings";
    write_file(file, shell == "bash" ? bindings : shell == "zsh" ? "PS1='%% '\n" + bindings : bindings);
    std::string command = "bash --noprofile --norc";
    if (shell == "zsh") command = "zsh -f";
    if (shell == "fish")
      command = "fish --no-config -C 'source " + file + "; function fish_prompt; echo \"% \"; end'";
    tmux_.must({"start-server", ";", "set-option", "-g", "history-limit", "2000", ";", "new-session", "-d",
                "-s", name_, "-c", folder_, "-x", "80", "-y", "24",
                "PS1='" + std::string(shell == "zsh" ? "%%" : "%") + " ' INPUTRC=" +
                    (shell == "bash" ? file : "/dev/null") + " LC_ALL=C.UTF-8 exec " + command});
    const bool starts = wait_until([&] { return shown() == "%"; });
    INFO(shown());
    REQUIRE(starts);
    if (shell == "zsh") {
      tmux_.must({"send-keys", "-t", target(), "-l", "source .bindings; clear"});
      tmux_.must({"send-keys", "-t", target(), "Enter"});
      REQUIRE(wait_until([&] { return shown() == "%" && place().ends_with("0"); }));
    }
  }
  ~BoundShell() { static_cast<void>(tmux_.run({"kill-session", "-t", "=" + name_})); }
  BoundShell(const BoundShell&) = delete;
  BoundShell& operator=(const BoundShell&) = delete;

  [[nodiscard]] std::string target() const { return "=" + name_ + ":"; }
  /// All that can be seen, and the cursor.
  [[nodiscard]] std::string shown() const {
    std::string text = tmux_.must({"capture-pane", "-p", "-J", "-t", target()});
    text.resize(text.find_last_not_of(" \n") + 1);
    return text;
  }
  [[nodiscard]] std::string place() const {
    return tmux_.must({"display-message", "-p", "-t", target(), "#{cursor_x} #{cursor_y}"});
  }
  [[nodiscard]] std::string last_row() const {
    const std::string text = shown();
    return text.substr(text.rfind('\n') + 1);
  }
  [[nodiscard]] bool ran() const {
    const std::string files = run_command({"ls", folder_}, tmux_.environment()).output;
    return files.find("RAN") != std::string::npos;
  }
  /// Longer than a shell pauses while it draws.
  void await_rest() const {
    constexpr milliseconds kRest{20};
    REQUIRE(wait_until_still([this] { return shown() + place(); }, kRest));
  }
  void type(const std::string& text) const { tmux_.must({"send-keys", "-t", target(), "-l", "--", text}); }
  void press(const std::string& key, std::size_t times) const {
    if (times > 0) tmux_.must({"send-keys", "-t", target(), "-N", std::to_string(times), key});
  }
  /// With keys that are bound to nothing else.
  void erase(std::size_t size, std::size_t back = 0) const {
    press("Right", back);  // at the end, fish would take that for accepting what it suggests
    press("BSpace", size);
    const bool erased = prompts();
    INFO(shown());
    REQUIRE(erased);
  }
  /// Whether the prompt comes, and nothing behind it. What is typed before, the terminal echoes ahead of it.
  [[nodiscard]] bool prompts() const {
    return wait_until([&] { return last_row() == "%"; });
  }

 private:
  static inline int count = 0;
  const PrivateTmux& tmux_;
  std::string name_;
  std::string folder_;
};

/// Lets this much of the user's time pass: between keys, or before a call.
void pass(milliseconds time) {
  std::this_thread::sleep_for(time);
}

/// Types `text` key by key, and calls run_command at some moment before or meanwhile.
Json call_while_typing(ServerProcess& server, const std::string& session, AttachedClient& person,
                       const std::string& text, std::mt19937& random) {
  const milliseconds call_after{below(random, 60)};
  const milliseconds type_after{below(random, 60)};
  std::thread calling([&] {
    pass(call_after);
    server.send(stateless_call_request("1", "run_command", object("name", session, "command", "echo done")));
  });
  pass(type_after);
  for (const char c : text) {
    person.type(std::string_view(&c, 1));
    pass(milliseconds{below(random, 12)});
  }
  calling.join();
  return server.reply("1", seconds{60})["result"];
}

std::vector<std::string> editing_shells() {
  std::vector<std::string> names;
  for (const TestShell& shell : shells_here()) {
    if (shell.name != "dash") names.push_back(shell.name);
  }
  return names;
}

}  // namespace

TEST_CASE("run_command typing: a half-typed line is not run or changed, whatever the control keys do") {
  const unsigned seed = chosen_seed();
  for (const std::string& name : editing_shells()) {
    std::mt19937 random(seed);
    LiveServer live;
    int ran = 0;
    int refused = 0;
    // On a busy machine most of a shell's rounds fall away: up to four times as many, until one has run.
    const int most = rounds(kRounds);
    for (int round = 0; round < most || (ran == 0 && round < 4 * most); round += kRoundsPerShell) {
      const bool enter_too = below(random, 4) == 0;
      const BoundShell shell(live.tmux, name, random_bindings(name, random, enter_too));
      for (int i = 0; i < kRoundsPerShell; ++i) {
        const std::string text = below(random, 5) == 0 ? "" : half_a_line(random);
        const std::size_t back = below(random, 2) == 0 ? 0 : below(random, characters(text) + 1);
        INFO(name << ", seed " << seed << ", round " << round + i << ": <" << text << "> back " << back);
        if (!text.empty()) shell.type(text);
        shell.press("Left", back);
        shell.await_rest();
        const std::string before = shell.shown();
        const std::string place = shell.place();
        const Json result = live.server.call("run_command", object("name", name, "command", "echo done"));
        INFO(text_of(result));
        // Blanks do not count as text. Behind them, and on an empty line, Enter is pressed, which may run something of
        // theirs.
        const bool is_blank = text.find_first_not_of(' ') == std::string::npos;
        if (!is_blank) REQUIRE_FALSE(shell.ran());
        if (!is_error(result)) {
          REQUIRE(is_blank);
          REQUIRE(job_answer(result).text == "done");
          ++ran;
          if (!shell.prompts()) break;  // their Enter also puts the line to the next prompt (accept-and-hold)
          continue;
        }
        ++refused;
        if (is_blank) break;  // Enter is bound to something else: what it did is done
        INFO(before << "\n--- and now\n" << shell.shown());
        REQUIRE(wait_until([&] { return shell.shown() == before; }));
        shell.await_rest();
        REQUIRE(shell.place() == place);
        shell.erase(characters(text), back);
      }
    }
    CHECK(ran > 0);
    CHECK(refused > 0);
  }
}

TEST_CASE("run_command typing: a person who types meanwhile loses nothing, and nothing is run for them") {
  const unsigned seed = chosen_seed();
  for (const std::string& name : editing_shells()) {
    std::mt19937 random(seed);
    LiveServer live;
    std::optional<BoundShell> shell;
    std::optional<AttachedClient> person;
    for (int round = 0; round < rounds(kTypingRounds); ++round) {
      if (!shell) {
        shell.emplace(live.tmux, name, random_bindings(name, random, false));
        person.emplace(live.tmux, name);
      }
      const std::string text = "touch RAN" + std::to_string(round);
      INFO(name << ", seed " << seed << ", round " << round);
      const Json result = call_while_typing(live.server, name, *person, text, random);
      INFO(text_of(result, result["content"].size() - 1));
      // What comes while the command runs, the terminal shows at once, before the prompt.
      // A line of ours that could not be erased under the person's hands may be left, but only if it is said;
      // what they have typed then stands behind it, perhaps in the next row.
      const bool is_left =
          text_of(result, result["content"].size() - 1).find("may still be there") != std::string::npos;
      const auto in_one_row = [&] {
        std::string shown = shell->shown();
        std::erase(shown, '\n');  // fish breaks its lines by itself
        return shown;
      };
      const bool whole = wait_until([&] {
        return shell->last_row().ends_with("% " + text) || (is_left && in_one_row().ends_with(text));
      });
      INFO(shell->shown());
      REQUIRE(whole);
      REQUIRE_FALSE(shell->ran());
      if (shell->last_row() == "% " + text) {
        // The next key has to go to the end of what they have typed.
        const std::string end = std::to_string(2 + text.size()) + " ";
        const bool at_end = wait_until([&] { return shell->place().starts_with(end); });
        INFO(shell->place());
        REQUIRE(at_end);
        shell->erase(text.size());
      } else {  // a prompt in the middle of a row is more than bash can draw anew
        person.reset();
        shell.reset();
      }
    }
  }
}
