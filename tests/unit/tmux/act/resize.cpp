#include "tmux/act/resize.hpp"

#include <optional>

#include "support/catch.hpp"
#include "support/unit/creating.hpp"
#include "support/unit/fake_client.hpp"
#include "support/unit/held_row.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

struct Resizing {
  FakeClient client;
  Chain chain = std::make_shared<RequestChain>(client, std::chrono::seconds(10));
  std::optional<Result<ExactSize>> result;

  Resizing() {
    resize_session(chain, "job", {100, 30},
                   [this](Result<ExactSize> size) { result.emplace(std::move(size)); });
    CHECK(last() == "list-panes -a -F " + kHeldFormat);
  }
  [[nodiscard]] std::string last() const { return joined(client.asked.back().argv); }
};

}  // namespace

TEST_CASE("each window gets the size and then its option back, and tmux says what the size is") {
  Resizing r;
  r.client.answer(HeldRow{}.text() + HeldRow{.pane = "%5"}.text() +
                  HeldRow{.window = "@2", .pane = "%6"}.text() +
                  HeldRow{.session = "$9", .name = "other", .window = "@9", .attached = "1"}.text());
  CHECK(r.last() == kSameServer +
                        "; display-message -p sessions-mcp-window @1 ; show-options -wqv -t @1 window-size"
                        " ; display-message -p sessions-mcp-window @2 ; show-options -wqv -t @2 window-size");
  r.client.answer("sessions-mcp-window @1\nhook\nsessions-mcp-window @2\nlargest\n");
  CHECK(r.last() ==
        kSameServer + "; " + stops_unless("$1:", "#{==:#{session_name},job}", "other-session") + "; " +
            stops_unless("$1:", "#{==:#{session_attached},0}", "attached") +
            "; resize-window -t @1 -x 100 -y 30 ; set-option -wu -t @1 window-size"
            " ; resize-window -t @2 -x 100 -y 30 ; set-option -w -t @2 window-size largest"
            " ; list-windows -t $1: -F sessions-mcp-size\t#{window_id}\t#{window_width}\t#{window_height}");
  SECTION("as wanted") {
    r.client.answer("sessions-mcp-size\t@1\t100\t30\nhook\nsessions-mcp-size\t@2\t100\t30\n");
    REQUIRE(r.result);
    CHECK(r.result->value() == ExactSize{100, 30});
  }
  SECTION("another one") {
    r.client.answer("sessions-mcp-size\t@1\t100\t30\nsessions-mcp-size\t@2\t80\t24\n");
    CHECK(r.result->error().message.starts_with(
        "tmux gave window @2 of session \"job\" the size 80x24 instead"));
  }
  SECTION("no answer for one") {
    r.client.answer("sessions-mcp-size\t@1\t100\t30\n");
    CHECK(r.result->error().code == Errc::io);
  }
  SECTION("somebody has come meanwhile") {
    r.client.answer("", 1, "unknown command: sessions-mcp-attached");
    CHECK(r.result->error().code == Errc::refused);
  }
}

TEST_CASE("somebody is attached, to it or to a session that shows one of its windows") {
  Resizing r;
  const bool itself = GENERATE(true, false);
  r.client.answer(HeldRow{.attached = itself ? "1" : "0"}.text() +
                  HeldRow{.session = "$2", .name = "twin", .attached = itself ? "0" : "2"}.text());
  CHECK(r.result->error().code == Errc::refused);
  CHECK(r.result->error().message.starts_with(
      itself ? "a terminal is attached to session \"job\": "
             : "a terminal is attached to session \"twin\", which shows"));
  CHECK(r.client.asked.size() == 1);
}

TEST_CASE("fifty windows at once, so that a request fits into a message of tmux's") {
  Resizing r;
  std::string rows;
  for (int i = 0; i < 51; ++i)
    rows += HeldRow{.window = "@" + std::to_string(i), .pane = "%" + std::to_string(i)}.text();
  r.client.answer(rows);
  CHECK(r.last().find("-t @49 ") != std::string::npos);
  CHECK(r.last().find("-t @50 ") == std::string::npos);
  r.client.answer("");
  std::size_t size = 0;
  for (const auto& word : r.client.asked.back().argv) size += word.size() + 1;
  CHECK(size < 16'000);
  std::string sizes;
  for (int i = 0; i < 51; ++i) sizes += "sessions-mcp-size\t@" + std::to_string(i) + "\t100\t30\n";
  r.client.answer(sizes);
  CHECK_FALSE(r.result);
  CHECK(r.last().find("-t @50 ") != std::string::npos);
  r.client.answer("");
  r.client.answer(sizes);
  CHECK(r.result->ok());
}

TEST_CASE("there is no such session") {
  Resizing r;
  r.client.answer(HeldRow{.name = "jobs"}.text());
  CHECK(r.result->error().message == "session \"job\" does not exist");
}
