#include "tmux/status/glance.hpp"

#include "support/catch.hpp"
#include "support/unit/fake_client.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

using Glances = std::vector<std::optional<Glance>>;

struct Glancing {
  FakeClient client;
  Chain chain = std::make_shared<RequestChain>(client, std::chrono::seconds(10));
  std::optional<Result<Glances>> result;
  void see(std::vector<PaneState> panes, std::shared_ptr<const StatusSnapshot> since = nullptr) {
    glance_at_panes(chain, std::move(panes), std::move(since),
                    [this](Result<Glances> r) { result.emplace(std::move(r)); });
  }
  /// How each part of the answer to the last request is to begin.
  [[nodiscard]] std::string mark() const {
    const std::string& format = client.asked.back().argv.at(4);
    return format.substr(0, format.find("%s"));
  }
  /// A pane of three rows with `history` rows above, all of them in `rows`; the cursor is in the middle.
  [[nodiscard]] std::string part(int history, const std::string& rows, const std::string& joined) const {
    return mark() + "1000\t%4\t77\t990\t" + std::to_string(history) + "\t2000\t0\t1\t80\t3\t0\t\t\t\t\t\t\n" +
           rows + joined;
  }
};

PaneState pane(std::uint32_t id) {
  PaneState pane;
  pane.pane = PaneId{id};
  pane.height = 3;
  return pane;
}

}  // namespace

TEST_CASE("a glance has the state, the last line, and a cursor") {
  Glancing asking;
  asking.see({pane(4)});
  const std::string asked = joined(asking.client.asked[0].argv);
  CHECK(asked.ends_with(" ; capture-pane -t %4 -p -N -S -16 ; capture-pane -t %4 -p -J -S 0"));
  for (const char* known : {"pane_dead", "pane_tty", "session_name"})
    CHECK(asked.find(known) == std::string::npos);
  asking.client.answer(asking.part(2, "h1\nh2\ntop \nab\n\n", "top\nab  \n\n"));
  REQUIRE(asking.result);
  const auto& glance = asking.result->value().at(0);
  REQUIRE(glance);
  CHECK(glance->last_line == "ab");
  CHECK_FALSE(glance->progress);
  CHECK(glance->state.pane == PaneId{4});
  CHECK(glance->state.now == 1000);
  CHECK(glance->state.activity == 990);
  CHECK(glance->state.history == 2);
  REQUIRE(glance->cursor);
  CHECK(glance->cursor->pane == PaneId{4});
  CHECK(glance->cursor->second_over);
  CHECK(glance->cursor->end_at() == 3);
}

TEST_CASE("many panes are asked for in several requests, none over tmux's thousand words or 16 kB") {
  Glancing asking;
  std::vector<PaneState> panes;
  Cursor end;
  end.screen = 100;
  end.end = 2;
  end.counters.emplace();
  const auto since = std::make_shared<StatusSnapshot>(true);
  for (std::uint32_t i = 0; i < kPanesAtOnce * 2 + 1; ++i) {
    panes.push_back(pane(4000000000U + i));
    panes.back().history = 1000000000;
    panes.back().dead = true;
    since->add(panes.back().pane, end);
  }
  asking.see(panes, since);
  for (const std::size_t count : {kPanesAtOnce, kPanesAtOnce, std::size_t{1}}) {
    REQUIRE(asking.client.open() == 1);
    const auto& argv = asking.client.asked.back().argv;
    CHECK(argv.size() < 1000);
    CHECK(joined(argv).size() + 1 < 16364);
    std::string answer;
    for (std::size_t i = 0; i < count; ++i) {
      // The rows of old are those from the top of this short history to its first one.
      answer += asking.part(0, "1\n2\n3\n1\n", std::to_string(i));  // 3.1: no newline at the end
    }
    asking.client.answer(answer);
  }
  REQUIRE(asking.result);
  CHECK(asking.result->value().size() == panes.size());
  CHECK(asking.result->value().at(kPanesAtOnce - 1)->last_line == std::to_string(kPanesAtOnce - 1));
}

TEST_CASE("a pane that has gone meanwhile ends the batch, not the call") {
  // Blanks for its state, as tmux prints them from 3.2 on, or nothing at all.
  for (const std::string blanks : {"1000\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\n", ""}) {
    Glancing asking;
    asking.see({pane(1), pane(2), pane(3)});
    const std::string gone = blanks.empty() ? "" : asking.mark() + blanks;
    asking.client.answer(asking.part(0, "1\n2\n3\n", "one\n") + gone, 1, "can't find pane: %2");
    CHECK_FALSE(asking.result);
    CHECK(asking.client.asked.back().argv.at(3) == "%3");
    asking.client.answer(asking.part(0, "1\n2\n3\n", "three\n"));
    REQUIRE(asking.result);
    const Glances& glances = asking.result->value();
    REQUIRE(glances.size() == 3);
    CHECK(glances[0]->last_line == "one");
    CHECK_FALSE(glances[1]);
    CHECK(glances[2]->last_line == "three");
  }
}

TEST_CASE("a server that ends meanwhile, an answer that cannot be parsed, an error of another kind") {
  const auto answered = [](const std::string& text, int status, const std::string& error) {
    Glancing asking;
    asking.see({pane(1)});
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
    Glancing asking;
    PaneState one = pane(1);
    one.dead = dead;
    asking.see({one});
    const std::string asked = joined(asking.client.asked[0].argv);
    CHECK(asked.ends_with(dead ? " -p -J -S -1" : " -p -J -S 0"));
    asking.client.answer(asking.part(0, "1\n2\n3\n", "oh\n\nPane is dead (status 3)\n"));
    CHECK(asking.result->value().at(0)->last_line == (dead ? "oh" : "Pane is dead (status 3)"));
  }
}

TEST_CASE("an answer that is too large is an error, and not kept") {
  Glancing asking;
  asking.see({pane(1)});
  const std::string piece(std::size_t{1} << 20U, 'x');
  for (int i = 0; i < 17; ++i) asking.client.output(piece);
  asking.client.answer(asking.part(0, "1\n2\n3\n", "oh\n"));
  REQUIRE(asking.result);
  CHECK(asking.result->error().code == Errc::too_large);
}

TEST_CASE("a glance that is cancelled, at its first request or a later one, tells nobody") {
  const bool later = GENERATE(false, true);
  Glancing asking;
  asking.see({pane(1), pane(2)});
  if (later) asking.client.answer("", 1, "can't find pane: %1");
  CHECK(asking.client.open() == 1);
  asking.chain->cancel();
  CHECK(asking.client.open() == 0);
  CHECK_FALSE(asking.result);
}

TEST_CASE("no panes, no request") {
  Glancing asking;
  asking.see({});
  REQUIRE(asking.result);
  CHECK(asking.result->value().empty());
  CHECK(asking.client.asked.empty());
}

TEST_CASE("a pane that was not there at the earlier look, or whose end was not known then") {
  const auto kind = [](const std::shared_ptr<const StatusSnapshot>& since) {
    Glancing asking;
    asking.see({pane(4)}, since);
    asking.client.answer(asking.part(0, "1\n2\n3\n", "oh\n"));
    REQUIRE(asking.result);
    return asking.result->value().at(0)->progress->kind;
  };
  const auto all = std::make_shared<StatusSnapshot>(true);
  CHECK(kind(all) == Progress::Kind::first);
  CHECK(kind(std::make_shared<StatusSnapshot>(false)) == Progress::Kind::unknown);
  all->add(PaneId{4}, std::nullopt);
  CHECK(kind(all) == Progress::Kind::unknown);
}
