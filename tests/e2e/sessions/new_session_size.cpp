// new_session: the size with which a session is born.
#include <array>
#include <string>
#include <sys/ioctl.h>
#include <tuple>
#include <unistd.h>

#include "support/e2e/live_server.hpp"

using namespace smcp::test;

namespace {

/// A person who is attached to a session with a terminal of this size, once the constructor has returned.
class SizedClient {
 public:
  SizedClient(const PrivateTmux& tmux, const std::string& session, int columns, int rows)
      : terminal_(pseudo_terminal()), child_([&] {
          const winsize size{static_cast<unsigned short>(rows), static_cast<unsigned short>(columns), 0, 0};
          ioctl(terminal_.ours.get(), TIOCSWINSZ, &size);
          const int fd = terminal_.theirs.get();
          return ChildOptions{
              tmux.command({"attach-session", "-t", "=" + session}), tmux.environment(), fd, fd, fd, true};
        }()) {
    set_nonblocking(terminal_.ours);
    const std::string size = std::to_string(columns) + "x" + std::to_string(rows);
    REQUIRE(wait_until([&] {
      std::array<char, 4096> drawing;
      while (::read(terminal_.ours.get(), drawing.data(), drawing.size()) > 0) {
      }
      return tmux.must({"list-clients", "-t", "=" + session + ":", "-F",
                        "#{client_width}x#{client_height}"}) == size;
    }));
  }

 private:
  FdPair terminal_;
  Child child_;
};

std::string size_of(const LiveServer& live, const std::string& session) {
  return live.tmux.must(
      {"display-message", "-p", "-t", "=" + session + ":", "#{window_width}x#{window_height}"});
}

/// Whether the shell's terminal has this size.
bool stty_says(LiveServer& live, const std::string& name, const std::string& rows_and_columns) {
  live.ok("send_keys", object("name", name, "keys", "stty size"));
  return live.shows(name, rows_and_columns);
}

/// From 3.3a to 3.5a, tmux itself dies of it: default_window_size() asks a window that is not there yet.
bool survives_manual(const LiveServer& live) {
  return live.tmux.version() < TmuxVersion{3, 2} || live.tmux.version() > TmuxVersion{3, 5};
}

}  // namespace

TEST_CASE("new_session: beside a tiny client, and whatever the options say, it is born 80x24 at least") {
  for (const char* conf :
       {"", "set -g window-size smallest", "set -g window-size largest",
        "set -g window-size manual\nset -g default-size 10x3", "set -g default-size 10x3"}) {
    INFO(conf);
    LiveServer live;
    if (std::string(conf).find("manual") != std::string::npos && !survives_manual(live)) continue;
    write_file(live.tmux / ".tmux.conf", std::string(conf) + "\n");
    live.tmux.must({"-f", live.tmux / ".tmux.conf", "new-session", "-d", "-s", "person", "sleep 600"});
    const SizedClient tiny(live.tmux, "person", 2, 1);
    const std::string persons = size_of(live, "person");
    live.ok("new_session", object("name", "a", "command", "echo born-$((6*7))"));
    CHECK(size_of(live, "a") == "80x24");
    CHECK(live.shows("a", "born-42"));
    CHECK(stty_says(live, "a", "24 80"));
    live.ok("new_session", object("name", "b"));
    CHECK(size_of(live, "b") == "80x24");
    CHECK(stty_says(live, "b", "24 80"));
    CHECK(size_of(live, "person") == persons);
  }
}

TEST_CASE("new_session: where tmux would crash of it, with all its sessions, nothing is made") {
  LiveServer live;
  live.tmux.must(
      {"new-session", "-d", "-s", "person", "sleep 600", ";", "set-option", "-g", "window-size", "manual"});
  // A window of its own accord: what counts is the global option.
  live.tmux.must({"set-option", "-w", "-t", "=person:", "window-size", "latest"});
  if (survives_manual(live)) {
    live.ok("new_session", object("name", "a"));
  } else {
    CHECK(live.error("new_session", object("name", "a")).find("window-size is manual") != std::string::npos);
    CHECK(live.error("run_command", object("name", "a", "create", true, "command", "true"))
              .find("window-size is manual") != std::string::npos);
  }
  CHECK(size_of(live, "person") == "80x24");
  live.tmux.must({"set-option", "-g", "window-size", "latest", ";", "set-option", "-w", "-t",
                  "=person:", "window-size", "manual"});
  live.ok("new_session", object("name", "b"));
}

