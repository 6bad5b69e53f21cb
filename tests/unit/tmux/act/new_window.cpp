#include "tmux/act/new_window.hpp"

#include <optional>

#include "support/catch.hpp"
#include "support/unit/creating.hpp"
#include "tmux/read/pane_state.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

std::string made_row(const std::string& window, const std::string& name) {
  return "sessions-mcp-window\t" + window + "\t" + name + "\t" + shell_row("/dev/pts/9");
}

const std::string kHeld = stops_unless(
    "", "#{!=:#{S:#{?#{==:#{session_name},job},#{W:#{P:#{?#{==:#{pane_id},%3},1,}}},}},}", "not-held");
const std::string kHistory =
    "; if-shell -F -t $1: #{==:#{||:#{m:[5-9]????,#{history-limit}},#{m:??????*,#{history-limit}}},0} "
    "set-option -t "
    "'$1:' history-limit 50000 ";
const std::string kMadeFormat =
    " -P -F sessions-mcp-window\t#{window_index}\t#{s/[\t\n]/ /:window_name}\tsessions-mcp-shell\t" +
    timeless_pane_state_format();

struct Opening {
  uv::Loop loop;
  FakeClient client;
  Chain chain = std::make_shared<RequestChain>(client, std::chrono::seconds(5));
  std::optional<Result<NewWindowPane>> result;

  void open(NewWindow wanted) {
    wanted.session = "job";
    wanted.pane.session = SessionId{1};
    wanted.pane.id = PaneId{3};
    wanted.pane.server = {10, 20};
    open_window(loop, chain, std::move(wanted), {},
                [this](Result<NewWindowPane> made) { result.emplace(std::move(made)); });
    CHECK(last() == kSameServer + "; display-message -p -t %3 #{pane_current_path}");
    client.answer("/home/a #b\n");
  }
  [[nodiscard]] std::string last() const { return joined(client.asked.back().argv); }
  /// Its shell is at its prompt.
  void see_alive() {
    client.machine.add_shell(1, "/dev/pts/9");
    until_asked();
    REQUIRE(last() == kSameServer + kUncover + kLook + kRelease);
    client.answer(look_row(2, 0));
    REQUIRE(result);
  }
  /// Runs the loop until the next request has been made.
  void until_asked() {
    const auto seen = client.asked.size();
    while (client.asked.size() == seen && !result) loop.run_once();
  }
  void expect_kill() {
    CHECK_FALSE(result);
    REQUIRE(last() == kSameServer + "; kill-pane -t %9");
    client.answer("");
    REQUIRE(result);
  }
};

}  // namespace

TEST_CASE("a window is opened in the background, where the active pane works, with a long history") {
  Opening o;
  o.open({});
  CHECK(o.last() ==
        kSameServer + "; " + kHeld + kHistory + "; new-window -d -t $1:" + kMadeFormat + " -c /home/a ##b");
  o.client.answer("hook\n" + made_row("4", "bash") + "hook\n");
  o.see_alive();
  REQUIRE(o.result->ok());
  CHECK(o.result->value().pane == PaneId{9});
  CHECK(o.result->value().window == 4);
  CHECK(o.client.asked.size() == 3);
}

TEST_CASE("a shell that ends at once is told, and nothing is left behind") {
  Opening o;
  o.open({});
  o.client.answer(made_row("4", "bash"));
  o.client.machine.add_shell(1, "/dev/pts/9");
  o.until_asked();
  o.client.answer("", 1, "can't find pane: %9");
  o.expect_kill();
  CHECK(o.result->error().message.starts_with("the shell of the new window ended at once"));
}

TEST_CASE("a window with a name: no other has it, and tmux stores it as it is") {
  Opening o;
  o.open({.window = "a#{x}"});
  CHECK(o.last().find("sessions-mcp-name-taken") != std::string::npos);
  CHECK(o.last().find("new-window -d -t $1: -n a##{x} -P") != std::string::npos);
  SECTION("stored") {
    o.client.answer(made_row("4", "a#{x}"));
    o.see_alive();
    CHECK(o.result->ok());
  }
  SECTION("as something else") {
    o.client.answer(made_row("4", "a_x"));
    o.expect_kill();
    CHECK(o.result->error().message.starts_with("this tmux would store the name \"a#{x}\" as \"a_x\""));
  }
}

TEST_CASE("a split: to the right or below, and not of a zoomed window") {
  Opening o;
  const bool right = GENERATE(true, false);
  o.open({.split = right ? Split::right : Split::below});
  const std::string zoomed = stops_unless("%3", "#{!=:#{window_zoomed_flag},1}", "zoomed");
  CHECK(o.last() == kSameServer + "; " + kHeld + "; " + zoomed + kHistory + "; split-window -d " +
                        (right ? "-h" : "-v") + " -t %3" + kMadeFormat + " -c /home/a ##b");
  SECTION("no room") {
    o.client.answer("", 1, GENERATE("no space for new pane", "no space for a new pane"));
    CHECK(o.result->error().message.starts_with("there is no room for another pane there"));
    CHECK(o.client.asked.size() == 2);
  }
  SECTION("a hook of the user's fails, and the pane is there all the same") {
    o.client.answer(made_row("0", "x"), 1, "unknown command: nonsense");
    o.see_alive();
    CHECK(o.result->ok());
  }
  SECTION("nonsense") {
    o.client.answer("hello\n");
    CHECK(o.result->error().code == Errc::io);
  }
}

TEST_CASE("what was made is removed if the server did not answer to the end, or the call is cancelled") {
  Opening o;
  o.open({});
  SECTION("it did not answer") {
    o.client.output(made_row("4", "x"));
    o.client.answer(Error{Errc::timed_out, "late"});
    o.expect_kill();
    CHECK_FALSE(o.result->ok());
  }
  SECTION("cancelled while it is being made") {
    o.chain->cancel();
    CHECK(o.client.cancelled.empty());
    o.client.answer(made_row("4", "x"));
    CHECK(o.last() == kSameServer + "; kill-pane -t %9");
  }
}

TEST_CASE("cancelled while its shell is waited for, the pane is removed, and done is held until then") {
  Opening o;
  const Terminal terminal(o.client.machine, LineMode::canonical);
  o.open({.command = "make"});
  o.client.answer("sessions-mcp-window\t4\tx\t" + shell_row(terminal.name()));
  CHECK(o.client.asked.size() == 2);
  o.chain->cancel();
  o.loop.run();
  CHECK(o.last() == kSameServer + "; kill-pane -t %9");
  CHECK_FALSE(o.result);
}
