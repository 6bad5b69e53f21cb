// What the parser of a row accepts: to test each type of row for lines that are not one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace smcp::tmux {

/// The fields of `line`.
inline std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> fields(1);
  for (const char c : line) {
    if (c == '\t') {
      fields.emplace_back();
    } else {
      fields.back().push_back(c);
    }
  }
  return fields;
}

inline std::string line_of(const std::vector<std::string>& fields) {
  std::string line = fields.front();
  for (std::size_t i = 1; i < fields.size(); ++i) line.append("\t").append(fields[i]);
  return line;
}

/// Which fields (from 0) `parse` refuses if they are a word, in place of what they are in `line`.
template <typename Parse>
std::vector<std::size_t> refused_numbers(std::string_view line, Parse parse) {
  std::vector<std::size_t> refused;
  const auto fields = fields_of(line);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    auto changed = fields;
    changed[i] = "1x";
    if (!parse(line_of(changed))) refused.push_back(i);
  }
  return refused;
}

/// How many of the fields of `line` `parse` needs at least.
template <typename Parse>
std::size_t fewest_fields(std::string_view line, Parse parse) {
  auto fields = fields_of(line);
  while (fields.size() > 1) {
    auto fewer = fields;
    fewer.pop_back();
    if (!parse(line_of(fewer))) break;
    fields = std::move(fewer);
  }
  return fields.size();
}

}  // namespace smcp::tmux
