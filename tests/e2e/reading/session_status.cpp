// session_status: what really runs in each session, and how much has come since.
#include <fstream>

#include "support/e2e/live_server.hpp"

using namespace smcp::test;

namespace {

struct Seen {
  std::string text;
  Json about;
  [[nodiscard]] std::string since() const { return about["since"].string(); }
};

Seen status_of(LiveServer& live, const std::string& arguments = "{}") {
  const Json result = live.server.call("session_status", arguments);
  INFO(arguments << ": " << text_of(result));
  REQUIRE_FALSE(is_error(result));
  REQUIRE(result["content"].size() == 2);
  REQUIRE_FALSE(result["structuredContent"].exists());
  return {text_of(result), Json::parse(text_of(result, 1))};
}

/// The line of a session without its name; "" if there is none.
std::string line_of(const Seen& seen, const std::string& name) {
  const std::string text = "\n" + seen.text + "\n";
  const auto begin = text.find("\n" + name + ": ");
  if (begin == std::string::npos) return "";
  const auto from = begin + name.size() + 3;
  return text.substr(from, text.find('\n', from) - from);
}

bool comes_to(LiveServer& live, const std::string& name, const std::string& state) {
  std::string line;
  const bool came = wait_until([&] {
    line = line_of(status_of(live), name);
    return line.starts_with(state);
  });
  UNSCOPED_INFO(name << " is " << line << " instead of " << state);
  return came;
}

void start(LiveServer& live, const std::string& name, const std::vector<std::string>& command) {
  std::vector<std::string> arguments = {"new-session", "-d", "-s", name, "-x", "80", "-y", "24"};
  arguments.insert(arguments.end(), command.begin(), command.end());
  live.tmux.must(arguments);
}

void type(LiveServer& live, const std::string& name, const std::string& text) {
  live.tmux.must({"send-keys", "-t", "=" + name + ":", "-l", "--", text});
  live.tmux.must({"send-keys", "-t", "=" + name + ":", "Enter"});
}

/// A session whose pane prints a line for each one that the test asks for, without an echo.
struct Printer {
  explicit Printer(LiveServer& on, const std::string& more = "") : live(on), file(on.tmux / "lines") {
    write_file(file, "");
    start(live, "job", {"stty -echo; " + more + " echo ready; exec tail -n +1 -f " + file});
    REQUIRE(live.tmux.shows("job", "ready"));
  }
  void print(int lines) {
    const int first = printed + 1;
    std::string text;
    while (printed < first - 1 + lines) text += "line " + std::to_string(++printed) + "\n";
    std::ofstream(file, std::ios::app) << text;
    REQUIRE(live.tmux.shows("job", "line " + std::to_string(printed)));
  }
  LiveServer& live;
  std::string file;
  int printed = 0;
};

}  // namespace

TEST_CASE("session_status: what has the terminal") {
  LiveServer live;
  start(live, "bash", {"bash --norc --noprofile"});
  start(live, "busy", {"bash --norc --noprofile"});
  start(live, "read", {"bash --norc --noprofile"});
  start(live, "builtin", {"bash --norc --noprofile"});
  start(live, "dash", {"dash"});
  start(live, "sleep", {"sleep 1000"});
  start(live, "script", {"sh -c 'sleep 1000; echo'"});
  start(live, "cat", {"cat"});
  start(live, "password", {"sh -c 'stty -echo; exec cat </dev/tty'"});
  for (const char* name : {"bash", "busy", "read", "builtin"}) REQUIRE(comes_to(live, name, "at the prompt"));
  type(live, "busy", "sleep 1000");
  type(live, "read", "read x");
  type(live, "builtin", "while :; do :; done");
  CHECK(comes_to(live, "busy", "running sleep · idle "));
  CHECK(comes_to(live, "read", "waiting for input (bash) · idle "));
  CHECK(comes_to(live, "builtin", "running bash · idle "));
  CHECK(comes_to(live, "dash", "at the prompt · idle "));
  CHECK(comes_to(live, "sleep", "running sleep · idle "));
  CHECK(comes_to(live, "script", "running sh · idle "));
  CHECK(comes_to(live, "cat", "waiting for input (cat) · idle "));
  CHECK(comes_to(live, "password", "waiting for input (cat) · idle "));
  CHECK(line_of(status_of(live), "bash").starts_with("at the prompt"));
  type(live, "read", "text");
  CHECK(comes_to(live, "read", "at the prompt"));
}

