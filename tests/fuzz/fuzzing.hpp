// What fuzz targets share.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace smcp::fuzz {

/// The fuzzer keeps an input that ends in this.
inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

/// Numbers out of an input; zeros when it is used up.
class Numbers {
 public:
  explicit Numbers(std::string_view bytes) : bytes_(bytes) {}

  template <typename Number>
  Number next() {
    Number number{};
    const auto size = bytes_.size() < sizeof number ? bytes_.size() : sizeof number;
    std::memcpy(&number, bytes_.data(), size);
    bytes_.remove_prefix(size);
    return number;
  }
  bool flag() { return (next<std::uint8_t>() & 1U) != 0; }

 private:
  std::string_view bytes_;
};

}  // namespace smcp::fuzz
