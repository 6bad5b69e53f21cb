// What a command prints behind a program: whatever it is, the output is exact or said to be lost, and the end is found.
#include <algorithm>
#include <string>
#include <vector>

#include "support/e2e/inner_shells.hpp"

using namespace smcp::test;

namespace {

/// Much less than any wait of ours: the shell goes on by itself after five seconds.
constexpr seconds kEndFoundWithin{4};
constexpr int kHistory = 60000;

/// Whether the answer has the output. Perhaps: it depends on the version of tmux what the history keeps.
enum class Has { all, perhaps, nothing };

struct Printed {
  const char* what;
  std::string command;
  std::string text;
  Has has = Has::all;
};

const std::vector<Printed> kPrinted = {
    {"nothing", "true", ""},
    {"a line without an end", "printf 'no end'", "no end"},
    {"blanks and blank lines", "printf '  a\\n\\n  b\\n\\n'", "  a\n\n  b\n"},
    {"bytes that are no UTF-8", "printf 'a\\377\\376\\303(\\200b\\nc\\n'", "a(b\nc"},
    {"a character cut at the end", "printf 'a\\346\\227'", "a"},
    {"colours", "printf '\\033[1;31mred\\033[m plain\\n'", "red plain"},
    {"colours left on", "printf '\\033[7mreverse'", "reverse"},
    {"an escape sequence cut at the end", "printf 'a\\033['", "a"},
    {"a title cut at the end", "printf 'a\\033]0;title'", "a"},
    {"a device string cut at the end", "printf 'a\\033Pq'", "a"},
    {"a device string cut behind its ESC", "printf 'a\\033Pq\\033'", "a"},
    {"a private string cut at the end", "printf 'a\\033_x'", "a"},
    {"a name cut at the end", "printf 'a\\033kname'", "a"},
    {"an escape character at the end", "printf 'a\\033'", "a"},
    {"the other character set and back", "printf 'a\\016b\\017c\\n'", "abc"},
    {"the alternate screen and back", "printf 'a\\n\\033[?1049hb\\033[?1049lc\\n'", "a\nc"},
    {"the alternate screen left on", "printf 'a\\n\\033[?1049hb\\n'", "", Has::nothing},
    {"a reset", "printf 'a\\n\\033cb\\n'", "a\nb", Has::perhaps},
    {"a cleared screen", "printf 'a\\n\\033[H\\033[2Jb\\n'", "a\nb", Has::perhaps},
    {"a mark like ours", "printf 'a\\033]7;@smcp-aaaaaa end 5\\007b\\n'", "ab"},
    {"mouse modes left on", "printf '\\033[?1005h\\033[?1000ha\\n'", "a"},
};

/// tmux draws nothing for what is no character, or draws this.
std::string without_replacements(std::string text) {
  constexpr std::string_view kReplacement = "\xef\xbf\xbd";
  for (auto at = text.find(kReplacement); at != std::string::npos; at = text.find(kReplacement))
    text.erase(at, kReplacement.size());
  return text;
}

/// A shell, near or far, and what commands print there.
class Printing {
 public:
  explicit Printing(ShellSession& shell) : shell_(shell), prompt_(last_line()) {}

  void check(const Printed& printed) {
    INFO(printed.what << ": " << printed.command);
    const auto began = Clock::now();
    const JobAnswer told = shell_.run(printed.command + "; sh -c 'exit 7'", R"(,"timeout_seconds":20)");
    const auto took = Clock::now() - began;
    INFO(told.text << "\n---\n" << shell_.screen());
    CHECK(told.exit_code() == 7);
    if (printed.has == Has::all) CHECK_FALSE(told.has("lost"));
    if (printed.has == Has::nothing) CHECK(told.has("lost"));
    if (!told.has("lost")) CHECK(without_replacements(told.text) == printed.text);
    CHECK(took < kEndFoundWithin * slowness());
    reset();
    CHECK(shell_.run("echo next").text == "next");
  }

  /// At its prompt, in a terminal that is as new.
  void reset() {
    if (shell_.format("#{alternate_on}") == "1") {
      shell_.type("printf '\\033[?1049l'");
      shell_.press("Enter");
      REQUIRE(wait_until([&] { return shell_.format("#{alternate_on}") == "0"; }));
    }
    shell_.press("-R");
    shell_.press("C-c");
    const bool prompts = wait_until([&] { return last_line() == prompt_; });
    INFO(shell_.screen());
    REQUIRE(prompts);
  }

 private:
  [[nodiscard]] std::string last_line() const {
    const std::string screen = shell_.screen();
    return screen.substr(screen.rfind('\n') + 1);
  }

  ShellSession& shell_;
  std::string prompt_;
};

}  // namespace

TEST_CASE("far output: what is printed is told exactly, or said to be lost") {
  LiveServer live;
  InnerShell inner(live, bash(), behind_script);
  Printing printing(inner.session());
  for (const Printed& printed : kPrinted) printing.check(printed);
}

TEST_CASE("far output: in the pane's own shell it is the same") {
  LiveServer live;
  ShellSession shell(live, bash());
  Printing printing(shell);
  for (const Printed& printed : kPrinted) printing.check(printed);
}

TEST_CASE("far output: every byte, and bytes at random, leave a shell that works") {
  LiveServer live;
  InnerShell inner(live, bash(), behind_script);
  Printing printing(inner.session());
  for (const char* command :
       {"i=0; while [ $i -lt 256 ]; do printf \"\\\\$(printf %03o $i)\"; i=$((i+1)); done",
        "i=255; while [ $i -ge 0 ]; do printf \"\\\\$(printf %03o $i)\"; i=$((i-1)); done",
        "head -c 2000 /dev/urandom", "head -c 20000 /dev/urandom", "head -c 200000 /dev/urandom"}) {
    INFO(command);
    const auto began = Clock::now();
    const JobAnswer told =
        inner.session().run(std::string(command) + "; sh -c 'exit 7'", R"(,"timeout_seconds":20)");
    INFO(told.text << "\n---\n" << inner.session().screen());
    CHECK(told.exit_code() == 7);
    CHECK(Clock::now() - began < kEndFoundWithin * slowness());
    printing.reset();
    CHECK(inner.session().run("echo next").text == "next");
  }
}

TEST_CASE("far output: fifty thousand lines are counted, and a megabyte in one line comes to its end") {
  LiveServer live;
  InnerShell inner(live, bash(), behind_script, kHistory);
  const JobAnswer lines =
      inner.session().run("seq 50000; sh -c 'exit 7'", R"(,"lines":3,"timeout_seconds":100)");
  CHECK(lines.exit_code() == 7);
  CHECK(lines.text == "49998\n49999\n50000");
  CHECK(lines.about["lines"].integer() == 3);
  CHECK(lines.about["skipped"].integer() == 49997);
  CHECK_FALSE(lines.has("lost"));
  const JobAnswer line =
      inner.session().run("head -c 1000000 /dev/zero | tr '\\0' x; echo end; sh -c 'exit 7'",
                          R"(,"lines":3,"timeout_seconds":100)");
  CHECK(line.exit_code() == 7);
  CHECK_FALSE(line.has("lost"));
  const std::size_t size = line.text.find_first_not_of('x');
  CHECK(size == 1000000);
  CHECK(line.text.substr(std::min(size, line.text.size())) == "end");  // in the same line
}
