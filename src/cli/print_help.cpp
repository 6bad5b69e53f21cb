// The commands that tell about the program: help and tools.
#include <cstdio>
#include <string>
#include <unistd.h>

#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/paint.hpp"

namespace smcp::cli {
namespace {

/// For people, who would not read lines of any length; without the examples, which `help TOOL` shows.
int show_tools() {
  for (const auto& tool : tools::all_tools()) {
    const std::string text = help_of(tool);
    const std::string_view shown = std::string_view(text).substr(0, text.rfind("\nExample:"));
    std::printf("%s%.*s\n", painted(tool.name, Paint::bold).c_str(),
                static_cast<int>(shown.size() - tool.name.size()), shown.data() + tool.name.size());
  }
  return finish_output();
}

}  // namespace

int help(const Options& options) {
  const auto text = help_about(options.topic);
  if (!text) {
    log(text.error().message);
    return 2;
  }
  std::fwrite(text->data(), 1, text->size(), stdout);
  return finish_output();
}

int list_tools() {
  if (::isatty(STDOUT_FILENO) != 0) return show_tools();
  for (const auto& tool : tools::all_tools()) {
    std::printf("%.*s: %.*s\n", static_cast<int>(tool.name.size()), tool.name.data(),
                static_cast<int>(tool.description.size()), tool.description.data());
    for (const auto& argument : tool.arguments) {
      std::printf("    %s\n        %.*s\n", usage_of(argument).c_str(),
                  static_cast<int>(argument.description.size()), argument.description.data());
    }
    std::printf("\n");
  }
  return finish_output();
}

}  // namespace smcp::cli
