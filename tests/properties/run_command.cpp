// run_command: whatever a command prints, and wherever the history stands, its output is exactly that, or is
// told to be incomplete.
#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "support/e2e/job_shells.hpp"
#include "support/fd.hpp"

using namespace smcp::test;

namespace {

constexpr int kCommands = 40;
constexpr int kWidth = 40;

class Printer {
 public:
  Printer(unsigned seed, bool wide) : random_(seed) {
    if (wide) words_.push_back("日本");
  }

  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }

  /// Lines as they will be seen: without spaces on the right.
  std::vector<std::string> lines() {
    static constexpr std::size_t kMost[] = {1, 3, 30, 120, 400};
    std::vector<std::string> lines(below(kMost[below(std::size(kMost))] + 1));
    for (auto& line : lines) line = text();
    return lines;
  }

 private:
  std::string text() {
    std::string text;
    // Some lines end in the last column, or close to it.
    const std::size_t size = below(4) == 0 ? 0 : below(3) == 0 ? kWidth - 1 + below(3) : below(100);
    while (text.size() < size) text += below(5) == 0 ? words_[below(words_.size())] : std::string(1, 'x');
    text.resize(text.find_last_not_of(' ') + 1);
    return text;
  }

  std::mt19937 random_;
  std::vector<std::string> words_ = {"a", "same", "-", "é", "$x", "'", "\\", "#{pid}", "%", "> ", "  b"};
};

std::string joined(const std::vector<std::string>& lines, std::size_t newest) {
  std::string text;
  for (std::size_t i = lines.size() - std::min(newest, lines.size()); i < lines.size(); ++i)
    text += lines[i] + (i + 1 < lines.size() ? "\n" : "");
  return text;
}

/// At most how many rows the lines take on the screen.
std::size_t most_rows(const std::vector<std::string>& lines) {
  std::size_t rows = 0;
  for (const auto& line : lines) rows += 1 + line.size() / (kWidth - 1);
  return rows;
}

}  // namespace

TEST_CASE("run_command property: output is whole and exact, or said not to be") {
  const unsigned seed = std::random_device{}();
  INFO("seed " << seed);
  LiveServer live;
  for (const TestShell& kind : shells_here()) {
    for (const int history : {200, 5000}) {
      TestShell named = kind;
      named.name += "-" + std::to_string(history);
      ShellSession shell(live, named, history, kWidth);
      // Before 3.2, a space stands where a wide character found no room at the end of a row.
      Printer printer(seed, live.tmux.version() >= TmuxVersion{3, 2});
      int whole = 0;
      for (int i = 0; i < kCommands; ++i) {
        const auto lines = printer.lines();
        const bool half = !lines.empty() && !lines.back().empty() && printer.below(3) == 0;
        std::string printed = joined(lines, lines.size());
        if (!lines.empty() && !half) printed += "\n";
        write_file(live.tmux / "printed", printed);
        const auto code = static_cast<std::int64_t>(printer.below(2) * printer.below(200));
        const std::size_t wanted = 1 + printer.below(300);
        const JobAnswer got =
            shell.run("cat " + (live.tmux / "printed") + "; sh -c 'exit " + std::to_string(code) + "'",
                      ",\"lines\":" + std::to_string(wanted));
        INFO(named.name << ", command " << i << ": " << lines.size() << " lines, " << wanted << " wanted");
        REQUIRE(got.exit_code() == code);
        const auto count = static_cast<std::size_t>(got.about["lines"].integer());
        REQUIRE(count <= wanted);
        // For a long output in a short history, or where more than a tenth of the history was dropped in the
        // same moment, nobody can tell.
        if (got.has("lost")) {
          constexpr std::size_t kPromptRows = 5;  // at the most
          REQUIRE(most_rows(lines) + kPromptRows > static_cast<std::size_t>(history) / 10);
          continue;
        }
        ++whole;
        const std::size_t skipped =
            got.has("skipped") ? static_cast<std::size_t>(got.about["skipped"].integer()) : 0;
        REQUIRE(got.text == joined(lines, wanted));
        REQUIRE(count + skipped == lines.size());
      }
      CHECK(whole > kCommands / 2);
    }
  }
}
