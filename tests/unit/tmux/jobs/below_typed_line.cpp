#include "tmux/jobs/below_typed_line.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

/// Cut at every point.
void check_below(const std::string& text, const std::optional<std::string>& below,
                 const std::string& shown = {}) {
  const JobId id{PaneId{5}, "k4f9q2"};
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    std::string got;
    BelowTypedLine line(id, shown, [&](std::string_view bytes) { got += bytes; });
    line.feed(text.substr(0, cut));
    line.feed(text.substr(cut));
    REQUIRE(line.found() == below.has_value());
    REQUIRE(got == below.value_or(""));
  }
}

}  // namespace

TEST_CASE("what comes below the typed line, however that is wrapped") {
  const std::string line = "user$  eval \"$(tmux show -pqvt %5 @smcp-k4f9q2)\"";
  check_below(line + "\nout\nmore\n", "out\nmore\n");
  check_below("older\n" + line + "          12:30\n\n", "\n");
  check_below(line + "\n", "");
  check_below(line, "");
  const auto name = line.find('@');
  for (std::size_t i = name; i < line.size(); ++i)
    check_below(line.substr(0, i) + "\n" + line.substr(i) + "\nout", "out");
  const std::string fish = "user> eval (tmux show -pqvt %5 @smcp-k4f9q2 | string collect)";
  for (std::size_t i = name; i < fish.size(); ++i)
    check_below(fish.substr(0, i) + "\n" + fish.substr(i) + "\nout", "out");
  // What the command prints may say the same; the first is the typed one.
  check_below(line + "\n" + line + "\n", line + "\n");
  check_below("other @smcp-k4f9q3)\"\n@smcp@smcp-\n", std::nullopt);
  check_below("", std::nullopt);
}

TEST_CASE("a typed line is known by its end, whatever stands around it") {
  CHECK(is_typed_line("user$  \\builtin eval \"$(tmux show -pqvt %5 @smcp-k4f9q2)\""));
  CHECK(is_typed_line("@smcp-k4f9q2)\"        12:30"));
  CHECK(is_typed_line("user> eval (tmux show -pqvt %5 @smcp-k4f9q2 | string collect)"));
  CHECK(is_typed_line("@smcp-job @smcp-k4f9q2)\""));
  for (const char* other : {"", "@smcp-", "@smcp-k4f9q2", "@smcp-k4f9q)\"", "@smcp-K4F9Q2)\"",
                            "set -p @smcp-k4f9q2 x", "eval \"$(make)\""}) {
    INFO(other);
    CHECK_FALSE(is_typed_line(other));
  }
}

TEST_CASE("the command that the shell prints below the typed line is no output, however it is wrapped") {
  const std::string line = "user$  eval \"$(tmux show -pqvt %5 @smcp-k4f9q2)\"\n";
  check_below(line + "make  all\nout\n", "out\n", "make  all");
  check_below(line + "make\nall\nout\n", "out\n", "make  all");
  check_below(line + "make all\nmake all\n", "make all\n", "make all");
  check_below(line + "make all\n", "", "make all");
  // It was not printed.
  check_below(line + "out\n", "out\n", "make all");
  check_below(line + "make alles\n", "make alles\n", "make all");
  check_below(line + "\nmake all\n", "\nmake all\n", "make all");
}
