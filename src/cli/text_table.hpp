// Tables: in columns for people, and a line for each row for programs. Pure.
#pragma once

#include <string>
#include <vector>

namespace smcp::cli {

using TextRow = std::vector<std::string>;

/// For programs: a line for each row, its fields separated by tabs.
[[nodiscard]] std::string plain_rows(const std::vector<TextRow>& rows);
/// For people: a line for each row, in columns that are as wide as their longest field. The first row is the head; all
/// have as many fields as that.
[[nodiscard]] std::string table_of(const std::vector<TextRow>& rows);

}  // namespace smcp::cli
