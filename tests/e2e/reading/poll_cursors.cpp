// capture_pane since: whose cursor it may be, and what is not a cursor.
#include "e2e/reading/polled.hpp"

using namespace smcp::test;

namespace {

std::string without_newline(std::string text) {
  text.pop_back();
  return text;
}

}  // namespace

TEST_CASE("poll: text that is not a cursor is refused, and so is an altered cursor") {
  LiveServer live;
  Polled job(live);
  job.print("text\n");
  job.poll();
  std::vector<std::string> bad = {"",
                                  "x",
                                  "abc",
                                  "%0",
                                  std::string(48, 'A'),
                                  std::string(49, 'A'),
                                  job.cursor + " ",
                                  " " + job.cursor,
                                  job.cursor + "A",
                                  job.cursor.substr(1),
                                  job.cursor.substr(0, job.cursor.size() - 1),
                                  "né"};
  for (std::size_t i = 0; i < job.cursor.size(); ++i) {
    std::string altered = job.cursor;
    std::swap(altered[i], altered[(i + 1) % altered.size()]);
    if (altered != job.cursor) bad.push_back(altered);
  }
  std::size_t refused = 0;
  for (const auto& text : bad) {
    const Json result = live.server.call("capture_pane", object("name", "job", "since", text));
    // Eight bits of check: one alteration in 256 may pass for a cursor, of a pane that is not the session's.
    if (!is_error(result)) continue;
    ++refused;
  }
  CHECK(refused + 2 >= bad.size());
  for (std::size_t i = 0; i < 12; ++i) {
    INFO(bad[i]);
    CHECK(live.error("capture_pane", object("name", "job", "since", bad[i])).find("since must be a cursor") !=
          std::string::npos);
  }
}

TEST_CASE("poll: since with skip, with the cursor's own pane, and with another") {
  LiveServer live;
  Polled job(live);
  job.print("text\n");
  job.poll();
  const std::string other =
      live.tmux.must({"split-window", "-d", "-P", "-F", "#{pane_id}", "-t", "=job:", "exec sleep 100000"});
  job.poll();  // half as high
  job.print("more\n");
  CHECK(live.error("capture_pane", object("name", "job", "since", job.cursor, "skip", 1)).find("skip") !=
        std::string::npos);
  const std::string error =
      live.error("capture_pane", object("name", "job", "since", job.cursor, "pane", other));
  CHECK(error.find(other) != std::string::npos);
  CHECK(error.find(job.pane.id()) != std::string::npos);
  CHECK(job.poll("pane", job.pane.id()) == "more");
}

TEST_CASE("poll: a cursor outlives the server and works in any other copy of it") {
  LiveServer live;
  Polled job(live);
  job.print(numbers(1, 100));
  job.poll();
  job.print(numbers(101, 120));
  ServerProcess copy({live.tmux.environment(), {}});
  const std::string since = object("name", "job", "since", job.cursor);
  const std::string expected = without_newline(numbers(101, 120));
  CHECK(text_of(copy.call("capture_pane", since)) == expected);
  CHECK(copy.finish() == ExitStatus{});
  ServerProcess later({live.tmux.environment(), {}});
  CHECK(text_of(later.call("capture_pane", since)) == expected);
  CHECK(later.finish() == ExitStatus{});
  CHECK(job.poll() == expected);
}

TEST_CASE("poll: a cursor of another session's pane is refused, and a window linked into both is of both") {
  LiveServer live;
  Polled one(live, "one");
  Polled two(live, "two");
  one.print("1\n");
  two.print("2\n");
  one.poll();
  one.print("news\n");
  const std::string since = object("name", "two", "since", one.cursor);
  CHECK(live.error("capture_pane", since).find(one.pane.id()) != std::string::npos);
  live.tmux.must({"link-window", "-d", "-s", "=one:0", "-t", "=two:7"});
  CHECK(text_of(live.server.call("capture_pane", since)) == "news");
  CHECK(one.poll() == "news");
}
