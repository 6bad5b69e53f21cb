// list_windows: every window of the session named, whatever their names hold.
#include <filesystem>

#include "support/e2e/live_server.hpp"

using namespace smcp::test;

namespace {

void check_window(const Json& window, int index, std::string_view name, bool active, int panes) {
  CHECK(window["index"].integer() == index);
  CHECK(window["name"].string() == name);
  CHECK(window["active"].boolean() == active);
  CHECK(window["panes"].integer() == panes);
  CHECK(window["pane_list"].size() == static_cast<std::size_t>(panes));
}

}  // namespace

TEST_CASE("list_windows: index, name, active and panes") {
  LiveServer live;
  live.tmux.start_job("w", "echo one");
  live.tmux.must({"rename-window", "-t", "=w:", "first"});
  live.tmux.must({"new-window", "-t", "=w:5", "-n", "second", "sleep 1000"});
  live.tmux.must({"split-window", "-t", "=w:5", "sleep 1000"});
  const Json list = live.ok("list_windows", object("name", "w"));
  CHECK(list.keys() == std::vector<std::string>{"session", "count", "windows"});
  CHECK(list["session"].string() == "w");
  CHECK(list["count"].integer() == 2);
  REQUIRE(list["windows"].size() == 2);
  CHECK(list["windows"][0].keys() ==
        std::vector<std::string>{"index", "name", "active", "panes", "pane_list"});
  check_window(list["windows"][0], 0, "first", false, 1);
  check_window(list["windows"][1], 5, "second", true, 2);
}

TEST_CASE("list_windows: each pane with its id, command, pid, size and whether it is dead") {
  LiveServer live;
  live.tmux.start_job("w", "exec sleep 1000");
  live.tmux.must({"set-option", "-w", "-t", "=w:", "remain-on-exit", "on"});
  live.tmux.must({"split-window", "-h", "-d", "-l", "30", "-t", "=w:", "exec cat"});
  live.tmux.must({"split-window", "-d", "-l", "5", "-t", "=w:", "exit 3"});
  const auto panes = [&] {
    const Json list = live.ok("list_windows", object("name", "w"));
    return list["windows"][0]["pane_list"];
  };
  REQUIRE(wait_until([&] {
    const Json list = panes();
    return list.size() == 3 && list[1]["dead"].boolean() && list[0]["command"].string() == "sleep" &&
           list[2]["command"].string() == "cat";
  }));
  const Json list = panes();
  CHECK(list[0].keys() == std::vector<std::string>{"id", "index", "active", "command", "pid", "width",
                                                   "height", "dead", "title", "cwd", "left", "top", "log"});
  const std::string truth =
      live.tmux.must({"list-panes", "-t", "=w:", "-F",
                      "#{pane_id} #{pane_index} #{pane_active} #{?pane_dead,null,#{pane_pid}} "
                      "#{pane_width} #{pane_height} #{pane_dead}"});
  std::string told;
  for (const Json& pane : list.items()) {
    told += (told.empty() ? "" : "\n") + pane["id"].string() + " " + std::to_string(pane["index"].integer());
    told += pane["active"].boolean() ? " 1 " : " 0 ";
    told += pane["pid"].kind() == Json::Kind::null ? "null" : std::to_string(pane["pid"].integer());
    told += " " + std::to_string(pane["width"].integer()) + " " + std::to_string(pane["height"].integer());
    told += pane["dead"].boolean() ? " 1" : " 0";
  }
  CHECK(told == truth);
  CHECK(list[0]["active"].boolean());
  CHECK(list[2]["width"].integer() == 30);
}

TEST_CASE("list_windows: where each pane is in its window, what it is titled, and where its program works") {
  LiveServer live;
  const std::string odd = live.tmux / "a\tb\nc #{pid}é";
  std::filesystem::create_directory(odd);
  live.tmux.start_job("w", "cd \"" + odd + "\"; printf '\\033]2;it is #{pid} é\\033\\\\'; exec sleep 1000");
  live.tmux.must({"split-window", "-h", "-d", "-l", "30", "-t", "=w:", "cd /; exec cat"});
  live.tmux.must({"set-option", "-w", "-t", "=w:", "remain-on-exit", "on"});
  live.tmux.must({"split-window", "-d", "-l", "5", "-t", "=w:0.1", "exit 3"});
  const auto panes = [&] { return live.ok("list_windows", object("name", "w"))["windows"][0]["pane_list"]; };
  REQUIRE(wait_until([&] {
    const Json list = panes();
    return list.size() == 3 && list[0]["command"].string() == "sleep" &&
           list[1]["command"].string() == "cat" && list[2]["dead"].boolean();
  }));
  const Json list = panes();
  const std::string truth = live.tmux.must({"list-panes", "-t", "=w:", "-F", "#{pane_left},#{pane_top}"});
  std::string told;
  for (const Json& pane : list.items()) {
    told += (told.empty() ? "" : "\n") + std::to_string(pane["left"].integer()) + "," +
            std::to_string(pane["top"].integer());
  }
  CHECK(told == truth);
  CHECK(list[0]["left"].integer() == 0);
  CHECK(list[1]["left"].integer() == 50);
  CHECK(list[2]["top"].integer() == 19);
  CHECK(list[0]["title"].string() == "it is #{pid} é");
  CHECK(list[0]["cwd"].string().ends_with("/a b c #{pid}é"));
  CHECK(list[1]["cwd"].string() == "/");
}

