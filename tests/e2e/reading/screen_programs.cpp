// What real programs show as selected is told as highlighted, and what merely has a background is not.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "support/e2e/asking_programs.hpp"
#include "support/e2e/shown_screen.hpp"

using namespace smcp::test;

namespace {

/// A program in a shell of 80×24; its row is skipped, with a word, if it is not installed.
class Program {
 public:
  Program(LiveServer& live, const std::string& name) : is_here(is_installed(name)), live_(live) {
    if (!is_here) WARN(name << " is not installed: not tested");
    if (is_here) shell_.emplace(live, bash());
  }
  void start(const std::string& command, const std::string& shows) {
    shell_->type("cd; " + command + "\n");
    REQUIRE(wait_until([&] { return look(live_, "bash").text.find(shows) != std::string::npos; }));
  }
  void press(const std::string& key) { shell_->press(key); }
  void check(const Runs& runs) { check_highlighted(live_, "bash", runs); }
  [[nodiscard]] ShownScreen seen() { return look(live_, "bash"); }

  const bool is_here;

 private:
  LiveServer& live_;
  std::optional<ShellSession> shell_;
};

}  // namespace

TEST_CASE("screen of fzf: the current line") {
  LiveServer live;
  Program fzf(live, "fzf");
  if (!fzf.is_here) return;
  fzf.start("seq -f 'item %g' 30 | fzf", "30/30");
  fzf.check({"22:> item 1"});
  fzf.press("Up");
  fzf.check({"21:> item 2"});
  fzf.press("Escape");
  REQUIRE(wait_until([&] { return fzf.seen().highlighted().empty(); }));
  fzf.start("clear; seq -f 'item %g' 30 | fzf --height 8 --reverse", "30/30");
  fzf.press("Down");
  REQUIRE(wait_until([&] { return fzf.seen().highlighted().size() == 1; }));
  REQUIRE(wait_until([&] { return fzf.seen().highlighted().front().ends_with(":> item 2"); }));
  CHECK_FALSE(fzf.seen().screen()["alternate"].boolean());
}

TEST_CASE("screen of dialog: the chosen item and button, not the screen nor the window") {
  LiveServer live;
  Program dialog(live, "dialog");
  if (!dialog.is_here) return;
  dialog.start("dialog --menu 'Pick one' 15 40 5 a Apple b Banana c Cherry", "Cherry");
  dialog.check({"8:a", "8:Apple", "18:<  OK  >"});
  dialog.press("Down");
  dialog.check({"9:b", "9:Banana", "18:<  OK  >"});
  dialog.press("Tab");
  REQUIRE(wait_until([&] { return dialog.seen().highlighted().back() == "18:<Cancel>"; }));
}

TEST_CASE("screen of dialog: the chosen button below a question") {
  LiveServer live;
  Program dialog(live, "dialog");
  if (!dialog.is_here) return;
  dialog.start("dialog --backtitle Setup --yesno 'Really?' 8 40", "Really?");
  dialog.check({"14:< Yes >"});
  dialog.press("Tab");
  dialog.check({"14:< No  >"});
}

TEST_CASE("screen of whiptail: the chosen item and button") {
  LiveServer live;
  Program whiptail(live, "whiptail");
  if (!whiptail.is_here) return;
  whiptail.start("whiptail --menu 'Pick one' 15 40 5 a Apple b Banana c Cherry", "Cherry");
  whiptail.check({"8:a Apple"});  // till then the text may be that of the command
  whiptail.press("Down");
  whiptail.check({"9:b Banana"});
  whiptail.press("Tab");
  // The chosen item stays chosen where a button has the focus.
  whiptail.check({"9:b Banana", "17:<Ok>"});
}

TEST_CASE("screen of whiptail: the chosen button below a question") {
  LiveServer live;
  Program whiptail(live, "whiptail");
  if (!whiptail.is_here) return;
  whiptail.start("whiptail --yesno 'Really?' 8 40", "Really?");
  whiptail.check({"14:<Yes>"});
  whiptail.press("Tab");
  whiptail.check({"14:<No>"});
}

TEST_CASE("screen of htop: the selected process, and its bars") {
  LiveServer live;
  Program htop(live, "htop");
  if (!htop.is_here) return;
  htop.start("env -u HTOPRC htop -d 100", "Quit");
  const auto selected = [&] {
    Runs rows;
    const ShownScreen seen = htop.seen();
    bool below_header = false;
    for (const auto& run : seen.highlighted()) {
      const auto text = run.substr(run.find(':') + 1);
      const bool is_key = run.starts_with("24:");
      if (below_header && !is_key && text.find("PID") == std::string::npos &&
          text.find('%') == std::string::npos)
        rows.push_back(run);
      below_header = below_header || text.find("PID") != std::string::npos;
    }
    return rows;
  };
  // The list begins below the header, and its first process is selected.
  REQUIRE(wait_until([&] { return selected().size() == 1; }));
  const auto row = [](const Runs& runs) { return std::stoi(runs.front()); };
  const int first = row(selected());
  htop.press("Down");
  htop.press("Down");
  CHECK(wait_until([&] {
    const Runs runs = selected();
    return runs.size() == 1 && row(runs) == first + 2;
  }));
  const Runs all = htop.seen().highlighted();
  CHECK(std::count(all.begin(), all.end(), "24:Help") == 1);
  CHECK(all.size() <= 20);
}

TEST_CASE("screen of vi: what is selected in visual mode") {
  LiveServer live;
  Program vi(live, "vi");
  if (!vi.is_here) return;
  vi.start("seq -f 'line %g of text' 30 >f; TERM=screen vi -u NONE f", "\"f\"");
  vi.check({});
  vi.press("j");
  vi.press("v");
  vi.press("w");
  vi.press("w");
  // The cursor's own cell is the terminal's to show.
  vi.check({"2:line 2"});
  vi.press("Escape");
  vi.check({});
  vi.press("0");
  vi.press("V");
  vi.press("j");
  vi.check({"2:line 2 of text", "3:ine 3 of text"});
  CHECK(vi.seen().cursor() == std::vector<std::int64_t>{3, 1});
  vi.press("G");
  REQUIRE(
      wait_until([&] { return vi.seen().cursor().front() == 23 && vi.seen().row(23) == "line 30 of text"; }));
  CHECK(vi.seen().highlighted().size() == 23);
}

TEST_CASE("screen of git add -p: colours alone are no highlights") {
  LiveServer live;
  Program git(live, "git");
  if (!git.is_here) return;
  git.start(
      "git init -q r; cd r; git config user.name T; git config user.email t@localhost; seq 9 >f; git add f; "
      "git commit -qm one; seq 2 10 >f; clear; git add -p",
      "Stage this hunk");
  const ShownScreen seen = git.seen();
  CHECK(seen.highlighted().empty());
  CHECK(seen.text.find("\n-1\n") != std::string::npos);
  CHECK(look(live, "bash", "colors", true).text.find("\033[31m-1") != std::string::npos);
}