TEST_CASE("session_status: dead panes and copy mode") {
  LiveServer live;
  start(live, "job", {"sh -c 'read x; exit 3'"});
  live.tmux.must({"set-option", "-w", "-t", "=job:", "remain-on-exit", "on"});
  CHECK(comes_to(live, "job", "waiting for input (sh) · idle "));
  type(live, "job", "x");
  CHECK(comes_to(live, "job", "dead"));
  // tmux up to 3.3a can miss the signal of a child that ends while it lets go of the pane's terminal
  // (utempter): it learns of the exit status when its next child ends.
  live.tmux.must({"run-shell", "true"});
  CHECK(comes_to(live, "job", "dead (exit 3) · idle "));
  // Some versions write that the pane is dead; it is not what the program said last.
  CHECK(wait_until([&] { return line_of(status_of(live), "job").ends_with(" · last: x"); }));
  start(live, "copy", {"echo text; exec sleep 1000"});
  REQUIRE(live.tmux.shows("copy", "text"));
  REQUIRE(comes_to(live, "copy", "running sleep"));
  live.tmux.must({"copy-mode", "-t", "=copy:"});
  const std::string line = line_of(status_of(live), "copy");
  CHECK(line.starts_with("copy mode, running sleep · idle "));
  CHECK(line.ends_with(" · last: text"));
}

TEST_CASE("session_status: no server, names, and names that are not there") {
  LiveServer live;
  const Seen none = status_of(live);
  CHECK(none.text == "no sessions");
  CHECK(none.about["sessions"].integer() == 0);
  CHECK(live.error("session_status", R"({"names":["a"]})").starts_with("session \"a\" does not exist;"));
  for (const char* name : {"one", "two", "three"}) start(live, name, {"sleep 1000"});
  CHECK(status_of(live).about["sessions"].integer() == 3);
  const Seen some = status_of(live, R"({"names":["two","t","one","two"]})");
  CHECK(some.about["sessions"].integer() == 2);
  CHECK(some.text.starts_with("two: "));
  CHECK_FALSE(line_of(some, "one").empty());
  CHECK(some.about["errors"] == Json::parse(R"(["session \"t\" does not exist"])"));
  CHECK(live.error("session_status", R"({"names":["t"]})").starts_with("session \"t\" does not exist;"));
  CHECK(live.error("session_status", R"({"names":["a b"]})") ==
        "name cannot contain '.', ':', '|', or whitespace");
}

TEST_CASE("session_status: sessions of any name, and the last line of a screen that says anything") {
  LiveServer live;
  for (const std::string name : {"-x", "=y", "a#{pid}", "né日本", "a b", "q\"'"}) {
    const auto sign = name.find('#');
    const std::string asked = sign == std::string::npos ? name : std::string(name).insert(sign, "#");
    start(live, asked, {"printf 'né \"x\" %%s #{pid}\\n\\n'; exec sleep 1000"});
    CHECK(
        wait_until([&] { return line_of(status_of(live), name).ends_with(" · last: né \"x\" %s #{pid}"); }));
  }
  start(live, "wide", {"printf '%0200d' 7; exec sleep 1000"});
  const std::string end = " · last: …" + std::string(118, '0') + "7";
  CHECK(wait_until([&] { return line_of(status_of(live), "wide").ends_with(end); }));
  start(live, "blank", {"sleep 1000"});
  CHECK(line_of(status_of(live), "blank").find("last:") == std::string::npos);
}

TEST_CASE("session_status: rows since the look that is named") {
  LiveServer live;
  Printer printer(live);
  const Seen first = status_of(live);
  CHECK_FALSE(first.about["unknown_since"].exists());
  CHECK(first.since().size() <= 24);
  CHECK(line_of(first, "job").find("row") == std::string::npos);
  printer.print(34);
  const Seen second = status_of(live, object("since", first.since()));
  CHECK(line_of(second, "job").find("s · +34 rows · last: line 34") != std::string::npos);
  printer.print(1);
  CHECK(line_of(status_of(live, object("since", second.since())), "job").find(" · +1 row · ") !=
        std::string::npos);
  CHECK(line_of(status_of(live, object("since", first.since())), "job").find(" · +35 rows · ") !=
        std::string::npos);
  start(live, "later", {"sleep 1000"});
  CHECK(line_of(status_of(live, object("since", first.since())), "later").ends_with(" · new"));
}

