// The command line, as tests give it.
#pragma once

#include <string>
#include <vector>

#include "cli/options.hpp"

namespace smcp::cli {

inline Result<Options> parse(std::vector<std::string> words) {
  words.insert(words.begin(), "sessions-mcp");
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  return parse_options(static_cast<int>(words.size()), argv.data());
}

inline std::string error_of(std::vector<std::string> words) {
  const auto options = parse(std::move(words));
  return options ? "" : options.error().message;
}

}  // namespace smcp::cli
