#include "tmux/status.hpp"

#include "support/catch.hpp"
#include "support/fake_client.hpp"
#include "tmux/session_panes.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

using Panes = std::vector<SessionPane>;
using Glances = std::vector<std::optional<Glance>>;

template <typename T>
struct Asking {
  FakeClient client;
  Chain chain = std::make_shared<RequestChain>(client, std::chrono::seconds(10));
  std::optional<Result<T>> result;
  auto take() {
    return [this](Result<T> r) { result.emplace(std::move(r)); };
  }
  /// The marker of the last request: how its first format begins.
  [[nodiscard]] std::string marker() const {
    const std::string& format = client.asked.back().argv.at(4);
    return format.substr(0, format.find('\t'));
  }
};

std::string list_row(const std::string& number, const std::string& name) {
  return "$" + number + "\t%1" + number + "\t77\t0\t\t\t\t5\t\t/dev/pts/" + number + "\tmake\t" + name + "\n";
}

/// A pane of three rows with `history` rows above, all of them in `above`; the cursor is in the middle.
std::string part(const std::string& marker, int history, const std::string& rows, const std::string& joined) {
  return marker + "\t1000\t990\t" + std::to_string(history) + "\t2000\t1\t80\t3\t0\t77\t\t\t\n" + rows +
         joined;
}

}  // namespace

TEST_CASE("sessions come with their active pane from one request") {
  Asking<Panes> asking;
  list_session_panes(asking.chain, asking.take());
  REQUIRE(asking.client.asked.size() == 1);
  CHECK(asking.client.asked[0].argv[0] == "list-sessions");
  asking.client.answer(list_row("0", "a\tb") + "$7\t%9\t\t1\t3\t\tcopy-mode\t0\t12\t/dev/pts/1\tx y\té\n");
  REQUIRE(asking.result);
  const Panes& panes = asking.result->value();
  REQUIRE(panes.size() == 2);
  CHECK(panes[0].session == SessionId{0});
  CHECK(panes[0].pane == PaneId{10});
  CHECK(panes[0].pid == 77);
  CHECK(panes[0].history == 5);
  CHECK(panes[0].collected == 0);
  CHECK(panes[0].tty == "/dev/pts/0");
  CHECK(panes[0].command == "make");
  CHECK(panes[0].name == "a\tb");
  CHECK_FALSE(panes[0].dead);
  CHECK(panes[1].pid == 0);
  CHECK(panes[1].dead);
  CHECK(panes[1].dead_status == "3");
  CHECK(panes[1].mode == "copy-mode");
  CHECK(panes[1].collected == 12);
}

TEST_CASE("no server: no sessions, and nonsense is an error") {
  Asking<Panes> none;
  list_session_panes(none.chain, none.take());
  none.client.answer("", 1, "no server running on /tmp/x");
  CHECK(none.result->value().empty());
  Asking<Panes> nonsense;
  list_session_panes(nonsense.chain, nonsense.take());
  nonsense.client.answer("hello\n");
  CHECK(nonsense.result->error().code == Errc::io);
  CHECK(parse_session_panes(list_row("0", "a") + "b\n")->front().name == "a\nb");
}

TEST_CASE("a glance has the state, the last line, and what proves the rows") {
  Asking<Glances> asking;
  see_panes(asking.chain, {{PaneId{4}, 2, 0, false, nullptr}}, asking.take());
  const std::string asked = joined(asking.client.asked[0].argv);
  CHECK(asked.ends_with(" ; capture-pane -p -t %4 -S -16 ; capture-pane -p -J -t %4"));
  asking.client.answer(part(asking.marker(), 2, "h1\nh2\ntop \nab\n\n", "top\nab  \n\n"));
  REQUIRE(asking.result);
  const auto& glance = asking.result->value().at(0);
  REQUIRE(glance);
  CHECK(glance->last_line == "ab");
  CHECK_FALSE(glance->old);
  const Mark& mark = glance->mark;
  CHECK(mark.pane == PaneId{4});
  CHECK(mark.now == 1000);
  CHECK(mark.activity == 990);
  CHECK(mark.history == 2);
  CHECK(mark.held_row() == 3);
  CHECK(mark.row() == 3);
  CHECK_FALSE(mark.counters);
  CHECK(mark.above == hash_rows({"h1", "h2", "top"}));
  CHECK(mark.cursor_row == "ab");
}

