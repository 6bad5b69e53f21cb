// capture_pane with `screen`: exactly the visible rows, and what plain text does not tell of them.
#include <string>
#include <vector>

#include "e2e/reading/polled.hpp"
#include "support/e2e/shown_screen.hpp"

using namespace smcp::test;

namespace {

using Position = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("screen: exactly the visible rows, without trailing blanks, none joined, blank ones included") {
  LiveServer live;
  Polled job(live);
  job.print(numbers(1, 40) + std::string(100, 'x') + "\r\nblanks behind   \r\n\r\nend");
  const ShownScreen seen = look(live, "job");
  REQUIRE(seen.rows() == 24);
  CHECK(seen.row(1) == "22");
  CHECK(seen.row(20) == std::string(80, 'x'));
  CHECK(seen.row(21) == std::string(20, 'x'));
  CHECK(seen.row(22) == "blanks behind");
  CHECK(seen.row(23).empty());
  CHECK(seen.row(24) == "end");
  job.print("\033[2J\033[Htop");
  const ShownScreen cleared = look(live, "job");
  CHECK(cleared.text == "top" + std::string(23, '\n'));
}

TEST_CASE("screen: the second block") {
  LiveServer live;
  Polled job(live);
  job.print("one\r\ntwo");
  const ShownScreen seen = look(live, "job");
  CHECK(seen.about.keys() == std::vector<std::string>{"session", "pane", "screen", "cursor"});
  CHECK(seen.about["session"].string() == "job");
  CHECK(seen.about["pane"].string() == job.pane.id());
  CHECK(seen.screen().keys() ==
        std::vector<std::string>{"cursor", "cursor_visible", "alternate", "title", "size", "highlighted"});
  CHECK(seen.cursor() == Position{2, 4});
  CHECK(seen.screen()["cursor_visible"].boolean());
  CHECK_FALSE(seen.screen()["alternate"].boolean());
  CHECK(seen.screen()["title"].string() == "mark 1");
  CHECK(seen.screen()["size"][0].integer() == 80);
  CHECK(seen.screen()["size"][1].integer() == 24);
  CHECK(seen.highlighted().empty());
}

TEST_CASE("screen: the cursor, whether it shows, and the alternate screen") {
  LiveServer live;
  Polled job(live);
  job.print(std::string("text") + kEnterAlternate + "\033[?25l\033[5;7Hmenu");
  ShownScreen seen = look(live, "job");
  CHECK(seen.cursor() == Position{5, 11});
  CHECK_FALSE(seen.screen()["cursor_visible"].boolean());
  CHECK(seen.screen()["alternate"].boolean());
  CHECK(seen.row(5) == "      menu");
  CHECK(seen.text.find("text") == std::string::npos);
  job.print(kLeaveAlternate);
  seen = look(live, "job");
  CHECK_FALSE(seen.screen()["alternate"].boolean());
  CHECK(seen.row(1) == "text");
  // A full row: the next character goes to the next one, and the cursor stands on the last of this.
  job.print("\033[?25h\033[H" + std::string(80, 'x'));
  CHECK(look(live, "job").cursor() == Position{1, 80});
}

TEST_CASE("screen: a title is told as it is, and a long one is cut") {
  LiveServer live;
  Polled job(live);
  job.print("x");
  const std::string title = "100% #{pane_id} #[fg=red] %H | \"é\"";
  job.pane.print("\033]2;" + title + "\033\\");
  REQUIRE(wait_until([&] {
    job.pane.write(4096);
    return look(live, "job").screen()["title"].string() == title;
  }));
  job.pane.print("\033]2;" + std::string(300, 't') + "\033\\");
  const std::string cut = std::string(200, 't') + "… (300 bytes in all)";
  CHECK(wait_until([&] {
    job.pane.write(4096);
    return look(live, "job").screen()["title"].string() == cut;
  }));
}

TEST_CASE("screen: polling goes on from its cursor") {
  LiveServer live;
  Polled job(live);
  job.print(numbers(1, 30));
  job.cursor = look(live, "job").about["cursor"].string();
  job.print("new\r\n");
  CHECK(job.poll() == "new");
  job.print(std::string(kEnterAlternate) + "menu");
  job.cursor = look(live, "job").about["cursor"].string();
  job.print("\r\nmore");
  job.poll();
  CHECK(job.reset() == "alternate_screen");
  CHECK(job.text.ends_with("menu\nmore"));
  // What the program hides has not been shown, as after any other capture of its screen.
  job.cursor = look(live, "job").about["cursor"].string();
  job.print(std::string(kLeaveAlternate) + "newer\r\n");
  CHECK(job.poll().ends_with("30\nnew\nnewer"));
}

TEST_CASE("screen: a cursor behind a line that began long before") {
  LiveServer live;
  Polled job(live);
  job.print(std::string(6000, 'x'));
  job.cursor = look(live, "job").about["cursor"].string();
  job.print("\r\nnew");
  CHECK(job.poll() == "new");
}

TEST_CASE("screen: what cannot be combined with it is refused") {
  LiveServer live;
  Polled job(live);
  job.print("x");
  const std::string cursor = look(live, "job").about["cursor"].string();
  const auto refused = [&](const std::string& arguments) { return live.error("capture_pane", arguments); };
  const auto sentence = [](const std::string& other) {
    return "screen returns exactly the visible rows, so it cannot be combined with " + other +
           "; leave one of them out";
  };
  CHECK(refused(object("name", "job", "screen", true, "lines", 5)) == sentence("lines"));
  CHECK(refused(object("name", "job", "screen", true, "since", cursor)) == sentence("since"));
  CHECK(refused(object("name", "job", "screen", true, "skip", 1)) == sentence("skip"));
  CHECK(refused(object("name", "job", "screen", true, "compact", true)) == sentence("compact"));
  CHECK(refused(object("name", "nobody", "screen", true)).starts_with("session \"nobody\" does not exist"));
  // What says nothing does no harm.
  CHECK(look(live, "job", "skip", 0, "compact", false).row(1) == "x");
  CHECK(live.server.call("capture_pane", object("name", "job", "screen", false, "lines", 1))["content"]
            .size() == 2);
}

TEST_CASE("screen: another pane, and colours") {
  LiveServer live;
  Polled job(live);
  job.print("\033[7mone\033[0m two");
  CHECK(look(live, "job", "colors", true).row(1) == "\033[7mone\033[0m two");
  const std::string other = live.tmux.must(
      {"split-window", "-h", "-d", "-P", "-F", "#{pane_id}", "-t", "=job:", "printf other; cat"});
  REQUIRE(wait_until([&] { return look(live, "job", "pane", other).row(1) == "other"; }));
  const ShownScreen seen = look(live, "job", "pane", other);
  CHECK(seen.about["pane"].string() == other);
  CHECK(seen.screen()["size"][0].integer() < 80);
  CHECK(look(live, "job").highlighted() == std::vector<std::string>{"1:one"});
}

TEST_CASE("screen: names that tmux could take for something else") {
  LiveServer live;
  for (const std::string name : {"=x", "a'b", "-n"}) {
    live.tmux.must({"new-session", "-d", "-s", name, "printf 'here\\033[7mX'; cat"});
    INFO(name);
    REQUIRE(wait_until([&] { return look(live, name).row(1) == "hereX"; }));
    CHECK(look(live, name).highlighted() == std::vector<std::string>{"1:X"});
  }
}
