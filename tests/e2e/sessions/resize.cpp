// resize: the size of a session that nobody looks at.
#include <string>

#include "support/e2e/live_server.hpp"

using namespace smcp::test;

namespace {

std::string sizes(const PrivateTmux& tmux, const std::string& session) {
  return tmux.must({"list-windows", "-t", session, "-F", "#{window_width}x#{window_height}"});
}

/// The size that the terminal of a person has, and tmux gives their windows.
std::string size_of_person(const PrivateTmux& tmux) {
  return tmux.must({"list-clients", "-F", "#{client_width}x#{client_height}"});
}

}  // namespace

TEST_CASE("resize: all windows of the session have the size, whatever window-size says") {
  LiveServer live;
  const char* const option = GENERATE("latest", "smallest", "largest", "manual");
  INFO(option);
  live.tmux.start_job("job", "exec cat");
  live.tmux.must({"new-window", "-d", "-t", "=job:5", "exec cat"});
  live.tmux.start_job("other", "exec cat");
  live.tmux.must({"set-option", "-g", "window-size", option});
  const std::string before = sizes(live.tmux, "=other");
  for (const auto& [width, height] : {std::pair{133, 44}, std::pair{20, 5}, std::pair{500, 200}}) {
    const Json resized = live.ok("resize", object("name", "job", "width", width, "height", height));
    CHECK(resized == Json::parse(object("session", "job", "width", width, "height", height)));
    const std::string size = std::to_string(width) + "x" + std::to_string(height);
    CHECK(sizes(live.tmux, "=job") == size + "\n" + size);
    CHECK(live.tmux.must({"display-message", "-p", "-t", "=job:", "#{pane_width}x#{pane_height}"}) == size);
  }
  CHECK(sizes(live.tmux, "=other") == before);
  CHECK(live.tmux.must({"show-options", "-wqv", "-t", "=job:0", "window-size"}).empty());
}

TEST_CASE("resize: programs are told of it") {
  LiveServer live;
  live.tmux.start_job("job", "trap 'stty size' WINCH; echo ready; while :; do read -r line; done");
  REQUIRE(live.tmux.shows("job", "ready"));
  static_cast<void>(live.ok("resize", object("name", "job", "width", 97, "height", 31)));
  CHECK(live.tmux.shows("job", "31 97"));
}

TEST_CASE("resize: a person who attaches later has the size of their own terminal") {
  LiveServer live;
  live.tmux.start_job("job", "exec cat");
  static_cast<void>(live.ok("resize", object("name", "job", "width", 200, "height", 60)));
  AttachedClient person(live.tmux, "job");
  const std::string theirs = size_of_person(live.tmux);
  CHECK(theirs != "200x60");
  CHECK(wait_until([&] {
    return live.tmux.must({"display-message", "-p", "-t", "=job:", "#{window_width}"}) ==
           theirs.substr(0, theirs.find('x'));
  }));
}

TEST_CASE("resize: what a window itself has set stays set") {
  LiveServer live;
  live.tmux.start_job("job", "exec cat");
  live.tmux.must({"set-option", "-w", "-t", "=job:0", "window-size", "largest"});
  static_cast<void>(live.ok("resize", object("name", "job", "width", 90, "height", 30)));
  CHECK(live.tmux.must({"show-options", "-wv", "-t", "=job:0", "window-size"}) == "largest");
  CHECK(sizes(live.tmux, "=job") == "90x30");
}

TEST_CASE("resize: refused while a terminal is attached, to it or to a session that shows its windows") {
  LiveServer live;
  live.tmux.start_job("job", "exec cat");
  live.tmux.must({"new-session", "-d", "-s", "twin", "-t", "=job"});
  const bool to_itself = GENERATE(true, false);
  AttachedClient person(live.tmux, to_itself ? "job" : "twin");
  const std::string before = sizes(live.tmux, "=job");
  const std::string refused = live.error("resize", object("name", "job", "width", 133, "height", 44));
  CHECK(refused.starts_with(to_itself ? "a terminal is attached to session \"job\""
                                      : "a terminal is attached to session \"twin\", which shows windows"));
  CHECK(sizes(live.tmux, "=job") == before);
}

TEST_CASE("resize: more windows than fit into one request") {
  LiveServer live;
  live.tmux.start_job("job", "exec cat");
  for (int i = 0; i < 50; ++i) live.tmux.must({"new-window", "-d", "-t", "=job:", "exec cat"});
  static_cast<void>(live.ok("resize", object("name", "job", "width", 100, "height", 40)));
  std::string all;
  for (int i = 0; i < 51; ++i) all += i == 0 ? "100x40" : "\n100x40";
  CHECK(sizes(live.tmux, "=job") == all);
}

TEST_CASE("resize: its bounds are those of new_session, and both are required") {
  LiveServer live;
  live.tmux.start_job("job", "exec cat");
  for (const auto& [width, height] : {std::pair{19, 30}, std::pair{501, 30}})
    CHECK(live.error("resize", object("name", "job", "width", width, "height", height)) ==
          "width must be an integer from 20 to 500");
  for (const auto& [width, height] : {std::pair{80, 4}, std::pair{80, 201}})
    CHECK(live.error("resize", object("name", "job", "width", width, "height", height)) ==
          "height must be an integer from 5 to 200");
  CHECK(live.error("resize", object("name", "job", "width", 80)).starts_with("height is required"));
  CHECK(live.error("resize", object("name", "none", "width", 80, "height", 24))
            .starts_with("session \"none\" does not exist;"));
}