TEST_CASE("rows of an earlier look are found though more has been printed meanwhile") {
  Mark since;
  since.pane = PaneId{4};
  since.history = 1;
  since.cursor_y = 1;
  for (const int history : {3, 6}) {  // at the time of the list it was 3
    Asking<Glances> asking;
    see_panes(asking.chain, {{PaneId{4}, 3, 0, false, &since}}, asking.take());
    // Two rows above row 2, and 64 more: from -67 to -1 of the screen.
    CHECK(joined(asking.client.asked[0].argv).find(" -S -67 -E -1 ; ") != std::string::npos);
    std::string all;
    for (int row = 0; row < history + 3; ++row) all += "row " + std::to_string(row) + "\n";
    std::string old;  // from the oldest one to one above the screen
    for (int row = 0; row < history; ++row) old += "row " + std::to_string(row) + "\n";
    asking.client.answer(part(asking.marker(), history, all + old, "last"));
    const auto& glance = asking.result->value().at(0);
    REQUIRE(glance);
    REQUIRE(glance->old);
    CHECK(glance->old->above == hash_rows({"row 0", "row 1"}));
    CHECK(glance->old->cursor_row == "row 2");
    CHECK(glance->last_line == "last");
  }
}

TEST_CASE("many panes are asked for in several requests, none over tmux's thousand words or 16 kB") {
  Asking<Glances> asking;
  std::vector<PaneToSee> panes;
  Mark since;
  for (std::uint32_t i = 0; i < kPanesAtOnce * 2 + 1; ++i)
    panes.push_back({PaneId{4000000000U + i}, 1000000, 0, false, &since});
  see_panes(asking.chain, panes, asking.take());
  for (const std::size_t count : {kPanesAtOnce, kPanesAtOnce, std::size_t{1}}) {
    REQUIRE(asking.client.open() == 1);
    const auto& argv = asking.client.asked.back().argv;
    CHECK(argv.size() < 1000);
    CHECK(joined(argv).size() + 1 < 16364);
    std::string answer;
    for (std::size_t i = 0; i < count; ++i) {
      // The rows of old are those from the top of this short history to its first one.
      answer += part(asking.marker(), 0, "1\n2\n3\n1\n", std::to_string(i));  // 3.1: no newline at the end
    }
    asking.client.answer(answer);
  }
  REQUIRE(asking.result);
  CHECK(asking.result->value().size() == panes.size());
  CHECK(asking.result->value().at(kPanesAtOnce - 1)->last_line == std::to_string(kPanesAtOnce - 1));
}

TEST_CASE("a pane that has gone meanwhile ends the batch, not the call") {
  // Blanks for its state, as tmux prints them from 3.2 on, or nothing at all.
  for (const std::string blanks : {"\t1000\t\t\t\t\t\t\t\t\t\t\t\n", ""}) {
    Asking<Glances> asking;
    see_panes(asking.chain,
              {{PaneId{1}, 0, 0, false, nullptr},
               {PaneId{2}, 0, 0, false, nullptr},
               {PaneId{3}, 0, 0, false, nullptr}},
              asking.take());
    const std::string gone = blanks.empty() ? "" : asking.marker() + blanks;
    asking.client.answer(part(asking.marker(), 0, "1\n2\n3\n", "one\n") + gone, 1, "can't find pane: %2");
    CHECK_FALSE(asking.result);
    CHECK(asking.client.asked.back().argv.at(3) == "%3");
    asking.client.answer(part(asking.marker(), 0, "1\n2\n3\n", "three\n"));
    REQUIRE(asking.result);
    const Glances& glances = asking.result->value();
    REQUIRE(glances.size() == 3);
    CHECK(glances[0]->last_line == "one");
    CHECK_FALSE(glances[1]);
    CHECK(glances[2]->last_line == "three");
  }
}

TEST_CASE("a server that ends meanwhile, an answer that is none, an error of another kind") {
  const auto answered = [](const std::string& text, int status, const std::string& error) {
    Asking<Glances> asking;
    see_panes(asking.chain, {{PaneId{1}, 0, 0, false, nullptr}}, asking.take());
    asking.client.answer(text, status, error);
    REQUIRE(asking.result);
    return std::move(*asking.result);
  };
  CHECK_FALSE(answered("", 1, "server exited unexpectedly").value().at(0));
  CHECK(answered("hello\n", 0, "").error().code == Errc::io);
  CHECK(answered("", 1, "access not allowed").error().code == Errc::refused);
}

TEST_CASE("of a dead pane the last line is the program's, not tmux's") {
  for (const bool dead : {true, false}) {
    Asking<Glances> asking;
    see_panes(asking.chain, {{PaneId{1}, 0, 0, dead, nullptr}}, asking.take());
    const std::string asked = joined(asking.client.asked[0].argv);
    CHECK(asked.ends_with(dead ? " -p -J -t %1 -S -1" : " -p -J -t %1"));
    asking.client.answer(part(asking.marker(), 0, "1\n2\n3\n", "oh\n\nPane is dead (status 3)\n"));
    CHECK(asking.result->value().at(0)->last_line == (dead ? "oh" : "Pane is dead (status 3)"));
  }
}
