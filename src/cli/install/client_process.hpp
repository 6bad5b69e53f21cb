// Running a client's own command.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace smcp::cli {

/// How long a client's command may take: those written in JavaScript need seconds to start on a busy machine.
inline constexpr std::chrono::seconds kClientPatience{60};
/// Upper bound on what is kept of its output, in bytes: enough for an error message.
inline constexpr std::size_t kMaxClientOutput = 64 * 1024;

struct ClientAnswer {
  bool succeeded = false;  ///< exit status 0
  std::string output;      ///< its standard output
  std::string error;       ///< its standard error
  std::string ending;      ///< how it ended, such as `exit status 1`
};

/// Runs it in this directory and environment, with no input. Errc::not_installed or Errc::io if it cannot be started,
/// Errc::timed_out if it is not done after `patience`; it is ended then. Blocks, on a loop of its own.
[[nodiscard]] Result<ClientAnswer> run_client(std::vector<std::string> argv,
                                              std::chrono::milliseconds patience = kClientPatience);

/// What it said, for people: standard error before standard output, without colours; the end of it if it is long.
[[nodiscard]] std::string words_of(const ClientAnswer& answer);

}  // namespace smcp::cli
