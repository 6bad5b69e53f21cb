// A client of tmux's socket that can stop anywhere: blocking, with a deadline for what it waits for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

#include "support/fd.hpp"

namespace smcp::wire_test {

/// A talk's steps: each message that came, and each answer that was sent.
struct Talk {
  std::string output;           ///< of WRITE and STDOUT
  int status = 0;               ///< EXIT's
  bool exited = false;          ///< EXIT came
  std::size_t steps = 0;        ///< taken
  bool bad_bytes = false;       ///< no frames of tmux's
  std::string fault_in_answer;  ///< by frame_rules
};

class RawClient {
 public:
  /// Connects; throws if nobody listens.
  explicit RawClient(const std::string& socket);

  /// The server's process, as the kernel knows it.
  [[nodiscard]] pid_t server() const;
  /// All of it; what a server that has gone no longer takes is dropped.
  void send(std::string_view bytes) const;
  /// Answers, with `input` for what is read, until EXIT, the end, or `steps` steps.
  [[nodiscard]] Talk talk(std::string_view input = {}, std::size_t steps = SIZE_MAX) const;
  /// Ends our side alone, and waits until the server has ended its own.
  void half_close() const;
  /// Waits until there is something to read, or the end.
  void wait_readable() const;
  [[nodiscard]] int fd() const { return fd_.get(); }

 private:
  test::Fd fd_;
};

/// An identity with `environment` of so many bytes or so, and the command.
[[nodiscard]] std::string request(const std::vector<std::string>& argv, std::size_t environment = 0);

}  // namespace smcp::wire_test