TEST_CASE("session_status: what was learned of named sessions says nothing of the others") {
  LiveServer live;
  Printer printer(live);
  start(live, "later", {"sleep 1000"});
  const Seen one = status_of(live, R"({"names":["later"]})");
  CHECK(line_of(status_of(live, object("since", one.since())), "job").find(" · +? rows · ") !=
        std::string::npos);
}

TEST_CASE("session_status: no output, nothing said, and a token of nobody's is said to be one") {
  LiveServer live;
  Printer printer(live);
  std::string since;
  REQUIRE(wait_until([&] {
    const Seen seen = status_of(live);
    since = seen.since();
    return line_of(seen, "job").find("idle 0s") == std::string::npos;
  }));
  CHECK(line_of(status_of(live, object("since", since)), "job").find("row") == std::string::npos);
  const Seen unknown = status_of(live, object("since", "nobody's-1"));
  CHECK(unknown.about["unknown_since"].boolean());
  CHECK(unknown.since().size() > 1);
  CHECK(line_of(unknown, "job").find("row") == std::string::npos);
}

TEST_CASE("session_status: rows that cannot be counted are not") {
  LiveServer live;
  Printer printer(live);
  printer.print(50);
  const std::string since = status_of(live).since();
  const auto counted = [&] { return line_of(status_of(live, object("since", since)), "job"); };
  SECTION("cleared and grown to more than before") {
    live.tmux.must({"send-keys", "-R", "-t", "=job:"});
    live.tmux.must({"clear-history", "-t", "=job:"});
    printer.print(200);
  }
  SECTION("another width") {
    live.tmux.must({"resize-window", "-t", "=job:", "-x", "100"});
    printer.print(10);
  }
  SECTION("another process") {
    live.tmux.must({"respawn-pane", "-k", "-t", "=job:", "seq 5 60; exec sleep 1000"});
    REQUIRE(live.tmux.shows("job", "60"));
  }
  const std::string line = counted();
  INFO(line);
  CHECK(line.find(" · +? rows · ") != std::string::npos);
}

TEST_CASE("session_status: past the limit of the history, tmux 3.8 knows how many rows came") {
  LiveServer live;
  live.tmux.start_job("first", "true");
  live.tmux.must({"set-option", "-g", "history-limit", "200"});
  Printer printer(live);
  const std::string since = status_of(live).since();
  printer.print(1000);
  const std::string line = line_of(status_of(live, object("since", since)), "job");
  const bool counts = live.tmux.must({"display-message", "-p", "-t", "=job:", "#{history_collected}"}) != "";
  INFO(line);
  CHECK(line.find(counts ? " · +1000 rows · " : " · +? rows · ") != std::string::npos);
}

TEST_CASE("session_status: twenty sessions, whatever they print, in 3 kB") {
  LiveServer live;
  for (int i = 0; i < 20; ++i) {
    const std::string name = "training-" + std::to_string(i);
    start(live, name, {"printf '%0150d' 7; exec sleep 1000"});
  }
  REQUIRE(comes_to(live, "training-19", "running sleep"));
  for (int i = 0; i < 20; ++i) REQUIRE(live.tmux.shows("training-" + std::to_string(i), "07"));
  const Seen first = status_of(live);
  const Seen seen = status_of(live, object("since", first.since()));
  CHECK(seen.about["sessions"].integer() == 20);
  CHECK(seen.text.size() <= 2900);
  for (int i = 0; i < 20; ++i) CHECK(line_of(seen, "training-" + std::to_string(i)).ends_with("007"));
}

TEST_CASE("session_status: more sessions than fit into one request") {
  LiveServer live;
  for (int i = 0; i < 65; ++i) start(live, "s" + std::to_string(i), {"sleep 1000"});
  const Seen first = status_of(live);
  CHECK(first.about["sessions"].integer() == 65);
  CHECK(status_of(live, object("since", first.since())).about["sessions"].integer() == 65);
}
