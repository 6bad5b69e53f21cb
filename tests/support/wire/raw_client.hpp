// A client of tmux's socket that can stop at any point: it blocks, with a deadline for what it waits for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

#include "support/fd.hpp"

namespace smcp::wire_test {

/// How a client ends; one that hangs up closes its terminal first.
enum class Leaving { closes, half_closes, hangs_up, killed };
inline constexpr Leaving kLeavings[] = {Leaving::closes, Leaving::half_closes, Leaving::hangs_up,
                                        Leaving::killed};

/// The result of a dialogue. Each received message and each sent answer is a step.
struct Talk {
  std::string output;           ///< of WRITE and STDOUT
  int status = 0;               ///< EXIT's
  bool exited = false;          ///< EXIT came
  std::size_t steps = 0;        ///< taken
  bool bad_bytes = false;       ///< not tmux frames
  std::string fault_in_answer;  ///< by frame_rules
};

class RawClient {
 public:
  /// Connects; throws if no server listens.
  explicit RawClient(const std::string& socket);

  /// The server's process id, from the kernel.
  [[nodiscard]] pid_t server() const;
  /// Sends everything; what a server that is gone no longer accepts is dropped.
  void send(std::string_view bytes) const;
  /// Answers the server, with `input` as standard input, until EXIT, the end, or `steps` steps.
  [[nodiscard]] Talk talk(std::string_view input = {}, std::size_t steps = SIZE_MAX) const;
  /// Ends only our side, and waits until the server has ended its side.
  void half_close() const;
  /// Waits until there is something to read, or the end.
  void wait_readable() const;
  [[nodiscard]] int fd() const { return fd_.get(); }

 private:
  test::Fd fd_;
};

/// An identity with an environment of about `environment` bytes, and the command.
[[nodiscard]] std::string request(const std::vector<std::string>& argv, std::size_t environment = 0);

}  // namespace smcp::wire_test
