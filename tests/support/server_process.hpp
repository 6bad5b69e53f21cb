// The built sessions-mcp as a child process, and a client's end of its standard streams.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/child.hpp"
#include "support/json.hpp"
#include "support/temp_dir.hpp"
#include "support/witness.hpp"

namespace smcp::test {

/// $SESSIONS_MCP_BINARY, else the binary of this build.
[[nodiscard]] std::string server_binary();

enum class Channel { pipe, socket, terminal };

class FarDoor;

struct ServerOptions {
  Environment environment;
  std::vector<std::string> arguments;
  Channel input = Channel::pipe;
  Channel output = Channel::pipe;
  std::string binary = server_binary();
};

/// Every wait that takes too long throws std::runtime_error with what the server wrote to stderr.
class ServerProcess {
 public:
  explicit ServerProcess(const ServerOptions& options);
  ~ServerProcess();

  /// Writes everything, and reads replies meanwhile, so that neither side waits for the other.
  void send(std::string_view line) { send_bytes(std::string(line) + "\n"); }
  void send_bytes(std::string_view bytes);
  /// Writes as much as the server accepts, without reading any reply, until it has accepted nothing for
  /// `quiet`. Returns the number of bytes accepted.
  [[nodiscard]] std::size_t send_without_reading(std::string_view bytes, milliseconds quiet);

  /// The next line, whatever it is.
  [[nodiscard]] std::string receive_line(milliseconds time = kPatience);
  [[nodiscard]] Json receive(milliseconds time = kPatience) { return Json::parse(receive_line(time)); }
  /// The reply with this id (given as JSON text); other lines are kept for later.
  [[nodiscard]] Json reply(std::string_view id, milliseconds time = kPatience);
  [[nodiscard]] Json ask(std::string_view id, std::string_view line, milliseconds time = kPatience);

  /// One tool call of the stateless era and its `result`.
  [[nodiscard]] Json call(std::string_view tool, std::string_view arguments = "{}",
                          milliseconds time = kPatience);

  /// Closes the server's standard input.
  void end_input();
  /// Ends the input, reads everything up to the end of the output, and waits for the exit. The lines are
  /// kept.
  [[nodiscard]] ExitStatus finish(milliseconds time = kPatience);
  /// Lines that have arrived and were not taken.
  [[nodiscard]] const std::deque<std::string>& unread() const { return lines_; }
  void close_output() { output_.reset(); }

  [[nodiscard]] Child& child() { return child_; }
  [[nodiscard]] pid_t pid() const { return child_.pid(); }
  [[nodiscard]] std::string log() const { return read_file(log_path_); }
  [[nodiscard]] const Fd& input() const { return input_; }

 private:
  struct Streams;
  ServerProcess(const ServerOptions& options, std::unique_ptr<FarDoor>&& door);
  ServerProcess(const ServerOptions& options, std::unique_ptr<FarDoor>&& door, Streams streams);

  /// Waits for at most `time`, and then writes from `unsent` and reads what is possible. False if nothing
  /// happened.
  bool exchange(std::string_view* unsent, bool read, milliseconds time);
  bool read_available();
  [[noreturn]] void give_up(const std::string& what) const;
  /// What the server said last, for whoever reads that a test failed.
  [[nodiscard]] std::string account() const;

  TempDir dir_;
  std::unique_ptr<FarDoor> door_;  ///< null: its tmux is on this machine
  std::string log_path_;
  Fd input_;
  Fd output_;
  bool output_ended_ = false;
  Child child_;
  std::string partial_;
  std::deque<std::string> lines_;
  std::deque<std::string> newest_;  ///< the beginnings of the last lines, taken or not
  int next_id_ = 1;
  Witness witness_{[this] { return account(); }};
};

}  // namespace smcp::test
