#include "tmux/find/windows.hpp"

#include <optional>

#include "support/catch.hpp"
#include "support/unit/asking.hpp"
#include "support/unit/rows.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

bool is_window(std::string_view line) {
  Asking<std::vector<Window>> asking;
  list_windows(asking.chain, "job", asking.take());
  asking.client.answer(std::string(line) + "\n");
  return asking.result.has_value();
}

}  // namespace

TEST_CASE("window names may hold anything, the session's name is checked") {
  Asking<std::vector<Window>> asking;
  list_windows(asking.chain, "job", asking.take());
  CHECK(joined(asking.client.asked[0].argv).starts_with("list-panes -s -t =job: -F "));
  SECTION("itself") {
    asking.client.answer(
        "0\t0\t1\t%4\t0\t1\t0\t77\t80\t24\t0\t0\tvi m\tit's #{x}\t/tmp/a b\t\tjob\ta\tb|c\n"
        "3\t1\t2\t%9\t1\t0\t1\t\t40\t12\t0\t0\t\t\t\t/tmp/a%25%0Ab\tjob\t\n"
        "3\t1\t2\t%8\t2\t1\t0\t79\t39\t12\t41\t7\tsh\tx\t/\t\tjob\t\n");
    REQUIRE(asking.result);
    REQUIRE(asking.result->ok());
    const auto& windows = asking.result->value();
    REQUIRE(windows.size() == 2);
    CHECK(windows[0].name == "a\tb|c");
    REQUIRE(windows[0].pane_list.size() == 1);
    CHECK(windows[0].pane_list[0].id == PaneId{4});
    CHECK(windows[0].pane_list[0].command == "vi m");
    CHECK(windows[0].pane_list[0].pid == 77);
    CHECK(windows[0].pane_list[0].title == "it's #{x}");
    CHECK(windows[0].pane_list[0].cwd == "/tmp/a b");
    CHECK(windows[1].index == 3);
    CHECK(windows[1].active);
    CHECK(windows[1].panes == 2);
    CHECK(windows[1].name.empty());
    REQUIRE(windows[1].pane_list.size() == 2);
    CHECK(windows[1].pane_list[0].dead);
    CHECK_FALSE(windows[1].pane_list[0].active);
    CHECK_FALSE(windows[1].pane_list[0].pid);  // 3.8 tells none
    CHECK(windows[1].pane_list[0].command.empty());
    CHECK(windows[1].pane_list[0].log == "/tmp/a%\nb");
    CHECK_FALSE(windows[1].pane_list[1].log);
    CHECK(windows[1].pane_list[1].index == 2);
    CHECK(windows[1].pane_list[1].active);
    CHECK(windows[1].pane_list[1].width == 39);
    CHECK(windows[1].pane_list[1].height == 12);
    CHECK(windows[1].pane_list[1].left == 41);
    CHECK(windows[1].pane_list[1].top == 7);
    CHECK(windows[1].pane_list[0].cwd.empty());
  }
  SECTION("another session's") {
    asking.client.answer("0\t1\t1\t%4\t0\t1\t0\t77\t80\t24\t0\t0\tsh\tt\t/\t\tjobs\tx\n");
    asking.client.answer("\t\t1\n");
    CHECK(asking.result->error().code == Errc::not_found);
  }
  SECTION("a dead pane's former pid is not told") {
    asking.client.answer("0\t1\t1\t%4\t0\t1\t1\t77\t80\t24\t0\t0\tsh\tt\t/\t\tjob\tx\n");
    REQUIRE(asking.result->ok());
    CHECK_FALSE(asking.result->value()[0].pane_list[0].pid);
  }
  SECTION("a pane that lives has a pid") {
    asking.client.answer("0\t1\t1\t%4\t0\t1\t0\t\t80\t24\t0\t0\tsh\tt\t/\t\tjob\tx\n");
    asking.client.answer("\t\t1\n");
    CHECK(asking.result->error().code == Errc::not_found);
  }
  SECTION("cut rows") {
    asking.client.answer("0\t1\t1\t%4\t0\t1\t0\t77\t80\t24\t0\t0\tsh\tt\t/\t\tjob\n");
    asking.client.answer("\t\t1\n");
    CHECK(asking.result->error().code == Errc::not_found);
  }
}

TEST_CASE("rows of windows: too few fields, words for numbers, separators in names") {
  constexpr std::string_view kWindow = "0\t0\t1\t%4\t0\t1\t0\t77\t80\t24\t0\t0\tvi\tt\t/\t\tjob\ta#{x}";
  CHECK(is_window(kWindow));
  CHECK(refused_numbers(kWindow, is_window) == std::vector<std::size_t>{0, 2, 3, 4, 7, 8, 9, 10, 11, 16});
  CHECK(fewest_fields(kWindow, is_window) == 18);
  Asking<std::vector<Window>> asking;
  list_windows(asking.chain, "a\tb", asking.take());
  asking.client.answer("0\t0\t1\t%4\t0\t1\t0\t77\t80\t24\t0\t0\tvi\tt\t/\t\ta\tb\tc\t#{x}\n");
  REQUIRE(asking.result);
  CHECK(asking.result->value().front().name == "c\t#{x}");
}
