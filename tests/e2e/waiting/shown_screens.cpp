// send_keys and wait_for answer with a full-screen program's screen in the form of capture_pane's `screen`.
#include <string>
#include <vector>

#include "e2e/reading/polled.hpp"
#include "support/e2e/job_shells.hpp"
#include "support/e2e/shown_screen.hpp"
#include "support/e2e/waited.hpp"

using namespace smcp::test;

namespace {

/// Draws a menu of two items below a title, of which one is chosen, and leaves at `q`.
constexpr const char* kMenu = R"(#!/bin/bash
chosen=0
printf '\033[?1049h\033]2;the menu\007\033[?25l'
while :; do
  printf '\033[H\033[2JMenu\r\n'
  for i in 0 1; do
    [ $i = $chosen ] && printf '\033[7m'
    printf ' item %s \033[0m\r\n' $i
  done
  printf '\033[5;3H'
  read -rsn1 key || exit
  [ "$key" = q ] && break
  chosen=$((1 - chosen))
done
printf '\033[?1049l\033[?25hleft\n'
)";

void check_menu(const ShownScreen& seen, const std::string& chosen) {
  CHECK(seen.rows() == 24);
  CHECK(seen.row(1) == "Menu");
  CHECK(seen.row(3) == " item 1");
  CHECK(seen.about["lines"].integer() == 24);
  CHECK(seen.about["alternate_screen"].boolean());
  CHECK(seen.screen().keys() ==
        std::vector<std::string>{"cursor", "cursor_visible", "alternate", "title", "size", "highlighted"});
  CHECK(seen.cursor() == std::vector<std::int64_t>{5, 3});
  CHECK_FALSE(seen.screen()["cursor_visible"].boolean());
  CHECK(seen.screen()["alternate"].boolean());
  CHECK(seen.screen()["title"].string() == "the menu");
  CHECK(seen.highlighted() == std::vector<std::string>{chosen});
  CHECK(seen.about["cursor"].string().size() <= 48);
}

}  // namespace

TEST_CASE("send_keys and wait_for: a full-screen program's answer says what its screen shows") {
  LiveServer live;
  ShellSession shell(live, bash());
  write_file(live.tmux / "menu", kMenu);
  const auto send = [&](const std::string& keys, bool enter) {
    return live.server.call("send_keys",
                            object("name", "bash", "keys", keys, "enter", enter, "wait_seconds", 20));
  };
  ShownScreen seen = shown(send("bash ~/menu", true));
  CHECK(seen.about["outcome"].string() == "waiting");
  check_menu(seen, "2:item 0");
  seen = shown(send("x", false));
  CHECK(seen.about["keys"].string() == "x");
  check_menu(seen, "3:item 1");
  const std::string since = seen.about["cursor"].string();
  seen = shown(live.server.call("wait_for", object("name", "bash", "idle_seconds", 1, "since", since)));
  check_menu(seen, "3:item 1");
  // The same as a look at it.
  CHECK(look(live, "bash").text == seen.text);
  CHECK(look(live, "bash").screen() == seen.screen());
  const Waited left = waited(send("q", false));
  CHECK(left.outcome() == "finished");
  CHECK_FALSE(left.about["screen"].exists());
  CHECK(left.text.find("left") != std::string::npos);
}

TEST_CASE("wait_for: the cursor of a full-screen program's answer misses nothing") {
  LiveServer live;
  Polled job(live);
  job.print("before\r\n\033[?1049h\033[H\033[2Jmenu");
  const Waited timed = wait(live, object("name", "job", "pattern", "never", "timeout_seconds", 1));
  CHECK(timed.outcome() == "timeout");
  CHECK(timed.about["screen"]["alternate"].boolean());
  job.print("\033[?1049lafter\r\n");
  job.cursor = timed.cursor();
  CHECK(job.poll().ends_with("after"));
}

TEST_CASE("wait_for: several sessions, and an ordinary program, have no screen") {
  LiveServer live;
  Polled job(live);
  Polled other(live, "other");
  job.print("\033[?1049h\033[H\033[2Jmenu");
  other.print("text");
  const Waited one = wait(live, object("name", "other", "idle_seconds", 1));
  CHECK_FALSE(one.about["screen"].exists());
  const Waited all = wait(live, object("names", Raw{R"(["job","other"])"}, "idle_seconds", 1, "all", true));
  CHECK_FALSE(all.about["screen"].exists());
}
