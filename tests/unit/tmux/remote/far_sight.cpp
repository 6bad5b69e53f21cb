#include "tmux/remote/far_sight.hpp"

#include <random>
#include <string>

#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::tmux;
using shell::Sleep;

namespace {

const std::string kModes =
    "intr = ^C; erase = ^?; kill = ^U; lnext = ^V; icanon iexten echo echoe echok echoctl echoke";

/// Of a Linux: bash has started `read`'s python in the pane's shell, and sudo runs in another pane.
const std::string kLook =
    "u 3600.52 7100.11\n"
    "t /dev/pts/3 34819\n"
    "t /dev/pts/300 34860\n"
    "p /proc/812/stat:812 (bash) S 800 812 812 34819 901 4194304 862 1203 0 0 0 0 0 0 20 0 1 0 90000 5042176 "
    "1216 "
    "18446744073709551615 94190 94191 140723 0 0 0 65536 3686404 1266761467 1 0 0 17 0 0 0 0 0 0 94 95 96 "
    "77001 77005 "
    "77005 77015 0\n"
    "a 812 -bash\1\n"
    "p /proc/901/stat:901 (python3) S 812 901 812 34819 901 4194304 2 3 0 0 0 0 0 0 20 0 1 0 355000 5042176 "
    "1216 "
    "18446744073709551615 94190 94191 140723 0 0 0 65536 3686404 1266761467 1 0 0 17 0 0 0 0 0 0 94 95 96 "
    "88001 88005 "
    "88005 88015 0\n"
    "a 901 python3\1-c\1x = input(\"? \")\2print(x)\1\n"
    "s 901 0 0x0 0x7f3ca3 0x400 0x0 0x0 0x0 0x7ffd5c51b7c8 0x7f3c\n"
    "w 901 wait_woken\n"
    "p /proc/830/stat:830 (sudo) S 820 830 820 34860 830 4194304 2 3 0 0 0 0 0 0 20 0 1 0 355000 0 0 0 0 0 0 "
    "0 0 0 0 0 "
    "0 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n"
    "w 830 \n"
    "f 901 0:136,3 1:136,3 2:136,3\n"
    "m /dev/pts/3 " +
    kModes + "\nm /dev/pts/300 intr = ^C; kill = ^U; lnext = ^V; icanon iexten -echo echoe\n";

FarSight parse(const std::string& text) {
  return parse_look(text, true);
}

std::string with(const std::string& line) {
  return "t /dev/pts/3 34819\n" + line;
}

}  // namespace

TEST_CASE("far sight: processes, terminals, and how they sleep") {
  const FarSight sight = parse(kLook);
  REQUIRE(sight.terminals.size() == 2);
  CHECK(sight.terminal("/dev/pts/3")->number == 34819);
  CHECK(sight.terminal("/dev/pts/3")->modes->echo);
  CHECK_FALSE(sight.terminal("/dev/pts/300")->modes->echo);
  CHECK(sight.terminal("/dev/pts/4") == nullptr);
  REQUIRE(sight.processes.size() == 3);
  const auto& shell = *sight.process(812);
  CHECK(shell.state.name == "bash");
  CHECK_FALSE(shell.state.foreground);
  CHECK(shell.state.terminal_group == 901);
  CHECK(shell.state.arguments_at == 77001);
  CHECK(shell.state.age == std::chrono::seconds(2700));
  CHECK(shell.arguments == std::string("-bash\0", 6));
  const auto& python = *sight.process(901);
  CHECK(python.state.foreground);
  CHECK(python.arguments == std::string("python3\0-c\0x = input(\"? \")\nprint(x)\0", 36));
  CHECK(python.sleep.call == Sleep::Call::waits_for_terminal);
  CHECK(shell::is_hidden(sight.process(830)->sleep));
  CHECK(sight.process(830)->sleep.sleeping);
  CHECK(sight.process(1) == nullptr);
}

TEST_CASE("far sight: the numbers of system calls of another machine are not read as ours") {
  const FarSight sight = parse_look(kLook, false);
  CHECK(sight.process(901)->sleep.call == Sleep::Call::unreadable);
  CHECK(sight.process(901)->sleep.channel == Sleep::Channel::woken);
  CHECK(sight.process(901)->sleep.open == Sleep::Open::terminal_alone);
}

TEST_CASE("far sight: names are what programs like") {
  const auto name = [](const std::string& text) {
    const FarSight sight = parse(with("p /proc/9/stat:9 (" + text + ") S 1 9 9 34819 9 0\n"));
    return sight.processes.empty() ? "none" : sight.processes.front().state.name;
  };
  CHECK(name("a b") == "a b");
  CHECK(name(") S 1 1 1 0 1 ") == ") S 1 1 1 0 1 ");
  CHECK(name("((") == "((");
  CHECK(name("") == "");
}

