#include "cli/finding.hpp"

#include <cstdio>

#include "cli/paint.hpp"

namespace smcp::cli {

void print(Finding finding, const std::string& what, const std::string& found) {
  const std::string sign = finding == Finding::well   ? painted("ok  ", Paint::green)
                           : finding == Finding::note ? painted("note", Paint::yellow)
                                                      : painted("FAIL", Paint::red);
  std::printf("%s  %-13s %s\n", sign.c_str(), what.c_str(), found.c_str());
}

void print(const std::vector<Told>& lines) {
  for (const Told& line : lines) print(line.finding, line.what, line.found);
}

}  // namespace smcp::cli
