// A pane's screen as capture_pane with `screen` answers it, and as send_keys and wait_for do of a full-screen program.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "support/deadline.hpp"
#include "support/e2e/live_server.hpp"

namespace smcp::test {

/// Highlighted cells, each `row:text`.
using Runs = std::vector<std::string>;

struct ShownScreen {
  std::string text;
  Json about;

  [[nodiscard]] const Json& screen() const { return about["screen"]; }
  [[nodiscard]] std::size_t rows() const {
    return 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  }
  [[nodiscard]] std::string row(std::size_t number) const {
    std::string_view rest = text;
    while (--number > 0) rest.remove_prefix(rest.find('\n') + 1);
    return std::string(rest.substr(0, rest.find('\n')));
  }
  [[nodiscard]] Runs highlighted() const {
    Runs runs;
    for (const Json& run : screen()["highlighted"].items())
      runs.push_back(std::to_string(run[0].integer()) + ":" + run[1].string());
    return runs;
  }
  [[nodiscard]] std::vector<std::int64_t> cursor() const {
    return {screen()["cursor"][0].integer(), screen()["cursor"][1].integer()};
  }
};

[[nodiscard]] inline ShownScreen shown(const Json& result) {
  INFO(text_of(result));
  REQUIRE_FALSE(is_error(result));
  REQUIRE(result["content"].size() == 2);
  return {text_of(result), Json::parse(text_of(result, 1))};
}

template <typename... More>
[[nodiscard]] ShownScreen look(LiveServer& live, std::string_view name, const More&... more) {
  return shown(live.server.call("capture_pane", object("name", name, "screen", true, more...)));
}

/// Looks until exactly these runs are highlighted.
inline void check_highlighted(LiveServer& live, std::string_view name, const Runs& runs) {
  ShownScreen seen;
  static_cast<void>(wait_until([&] {
    seen = look(live, name);
    return seen.highlighted() == runs;
  }));
  INFO(seen.text);
  CHECK(seen.highlighted() == runs);
}

}  // namespace smcp::test
