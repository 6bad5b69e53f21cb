// A line with bytes behind it that would complete it, were they read as part of it.
#pragma once

#include <string>
#include <string_view>

#include "text/line_splitter.hpp"

namespace smcp::test {

class Padded {
 public:
  explicit Padded(std::string_view line, char filler = '}')
      : bytes_(std::string(line) + std::string(kLinePadding, filler)), size_(line.size()) {}
  [[nodiscard]] std::string_view view() const { return std::string_view(bytes_).substr(0, size_); }

 private:
  std::string bytes_;
  std::size_t size_;
};

}  // namespace smcp::test
