#include "cli/text_table.hpp"

#include <algorithm>

#include "text/wrapped.hpp"

namespace smcp::cli {

std::string plain_rows(const std::vector<TextRow>& rows) {
  std::string text;
  for (const auto& row : rows) {
    for (const auto& field : row) text += (&field == row.data() ? "" : "\t") + field;
    text += '\n';
  }
  return text;
}

std::string table_of(const std::vector<TextRow>& rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], characters_in(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i + 1 < row.size(); ++i)
      text += row[i] + std::string(widths[i] - characters_in(row[i]) + 2, ' ');
    text += row.back() + '\n';
  }
  return text;
}

}  // namespace smcp::cli
