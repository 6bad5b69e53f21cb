// The audit file for people: a row for each record. Pure.
#pragma once

#include <string>
#include <string_view>

namespace smcp::cli {

/// The titles of the columns. These have fixed widths, since a row is shown before the next one is known; what is longer
/// moves the rest of its row.
[[nodiscard]] std::string audit_titles();

/// A line of the file as a row; one that is no record, as it is. Either way nothing in it moves the terminal's cursor.
[[nodiscard]] std::string audit_row(std::string_view line);

}  // namespace smcp::cli
