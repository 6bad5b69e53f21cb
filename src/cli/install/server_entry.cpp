#include "cli/install/server_entry.hpp"

#include <algorithm>

#include <simdjson.h>

#include "text/shell_word.hpp"

namespace smcp::cli {
namespace {

constexpr std::string_view kName = "sessions-mcp";

/// `…/sessions-mcp`, or the package with or without a version, such as `sessions-mcp@1.2.0`.
bool names_this_program(std::string_view word) {
  const auto slash = word.rfind('/');
  if (slash != std::string_view::npos) word.remove_prefix(slash + 1);
  return word == kName || (word.starts_with(kName) && word[kName.size()] == '@');
}

/// False if one of them is no string.
bool add_strings(simdjson::dom::element array, std::vector<std::string>& words) {
  simdjson::dom::array items;
  if (array.get(items) != simdjson::SUCCESS) return false;
  for (const auto item : items) {
    std::string_view word;
    if (item.get(word) != simdjson::SUCCESS) return false;
    words.emplace_back(word);
  }
  return true;
}

}  // namespace

JsonFields fields_of(const ServerEntry& entry, EntryShape shape) {
  if (shape == EntryShape::command_list) {
    std::vector<std::string> words = {entry.command};
    words.insert(words.end(), entry.arguments.begin(), entry.arguments.end());
    return {{"type", "local"}, {"command", std::move(words)}};
  }
  JsonFields fields;
  if (shape == EntryShape::stdio_command) fields.push_back({"type", "stdio"});
  fields.push_back({"command", entry.command});
  if (!entry.arguments.empty()) fields.push_back({"args", entry.arguments});
  return fields;
}

std::optional<ServerEntry> read_entry(std::string_view json) {
  simdjson::dom::parser parser;
  simdjson::dom::element parsed;
  simdjson::dom::element command;
  if (parser.parse(simdjson::padded_string(json)).get(parsed) != simdjson::SUCCESS) return std::nullopt;
  if (parsed["command"].get(command) != simdjson::SUCCESS) return std::nullopt;
  std::vector<std::string> words;
  std::string_view path;
  if (command.get(path) == simdjson::SUCCESS) {
    words.emplace_back(path);
    simdjson::dom::element rest;
    const bool more = parsed["args"].get(rest) == simdjson::SUCCESS && !rest.is_null();
    if (more && !add_strings(rest, words)) return std::nullopt;
  } else if (!add_strings(command, words) || words.empty()) {
    return std::nullopt;
  }
  return ServerEntry{words.front(), {words.begin() + 1, words.end()}};
}

bool starts_this_program(const ServerEntry& entry) {
  return names_this_program(entry.command) ||
         std::any_of(entry.arguments.begin(), entry.arguments.end(), names_this_program);
}

std::string line_of(const ServerEntry& entry) {
  std::vector<std::string> words = {entry.command};
  words.insert(words.end(), entry.arguments.begin(), entry.arguments.end());
  return shell_words(words);
}

}  // namespace smcp::cli
