#include "tmux/link/format_fields.hpp"

namespace smcp::tmux {

std::string record_format(std::initializer_list<std::string_view> variables) {
  std::string format;
  for (const auto variable : variables) {
    if (!format.empty()) format.push_back(kFieldSeparator);
    format.append("#{").append(variable).push_back('}');
  }
  return format;
}

std::string marked_format(std::string_view mark, std::initializer_list<std::string_view> variables) {
  return std::string(mark) + kFieldSeparator + record_format(variables);
}

std::optional<std::string_view> find_marked(std::string_view text, std::string_view mark) {
  for (const auto line : split_lines(text)) {
    if (line.size() > mark.size() && line.starts_with(mark) && line[mark.size()] == kFieldSeparator)
      return line.substr(mark.size() + 1);
  }
  return std::nullopt;
}

std::string in_time(std::string_view condition) {
  // Expanded last, the 1 is there only if the time was not over by then: a clock does not go back. (&& stops
  // at its first operand that is false.)
  return "#{&&:" + std::string(condition) + ",#{!=:1,}}";
}

std::optional<std::vector<std::string_view>> split_record(std::string_view line, std::size_t fields) {
  std::vector<std::string_view> row;
  row.reserve(fields);
  while (row.size() + 1 < fields) {
    const auto end = line.find(kFieldSeparator);
    if (end == std::string_view::npos) return std::nullopt;
    row.push_back(line.substr(0, end));
    line.remove_prefix(end + 1);
  }
  row.push_back(line);
  return row;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace smcp::tmux
