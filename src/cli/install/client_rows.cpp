#include "cli/install/client_rows.hpp"

#include <algorithm>

namespace smcp::cli {

std::string plain_rows(const std::vector<ClientRow>& rows) {
  std::string text;
  for (const auto& row : rows) {
    for (const auto& field : row) text += (&field == row.data() ? "" : "\t") + field;
    text += '\n';
  }
  return text;
}

std::string table_of(const std::vector<ClientRow>& rows) {
  std::vector<ClientRow> all = {{"CLIENT", "SCOPE", "FOUND", "SERVER", "FILE"}};
  all.insert(all.end(), rows.begin(), rows.end());
  std::array<std::size_t, std::tuple_size_v<ClientRow>> widths{};
  for (const auto& row : all) {
    for (std::size_t column = 0; column < row.size(); ++column)
      widths[column] = std::max(widths[column], row[column].size());
  }
  std::string text;
  for (const auto& row : all) {
    for (std::size_t column = 0; column + 1 < row.size(); ++column)
      text += row[column] + std::string(widths[column] - row[column].size() + 2, ' ');
    text += row.back() + '\n';
  }
  return text;
}

}  // namespace smcp::cli
