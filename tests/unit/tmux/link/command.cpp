#include "tmux/link/command.hpp"

#include "support/catch.hpp"

using smcp::tmux::Command;
using smcp::tmux::format_literal;

TEST_CASE("a batch is argv with lone semicolons between its commands") {
  Command command("display-message");
  command.flag("-p").arg("a b").then("capture-pane").flag("-J");
  CHECK(command.argv() ==
        std::vector<std::string>{"display-message", "-p", "a b", ";", "capture-pane", "-J"});
}

TEST_CASE("an argument keeps its last semicolon: tmux takes the backslash off again") {
  const auto escaped = [](std::string_view text) { return Command("x").arg(text).argv().back(); };
  CHECK(escaped("echo hi;") == "echo hi\\;");
  CHECK(escaped(";") == "\\;");
  CHECK(escaped("a\\;") == "a\\\\;");
  CHECK(escaped("a;;") == "a;\\;");
  CHECK(escaped("a;b") == "a;b");
  CHECK(escaped("").empty());
}

TEST_CASE("format_literal leaves nothing for tmux to expand") {
  CHECK(format_literal("plain") == "plain");
  CHECK(format_literal("#{pane_id}") == "##{pane_id}");
  CHECK(format_literal("#(touch x)") == "##(touch x)");
  CHECK(format_literal("a#") == "a##");
  CHECK(format_literal("##") == "####");
  CHECK(format_literal("a#[x]b#,") == "a#[x]b##,");
  CHECK(format_literal("##[x]") == "##[x]");
}

TEST_CASE("a command that only tells is told from one that changes something") {
  CHECK_FALSE(Command("list-panes").flag("-a").changes());
  CHECK_FALSE(Command("display-message").flag("-p").arg("x").then("capture-pane").flag("-p").changes());
  CHECK_FALSE(Command("show-options").arg("send-keys").changes());
  CHECK(Command("list-panes").then("send-keys").arg("x").changes());
  CHECK(Command("kill-server").changes());
  CHECK(Command("if-shell").flag("-F").arg("1").arg("list-panes").changes());
}