TEST_CASE("list_windows: what a process calls itself breaks no row") {
  LiveServer live;
  live.tmux.start_job("w", "exec sleep 1000");
  const std::string odd = live.tmux / "odd";
  write_file(odd, "exec -a $'x\ty\n0\t1\t1\t%9\t0\t1\t0\t1\t1\t1\tw\tspoof\tz' sleep 1000");
  live.tmux.must({"new-window", "-d", "-t", "=w:1", "-n", "odd", "exec bash " + odd});
  live.tmux.must({"new-window", "-d", "-t", "=w:2", "-n", "last", "exec cat"});
  const auto command = [&] {
    const Json list = live.ok("list_windows", object("name", "w"));
    REQUIRE(list["windows"].size() == 3);
    check_window(list["windows"][1], 1, "odd", false, 1);
    check_window(list["windows"][2], 2, "last", false, 1);
    return list["windows"][1]["pane_list"][0]["command"].string();
  };
  // tmux 3.8 tells no name with a line break in it.
  const std::string expected =
      live.tmux.version() >= TmuxVersion{3, 8} ? "" : "x y 0 1 1 %9 0 1 0 1 1 1 w spoof z";
  CHECK(wait_until([&] { return command() == expected; }));
}

TEST_CASE("list_windows: a line break in a window's name is told as tmux itself would rename it") {
  LiveServer live;
  live.tmux.start_job("w", "exec sleep 1000");
  const CommandResult made =
      live.tmux.run({"new-window", "-d", "-t", "=w:1", "-n", "one\n\ttwo", "exec sleep 1000"});
  if (made.exit != ExitStatus{}) {
    CHECK(made.error.find("invalid window name") != std::string::npos);  // 3.8
    return;
  }
  const Json list = live.ok("list_windows", object("name", "w"));
  REQUIRE(list["windows"].size() == 2);
  check_window(list["windows"][1], 1, "one\\n\ttwo", false, 1);
  const Json typed = live.ok("send_keys", object("name", "w", "keys", "x", "pane", "one\\n\ttwo"));
  CHECK(typed["pane"].string() == list["windows"][1]["pane_list"][0]["id"].string());
}

TEST_CASE("list_windows: a window that is linked into two sessions is one of both") {
  LiveServer live;
  live.tmux.start_job("one", "exec sleep 1000");
  live.tmux.start_job("two", "exec sleep 1000");
  live.tmux.must({"rename-window", "-t", "=one:", "shared"});
  live.tmux.must({"link-window", "-d", "-s", "=one:0", "-t", "=two:7"});
  const Json one = live.ok("list_windows", object("name", "one"));
  const Json two = live.ok("list_windows", object("name", "two"));
  REQUIRE(one["windows"].size() == 1);
  REQUIRE(two["windows"].size() == 2);
  check_window(two["windows"][1], 7, "shared", false, 1);
  CHECK(two["windows"][1]["pane_list"] == one["windows"][0]["pane_list"]);
}

TEST_CASE("list_windows: names with separators, quotes, blanks and scripts come back as they are") {
  LiveServer live;
  live.tmux.start_job("w", "echo one");
  for (const char* name :
       {"a|b", "a\tb c", "a:b.c", "\"quoted\" 'too'", "né日本", "x;y;", "#{x}", ",", "$HOME", "-n"}) {
    INFO(name);
    const CommandResult renamed = live.tmux.run({"rename-window", "-t", "=w:", "--", name});
    // What tmux made of it is the truth: a tab is escaped, or refused (3.8).
    if (renamed.exit != ExitStatus{}) {
      CHECK(std::string_view(name).find('\t') != std::string_view::npos);
      CHECK(renamed.error.find("invalid window name") != std::string::npos);
    }
    const std::string stored = live.tmux.must({"display-message", "-p", "-t", "=w:", "#{window_name}"});
    const Json list = live.ok("list_windows", object("name", "w"));
    REQUIRE(list["windows"].size() == 1);
    CHECK(list["windows"][0]["name"].string() == stored);
    CHECK(list["windows"][0]["panes"].integer() == 1);
  }
}

TEST_CASE("list_windows: an unknown session is an error that says so") {
  LiveServer live;
  live.tmux.start_job("known", "echo one");
  CHECK(live.error("list_windows", object("name", "kno")).starts_with("session \"kno\" does not exist;"));
}
