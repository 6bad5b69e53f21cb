// What doctor says of one thing.
#pragma once

#include <string>
#include <vector>

namespace smcp::cli {

enum class Finding { well, note, broken };

struct Told {
  Finding finding;
  std::string what;
  std::string found;
};

/// A line of it, on standard output.
void print(Finding finding, const std::string& what, const std::string& found);
void print(const std::vector<Told>& lines);

}  // namespace smcp::cli
