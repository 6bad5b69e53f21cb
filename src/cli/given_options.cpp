#include "cli/given_options.hpp"

#include <algorithm>
#include <getopt.h>

#include "base/environment_value.hpp"
#include "cli/option_table.hpp"
#include "text/nearest.hpp"

namespace smcp::cli {
namespace {

/// What getopt returns for the option at this place in the table. Above all letters, `:` and `?`.
constexpr int kFirstCode = 256;

std::vector<option> getopt_table() {
  std::vector<option> table;
  for (const OptionInfo& info : all_options()) {
    const int code = kFirstCode + static_cast<int>(table.size());
    table.push_back({info.name, info.value.empty() ? no_argument : required_argument, nullptr, code});
  }
  table.push_back({nullptr, 0, nullptr, 0});
  return table;
}

/// `:` in front: that a value is missing is told from an unknown option.
std::string getopt_letters() {
  std::string letters = ":";
  for (const OptionInfo& info : all_options()) {
    if (info.letter == 0) continue;
    letters.push_back(info.letter);
    if (!info.value.empty()) letters.push_back(':');
  }
  return letters;
}

const OptionInfo* option_of(int code) {
  const auto all = all_options();
  if (code >= kFirstCode) return &all[static_cast<std::size_t>(code - kFirstCode)];
  const auto found =
      std::find_if(all.begin(), all.end(), [code](const OptionInfo& info) { return info.letter == code; });
  return found == all.end() ? nullptr : &*found;
}

/// `runs`: a command of others is on the line, and may be what this option belongs to.
Error unknown_option(std::string_view word, bool runs) {
  std::vector<std::string> known;
  for (const OptionInfo& info : all_options()) known.push_back("--" + std::string(info.name));
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  const auto similar = nearest(word.substr(0, word.find('=')), candidates);
  std::string message = "unknown option " + std::string(word) + ".";
  if (!similar.empty()) message += " Did you mean " + std::string(similar) + "?";
  if (runs) message += " Put -- before a command that has options.";
  return usage_error(std::move(message));
}

}  // namespace

Error usage_error(std::string message) {
  return {Errc::invalid_argument, std::move(message) + " See sessions-mcp --help."};
}

std::optional<std::string> environment(const char* name) {
  const std::string_view value = environment_value(name);
  return value.empty() ? std::nullopt : std::optional<std::string>(value);
}

Result<GivenOptions> GivenOptions::read(int argc, char** argv) {
  const std::vector<option> table = getopt_table();
  const std::string letters = getopt_letters();
  const bool runs = std::find(argv, argv + argc, std::string_view("run")) != argv + argc;
  GivenOptions given;
  opterr = 0;
  optind = 0;  // starts anew, since tests parse several command lines
  for (;;) {
    const int at = std::max(optind, 1);
    const int code = ::getopt_long(argc, argv, letters.c_str(), table.data(), nullptr);
    if (code == -1) break;
    // While a word holds several short options, optind stays at it until the last of them; otherwise it has
    // moved on.
    const std::string_view word = argv[optind > at ? optind - 1 : at];
    if (code == ':') return usage_error("option " + std::string(word) + " needs a value.");
    const OptionInfo* const info = code == '?' ? nullptr : option_of(code);
    if (info == nullptr) return unknown_option(word, runs);
    given.given_.emplace_back(info->name, info->value.empty() ? "" : optarg);
  }
  given.separator_ = optind > 1 && std::string_view(argv[optind - 1]) == "--";
  given.words_.assign(argv + optind, argv + argc);
  return given;
}

std::optional<std::string> GivenOptions::spoken(std::string_view name) const {
  const auto last =
      std::find_if(given_.rbegin(), given_.rend(), [name](const auto& one) { return one.first == name; });
  if (last == given_.rend()) return std::nullopt;
  return last->second;
}

std::optional<std::string> GivenOptions::value(std::string_view name) const {
  if (auto said = spoken(name)) return said;
  const OptionInfo* const info = find_option(name);
  return info == nullptr || info->variable == nullptr ? std::nullopt : environment(info->variable);
}

std::string GivenOptions::source(std::string_view name) const {
  const OptionInfo* const info = find_option(name);
  const bool from_variable = !has(name) && info != nullptr && info->variable != nullptr;
  return from_variable ? info->variable : "--" + std::string(name);
}

std::vector<std::string> GivenOptions::all(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [given, value] : given_) {
    if (given == name) values.push_back(value);
  }
  return values;
}

std::vector<std::string_view> GivenOptions::names() const {
  std::vector<std::string_view> names;
  for (const auto& one : given_) names.push_back(one.first);
  return names;
}

}  // namespace smcp::cli
