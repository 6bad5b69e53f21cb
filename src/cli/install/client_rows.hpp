// The lines of `install --list`. Pure.
#pragma once

#include <array>
#include <string>
#include <vector>

namespace smcp::cli {

/// Client, scope, whether the client is here, the server's state, the file.
using ClientRow = std::array<std::string, 5>;

/// For programs: a line for each row, its fields separated by tabs.
[[nodiscard]] std::string plain_rows(const std::vector<ClientRow>& rows);
/// For people: the same below a head, in columns.
[[nodiscard]] std::string table_of(const std::vector<ClientRow>& rows);

}  // namespace smcp::cli
