// Waiting for what a shell tells through a FIFO: the moment at which a command has really run.
#pragma once

#include <string>
#include <string_view>

#include "support/fd.hpp"

namespace smcp::bench {

class ToldByShell {
 public:
  /// Makes the FIFO, which must not be there yet.
  explicit ToldByShell(std::string path);

  /// The end of a command line that tells `word`.
  [[nodiscard]] std::string telling(std::string_view word) const;
  /// Returns once `word`, and nothing else, has been told.
  void await(std::string_view word) const;

 private:
  std::string path_;
  test::Fd fifo_;
};

}  // namespace smcp::bench
