#include "tmux/read/pane_reading.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/unit/fake_pane.hpp"
#include "tmux/link/format_fields.hpp"

using namespace smcp::tmux;

namespace {

struct Read {
  std::string text;
  std::string screen;
  unsigned calls = 0;  ///< of on_rows
  bool silent = false;
  bool fits = false;
  bool has_text = false;
  std::uint32_t height = 0;  ///< of the normal screen
  std::uint64_t picture = 0;
  std::vector<std::string> rows;

  bool operator==(const Read&) const = default;
};

Read read(const PaneQuestion& question, const std::string& answer, std::size_t cut) {
  Read read;
  PaneReading reading(question, {[&] { ++read.calls; }, [&](std::string_view bytes) { read.text += bytes; },
                                 [&](std::string_view bytes) { read.screen += bytes; }});
  reading.feed(std::string_view(answer).substr(0, cut));
  reading.feed(std::string_view(answer).substr(cut));
  read.silent = reading.silent();
  if (read.silent) return read;
  REQUIRE(reading.state());
  read.fits = reading.fits();
  read.has_text = reading.has_text();
  read.height = reading.normal().height;
  read.picture = reading.picture();
  if (!read.has_text || !read.fits) return read;
  for (std::uint64_t i = 0; i < reading.normal().rows(); ++i)
    read.rows.emplace_back(reading.rows().row(i).value_or("?"));
  CHECK_FALSE(reading.rows().row(reading.normal().rows()));
  return read;
}

/// The same however the answer is cut.
Read read_all(const PaneQuestion& question, const FakePane& pane) {
  const std::string answer = pane.answer(question.command().argv());
  const Read whole = read(question, answer, answer.size());
  for (std::size_t cut = 0; cut < answer.size(); ++cut) {
    INFO("cut at " << cut);
    REQUIRE(read(question, answer, cut) == whole);
  }
  return whole;
}

PaneQuestion question_of(const FakePane& pane) {
  PaneQuestion question;
  question.target = pane.id;
  question.rows = {{-3, std::nullopt}};
  question.text_from = -3;
  return question;
}

}  // namespace

TEST_CASE("a reading: rows and text") {
  FakePane pane(10, 4, 2000);
  pane.print("1\n2\nlonger than a row\nx");
  const Read all = read_all(question_of(pane), pane);
  CHECK(all.fits);
  CHECK(all.calls == 1);
  CHECK(all.rows == std::vector<std::string>{"1", "2", "longer tha", "n a row", "x"});
  CHECK(all.text == "1\n2\nlonger than a row\nx\n");
}

TEST_CASE("a reading: nothing, or the state alone, where a condition is true") {
  FakePane pane(10, 4, 2000);
  auto question = question_of(pane);
  question.unless = in_time("#{==:#{pane_width},10}");
  question.state_anyway = false;
  CHECK(read_all(question, pane).silent);
  question.state_anyway = true;
  CHECK_FALSE(read_all(question, pane).has_text);
  question.ask_behind(false, true);
  CHECK_FALSE(read_all(question, pane).has_text);
}

TEST_CASE("a reading of both screens: the rows of the normal one, its lines, and those of the other") {
  const bool parts = GENERATE(false, true);
  const bool conditional = GENERATE(false, true);
  FakePane pane(10, 4, 2000);
  pane.parts = parts;
  pane.print("1\n2\nlonger than a row that wraps over the top");
  pane.alternate(true);
  pane.set_height(6);
  pane.cursor_up(100);
  pane.print("menu\nitem\n");
  auto question = question_of(pane);
  if (conditional) question.unless = in_time("#{==:#{pane_width},11}");
  question.ask_behind(true, true);
  const Read all = read_all(question, pane);
  CHECK(all.fits);
  CHECK(all.calls == 1);
  CHECK(all.height == 4);
  CHECK(all.rows ==
        std::vector<std::string>{"1", "2", "longer tha", "n a row th", "at wraps o", "ver the to", "p"});
  const std::string line =
      parts ? "longer tha\nn a row that wraps over the top" : "longer than a row that wraps over the top";
  CHECK(all.text == "1\n2\n" + line + "\n");
  CHECK(all.screen == "menu\nitem\n\n\n\n\n");

  SECTION("the lines of the history alone") {
    auto history = question_of(pane);
    history.ask_behind(true, false);
    const Read less = read_all(history, pane);
    CHECK(less.rows == all.rows);
    CHECK(less.text == "1\n2\nlonger tha\n");
    CHECK(less.screen == all.screen);
    CHECK(less.picture == all.picture);
  }
  SECTION("another picture") {
    pane.print("more");
    CHECK(read_all(question, pane).picture != all.picture);
  }
}

TEST_CASE("a reading of both screens: a pane without history") {
  FakePane pane(10, 4, 2000);
  pane.print("1\n2");
  pane.alternate(true);
  auto question = question_of(pane);
  question.ask_behind(false, true);
  const Read all = read_all(question, pane);
  CHECK(all.fits);
  CHECK(all.rows == std::vector<std::string>{"1", "2", "", ""});
  CHECK(all.text == "1\n2\n\n\n");
}

TEST_CASE("a reading that does not fit the pane as it is says so, and tells nothing else") {
  FakePane pane(10, 4, 2000);
  pane.print("1\n2\n3\n4\n5\n6");
  auto question = question_of(pane);
  SECTION("no alternate screen where there should be one") {
    question.ask_behind(true, true);
  }
  SECTION("one where there should be none") {
    pane.alternate(true);
  }
  SECTION("a history where there should be none") {
    pane.alternate(true);
    question.ask_behind(false, true);
  }
  SECTION("none where there should be one") {
    pane.alternate(true);
    pane.clear_history();
    question.ask_behind(true, true);
  }
  const Read all = read_all(question, pane);
  CHECK_FALSE(all.fits);
  CHECK(all.has_text);
  CHECK(all.screen.empty());
  if (question.behind) CHECK(all.text.empty());
}
