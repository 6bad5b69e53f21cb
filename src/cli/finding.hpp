// What doctor says of one thing.
#pragma once

#include <string>

namespace smcp::cli {

enum class Finding { well, note, broken };

struct Told {
  Finding finding;
  std::string what;
  std::string found;
};

}  // namespace smcp::cli