TEST_CASE("far sight: records that are made up are not seen") {
  for (const std::string line : {
           "p /proc/9/stat:8 (sh) S 1 8 8 34819 8 0",   // the name of 9 holds a newline
           "p /proc/9/stat:99 (sh) S 1 8 8 34819 8 0",  //
           "p /proc/9/stat:b) S 1 9 9 34819 9 0",       //
           "p /proc/9/stat:9 (sh) S 1 9 9",             // cut
           "p /proc/9/stat:9 (sh",                      //
           "p /proc/9/stat:",                           //
           "p /proc/x/stat:x (sh) S 1 9 9 34819 9 0",   //
           "p /proc//stat: (sh) S 1 9 9 34819 9 0",     //
           "p /proc/9/9/stat:9/9 (sh) S 1 9 9 34819 9 0",
           "p 9 (sh) S 1 9 9 34819 9 0",
           "p",
           "pp /proc/9/stat:9 (sh) S 1 9 9 34819 9 0",
           "P /proc/9/stat:9 (sh) S 1 9 9 34819 9 0",
           "q /dev/pts/3 9 1 9",
           "q /dev/pts/3 x 1 9 9 S+ sh",
           "q /dev/pts/3 9 1 9 9",
           "",
       }) {
    INFO(line);
    CHECK(parse(with(line + "\n")).processes.empty());
  }
  // What comes for nobody is nobody's.
  const FarSight sight = parse(with("a 9 sh\1\nw 9 wait_woken\nf 9 0:136,3\nm /dev/pts/9 icanon echo\n"));
  CHECK(sight.processes.empty());
  CHECK(sight.terminals.size() == 1);
  CHECK_FALSE(sight.terminals.front().modes);
}

TEST_CASE("far sight: what has another terminal or none, and what tmux has put into its environment") {
  const FarSight sight = parse(with(
      "p /proc/9/stat:9 (sleep) S 1 9 9 0 -1 0\n"
      "p /proc/99/stat:99 (cat) S 9 9 9 34820 -1 0\n"
      "e /proc/9/environ:TMUX=/tmp/a:b,77,0\ne /proc/9/environ:TMUX_PANE=%3\n"
      "e /proc/8/environ:TMUX_PANE=%3\ne /proc/99/stat:TMUX_PANE=%3\ne /proc/x/environ:TMUX_PANE=%3\ne\n"));
  REQUIRE(sight.processes.size() == 2);
  CHECK(sight.process(9)->state.terminal == 0);
  CHECK(sight.process(9)->environment == std::vector<std::string>{"TMUX=/tmp/a:b,77,0", "TMUX_PANE=%3"});
  CHECK(sight.process(99)->state.parent == 9);
  CHECK(sight.process(99)->environment.empty());
}

TEST_CASE("far sight: a process is seen once, as it was seen first") {
  const FarSight sight =
      parse(with("p /proc/9/stat:9 (sh) S 1 9 9 34819 9 0\np /proc/9/stat:9 (no) R 1 9 9 34819 9 0\nq "
                 "/dev/pts/3 9 1 9 9 R no"));
  REQUIRE(sight.processes.size() == 1);
  CHECK(sight.processes.front().state.name == "sh");
}

TEST_CASE("far sight: without /proc, ps tells who has the terminal, and no more") {
  const FarSight sight = parse(
      "q /dev/ttys003   812   800   812   901 Ss   -bash\n"
      "q /dev/ttys003   901   812   901   901 S+   /usr/bin/python3 -i x y\n"
      "q /dev/ttys004   950   800   950   950 R+   top\n"
      "m /dev/ttys003 " +
      kModes + "\n");
  REQUIRE(sight.processes.size() == 3);
  CHECK(sight.process(812)->state.name == "-bash");
  CHECK_FALSE(sight.process(812)->state.foreground);
  CHECK(sight.process(901)->state.name == "python3");
  CHECK(sight.process(901)->state.foreground);
  CHECK(sight.process(901)->arguments == std::string("/usr/bin/python3\0-i\0x\0y\0", 24));
  CHECK(sight.process(901)->state.terminal == sight.terminal("/dev/ttys003")->number);
  CHECK(sight.process(950)->state.terminal != sight.terminal("/dev/ttys003")->number);
  CHECK_FALSE(sight.process(950)->sleep.sleeping);
  CHECK(shell::is_hidden(sight.process(901)->sleep));
  CHECK(sight.terminal("/dev/ttys003")->modes.has_value());
}

TEST_CASE("far sight: what is cut says less, and nothing else") {
  const FarSight whole = parse(kLook);
  for (std::size_t cut = 0; cut < kLook.size(); ++cut) {
    const FarSight sight = parse(kLook.substr(0, cut));
    for (const auto& terminal : sight.terminals) CHECK(whole.terminal(terminal.tty.substr(0, 10)) != nullptr);
    for (const auto& process : sight.processes) {
      INFO(cut);
      REQUIRE(whole.process(process.pid) != nullptr);
      const auto& same = *whole.process(process.pid);
      CHECK(process.state.name == same.state.name);
      CHECK(same.arguments.starts_with(process.arguments));
    }
  }
}

TEST_CASE("far sight: whatever is read, each process is there once") {
  std::mt19937 random(20261129);
  for (int round = 0; round < 2000; ++round) {
    std::string text = kLook;
    for (int change = 0; change < 20; ++change) {
      const std::size_t at = random() % text.size();
      switch (random() % 3) {
        case 0:
          text[at] = static_cast<char>(random() % 256);
          break;
        case 1:
          text.erase(at, random() % 40);
          break;
        default:
          text.insert(at, kLook.substr(random() % kLook.size(), random() % 40));
          break;
      }
    }
    const FarSight sight = parse_look(text, round % 2 == 0);
    for (const auto& process : sight.processes) CHECK(sight.process(process.pid) == &process);
  }
}
