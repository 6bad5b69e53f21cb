// An agent who polls a pane with capture_pane.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/e2e/live_server.hpp"
#include "support/e2e/poll_pane.hpp"

namespace smcp::test {

inline std::string numbers(int from, int to) {
  std::string text;
  for (int i = from; i <= to; ++i) text += std::to_string(i) + "\n";
  return text;
}

/// A program takes the alternate screen and clears it, and gives it back.
inline constexpr const char* kEnterAlternate = "\033[?1049h\033[H\033[2J";
inline constexpr const char* kLeaveAlternate = "\033[?1049l";

/// A session whose pane prints what it is told to, and an agent who polls it.
class Polled {
 public:
  explicit Polled(LiveServer& live, std::string name = "job", int history = 2000)
      : live_(live), name_(std::move(name)) {
    live_.tmux.start_job(name_, "true", history);
    pane = PrintingPane(live_.tmux, name_);
  }

  /// Returns when tmux has it all.
  void print(std::string_view bytes) {
    const std::string title = "mark " + std::to_string(++marks_);
    pane.print(std::string(bytes) + "\033]2;" + title + "\033\\");
    REQUIRE(wait_until([&] {
      pane.write(4096);
      return pane.done();
    }));
    REQUIRE(wait_until([&] {
      return live_.tmux.must({"display-message", "-p", "-t", pane.id(), "#{pane_title}"}) == title;
    }));
  }
  /// Goes on from `cursor`, or begins.
  template <typename... More>
  std::string poll(const More&... more) {
    const Json result =
        cursor.empty() ? live_.server.call("capture_pane", object("name", name_, more...))
                       : live_.server.call("capture_pane", object("name", name_, "since", cursor, more...));
    take(result);
    return text;
  }
  void take(const Json& result) {
    INFO(text_of(result));
    REQUIRE_FALSE(is_error(result));
    about = Json::parse(text_of(result, result["content"].size() - 1));
    INFO(text_of(result, result["content"].size() - 1));
    CHECK(about["session"].string() == name_);
    text.clear();
    if (unchanged()) {
      CHECK(result["content"].size() == 1);
      return;
    }
    text = text_of(result);
    cursor = about["cursor"].string();
    CHECK(cursor.size() <= 48);
  }
  [[nodiscard]] bool unchanged() const { return about["unchanged"].exists(); }
  [[nodiscard]] std::string reset() const { return about["reset"].exists() ? about["reset"].string() : ""; }
  [[nodiscard]] bool replaces() const { return about["replaces_last_line"].exists(); }

  PrintingPane pane;
  Json about;
  std::string text;
  std::string cursor;

 private:
  LiveServer& live_;
  std::string name_;
  int marks_ = 0;
};

}  // namespace smcp::test
