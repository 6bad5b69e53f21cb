// An SSH server for a test: on a port of its own, without privileges, and gone at the end.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "support/child.hpp"
#include "support/temp_dir.hpp"

namespace smcp::test {

/// It asks for passwords and takes none.
class OwnSshd {
 public:
  OwnSshd();

  /// Why there is none; "" if there is one, which takes connections to 127.0.0.1.
  [[nodiscard]] const std::string& why_not() const { return why_not_; }
  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  TempDir dir_;
  std::string why_not_;
  std::uint16_t port_ = 0;
  std::unique_ptr<Child> child_;
};

}  // namespace smcp::test
