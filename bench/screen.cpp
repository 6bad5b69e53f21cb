// What does a look at a full-screen program cost, with its colours and what stands out, compared to its plain text?
#include <string>
#include <vector>

#include "bench.hpp"
#include "stdio_contest.hpp"
#include "support/deadline.hpp"
#include "support/fd.hpp"

namespace {

using namespace smcp;
using bench::Contestant;
using bench::StdioContest;
using test::Json;

constexpr int kLines = 1000;
constexpr std::size_t kSessions = 6;
constexpr int kRows = 24;
constexpr int kChosen = 12;
constexpr const char* kAlternate = "menu";
constexpr const char* kNormal = "list";

/// A list of processes in colours, like that of htop, with one row chosen.
std::string list_of_rows() {
  std::string text = "\033[2J\033[H";
  for (int row = 1; row <= kRows; ++row) {
    if (row > 1) text += "\r\n";
    if (row == kChosen) text += "\033[30;46m";
    const std::string number = std::to_string(1000 + row);
    for (int field = 0; field < 8; ++field)
      text += (row == kChosen ? "" : field % 2 == 0 ? "\033[36m" : "\033[39m") + number + "  ";
    text += "/usr/bin/job\033[0m";
  }
  return text;
}

class Screens {
 public:
  explicit Screens(bench::Bench& bench) : contest_(bench, kLines, kSessions) {
    show(kAlternate, "\033[?1049h" + list_of_rows());
    show(kNormal, list_of_rows());
  }
  void run();

 private:
  void show(const std::string& name, const std::string& printed) {
    const auto& tmux = contest_.jobs().tmux();
    const std::string file = tmux / name;
    test::write_file(file, printed);
    tmux.must({"new-session", "-d", "-s", name, "-x", "80", "-y", std::to_string(kRows),
               "cat '" + file + "'; exec sleep 1000"});
    bench::require(tmux.shows(name, std::to_string(1000 + kRows)), "the list is not shown");
  }
  [[nodiscard]] Contestant screen_of(const std::string& contestant, const std::string& name) {
    return contest_.call(contestant, contest_.server(), "capture_pane",
                         test::object("name", name, "screen", true), [](const Json& result) {
                           const Json about = Json::parse(result["content"][1]["text"].string());
                           const Json& highlighted = about["screen"]["highlighted"];
                           return highlighted.size() == 1 && highlighted[0][0].integer() == kChosen;
                         });
  }

  StdioContest contest_;
};

void Screens::run() {
  const std::string lines = test::object("name", kNormal, "lines", kRows);
  const auto is_whole = [](const Json& result) {
    return result["content"][0]["text"].string().find(std::to_string(1000 + kRows)) != std::string::npos;
  };
  std::vector<Contestant> all = {
      screen_of(StdioContest::kOurs, kAlternate), screen_of("over stdio, on the normal screen", kNormal),
      contest_.call("over stdio, capture of 24 lines", contest_.server(), "capture_pane", lines, is_whole)};
  if (contest_.node() != nullptr)
    all.push_back(
        contest_.call("Node, capture of 24 lines", *contest_.node(), "capture_pane", lines, is_whole));
  const std::string what = "screen of 80x24 in colours";
  const double ms = contest_.hold(what, kRows, all);
  contest_.note_bytes(
      what,
      bench::ask(contest_.server(),
                 bench::request_line("capture_pane", test::object("name", kAlternate, "screen", true)), 1));
  contest_.aim_at_most(what, ms, 2, "ms");
  contest_.report();
}

const bench::Registration kScreen("screen", [](bench::Bench& bench) { Screens(bench).run(); });

}  // namespace
