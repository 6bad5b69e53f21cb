#include "cli/help.hpp"

#include "cli/help_notes.hpp"
#include "support/catch.hpp"
#include "text/wrapped.hpp"

using namespace smcp;
using namespace smcp::cli;

namespace {

void check_width(std::string_view text) {
  CHECK(text.ends_with('\n'));
  while (!text.empty()) {
    const auto end = text.find('\n');
    INFO(text.substr(0, end));
    CHECK(characters_in(text.substr(0, end)) <= kHelpWidth);
    text.remove_prefix(end + 1);
  }
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the help names every option, its variable and every command, in 80 columns of ASCII") {
  const std::string help = help_text();
  check_width(help);
  for (const char c : help) CHECK((c == '\n' || (c >= ' ' && c <= '~')));
  for (const OptionInfo& option : all_options()) {
    INFO(option.name);
    CHECK(holds(help, spelling_of(option)));
    CHECK((option.variable == nullptr || holds(help, option.variable)));
    CHECK(option.sentence.ends_with('.'));
  }
  for (const CommandInfo& command : all_commands()) {
    if (!command.name.empty()) CHECK(holds(help, "\n  " + std::string(command.name)));
  }
}

TEST_CASE("each command has a help of its own, with its options and its exit statuses") {
  for (const CommandInfo& command : all_commands()) {
    if (command.name.empty()) continue;
    INFO(command.name);
    const auto help = help_about(std::string(command.name));
    REQUIRE(help);
    check_width(*help);
    // The server's options stand behind those of install, for they are not its own.
    const bool installs = command.mode == Mode::install || command.mode == Mode::uninstall;
    CHECK(help->starts_with((installs ? "Usage: sessions-mcp " : "Usage: sessions-mcp [OPTION]... ") +
                            std::string(command.name)));
    for (const OptionInfo& option : all_options()) {
      if (is_among(option.commands, command.name)) CHECK(holds(*help, spelling_of(option)));
    }
  }
  CHECK(holds(help_about("wait").value(), "\n  124    the time of --timeout was up\n"));
}

TEST_CASE("options belong to commands that there are, and no two are alike") {
  for (const OptionInfo& option : all_options()) {
    INFO(option.name);
    CHECK(find_option(option.name) == &option);
    std::string_view rest = option.commands;
    while (!rest.empty()) {
      const auto end = std::min(rest.find(' '), rest.size());
      CHECK(find_command(rest.substr(0, end)) != nullptr);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  CHECK(is_among("run wait", "wait"));
  CHECK(is_among("run wait", "run"));
  CHECK_FALSE(is_among("run wait", "wai"));
  CHECK_FALSE(is_among("", ""));
}

TEST_CASE("each tool is shown with its arguments and an example that calls it") {
  for (const auto& tool : tools::all_tools()) {
    INFO(tool.name);
    const auto help = help_about(std::string(tool.name));
    REQUIRE(help);
    check_width(*help);
    CHECK(help->starts_with(std::string(tool.name) + ": " + std::string(tool.title) + "\n"));
    for (const auto& argument : tool.arguments) CHECK(holds(*help, "\n  " + usage_of(argument) + "\n"));
    const std::string example(example_of(tool.name));
    CHECK((example + " ").starts_with("sessions-mcp call " + std::string(tool.name) + " "));
    CHECK(holds(*help, example));
    for (const auto& argument : tool.arguments) {
      if (argument.required) CHECK(holds(example, " " + std::string(argument.name) + "="));
    }
  }
}

TEST_CASE("help about what there is not says what is nearest") {
  const auto wrong = help_about("send_kyes");
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().message ==
        "there is no tool or command \"send_kyes\". Did you mean send_keys? sessions-mcp tools lists the "
        "tools, "
        "sessions-mcp --help the commands.");
  CHECK(help_about("wiat").error().message.find("Did you mean wait?") != std::string::npos);
}