TEST_CASE("new_session: only the side that is too small is made larger, and a large window stays") {
  LiveServer live;
  live.tmux.must(
      {"new-session", "-d", "-s", "person", "sleep 600", ";", "set-option", "-g", "status", "off"});
  for (const auto& [columns, rows, born] :
       {std::tuple{200, 10, "200x24"}, std::tuple{79, 50, "80x50"}, std::tuple{80, 24, "80x24"},
        std::tuple{90, 23, "90x24"}, std::tuple{120, 40, "120x40"}}) {
    const SizedClient client(live.tmux, "person", columns, rows);
    live.ok("new_session", object("name", born));
    CHECK(size_of(live, born) == born);
  }
}

TEST_CASE("new_session: width and height, beside a client of another size, and a person's size later") {
  LiveServer live;
  live.tmux.must(
      {"new-session", "-d", "-s", "person", "sleep 600", ";", "set-option", "-g", "status", "off"});
  const SizedClient tiny(live.tmux, "person", 20, 5);
  const Json made =
      live.ok("new_session", object("name", "a", "width", 132, "height", 50, "command", "stty size"));
  CHECK(size_of(live, "a") == "132x50");
  CHECK(live.shows("a", "50 132"));
  // Its first cursor is one of that size: what the command has printed is new behind it.
  const Json seen = live.server.call("capture_pane", object("name", "a", "since", made["cursor"].string()));
  CHECK(text_of(seen).find("50 132") != std::string::npos);
  CHECK_FALSE(Json::parse(text_of(seen, 1))["reset"].exists());
  live.ok("new_session", object("name", "small", "width", 20, "height", 5));
  CHECK(size_of(live, "small") == "20x5");
  live.ok("new_session", object("name", "wide", "width", 500, "height", 200));
  CHECK(size_of(live, "wide") == "500x200");
  live.ok("new_session", object("name", "one", "width", 100));
  CHECK(size_of(live, "one") == "100x24");
  // The size is no fixed one.
  const SizedClient person(live.tmux, "a", 91, 33);
  CHECK(wait_until([&] { return size_of(live, "a") == "91x33"; }));
}

TEST_CASE("new_session: without a command, the cursor is one of the size that the window has") {
  LiveServer live;
  live.tmux.must({"new-session", "-d", "-s", "person", "sleep 600"});
  const SizedClient tiny(live.tmux, "person", 2, 1);
  const Json made = live.ok("new_session", object("name", "a", "width", 100, "height", 30));
  live.ok("send_keys", object("name", "a", "keys", "echo x$((6*7))"));
  REQUIRE(live.shows("a", "x42"));
  const Json seen = live.server.call("capture_pane", object("name", "a", "since", made["cursor"].string()));
  CHECK(text_of(seen).find("x42") != std::string::npos);
  CHECK_FALSE(Json::parse(text_of(seen, 1))["reset"].exists());
}

TEST_CASE("new_session: width and height have their bounds") {
  LiveServer live;
  for (const char* wrong : {R"({"name":"a","width":19})", R"({"name":"a","width":501})"})
    CHECK(live.error("new_session", wrong) == "width must be an integer from 20 to 500");
  for (const char* wrong : {R"({"name":"a","height":4})", R"({"name":"a","height":201})"})
    CHECK(live.error("new_session", wrong) == "height must be an integer from 5 to 200");
  CHECK(live.tmux.session_names().empty());
}

TEST_CASE("new_session: later windows of a session have the size that was asked for") {
  LiveServer live;
  live.ok("new_session", object("name", "a", "width", 120, "height", 40));
  live.tmux.must({"new-window", "-t", "=a:", "sleep 600"});
  CHECK(size_of(live, "a") == "120x40");
  CHECK(live.tmux.must({"show-options", "-g", "default-size"}) == "default-size 80x24");
}
