// The exception that the harness throws if something that a test relies on did not happen; Catch2 reports its
// text.
#pragma once

#include <cerrno>
#include <stdexcept>
#include <string>
#include <system_error>

namespace smcp::test {

[[noreturn]] inline void fail(const std::string& what) {
  throw std::runtime_error(what);
}

[[noreturn]] inline void fail_errno(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace smcp::test
