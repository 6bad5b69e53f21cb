// One request's talk with a tmux server on a connection of its own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "io/uv_socket.hpp"
#include "tmux/link/client.hpp"
#include "tmux/link/wire_decoder.hpp"

namespace smcp::tmux {

/// Sends what it is given, answers what the server asks in return, hands on what the command prints, and ends
/// with tmux's exit. May begin again after its end, keeping its memory.
class Exchange {
 public:
  struct Ending {
    Result<Reply> result;
    /// The server has certainly run nothing: the request may be tried another way.
    bool unheard = false;
    /// The connection was lost before the server had said anything. If `unheard`, then before it had read
    /// all.
    bool lost = false;
  };
  using OnOutput = UniqueFunction<void(std::string_view)>;
  using OnEnd = UniqueFunction<void(Ending)>;

  /// Neither is called from within a member function, nor after close(). Either may close this, begin anew or
  /// destroy this. `on_end` comes once, after the connection has been closed.
  Exchange(uv::Loop& loop, OnOutput on_output, OnEnd on_end);
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;
  ~Exchange();

  /// Connects and sends `messages`: an identity and a command. `input` is what the command reads from its
  /// standard input, and must stay until the end. 0 or a negative libuv error if there is no connection.
  [[nodiscard]] int begin(const std::string& path, std::string_view messages, std::string_view input);
  void close();

 private:
  // Whether to go on; if not, all is over and this may be gone.
  bool handle(const wire::Message& message);
  bool write_opened(const wire::Message& message);
  bool written(const wire::Message& message);
  bool old_output(const wire::Message& message);
  bool read_opened(const wire::Message& message);
  bool old_input_wanted();
  bool exited(const wire::Message& message);
  bool other_version(std::uint32_t version);
  bool unexpected(const std::string& what);
  bool end(Ending ending);
  /// Whether the server has all of the command, and may have run it.
  [[nodiscard]] bool command_sent() const { return answered_ || socket_.sent_all(); }

  void received(std::string_view bytes);
  void lost(int status);
  bool output(std::string_view bytes);
  void error_output(std::string_view bytes);

  OnOutput on_output_;
  OnEnd on_end_;
  uv::LocalSocket socket_;
  wire::Decoder decoder_;
  std::string_view input_;
  std::string error_output_;
  /// What the server has asked for in the messages at hand. It goes out after the last of them, or never if
  /// that is the end: a server that has two things to print sends all and its exit with its first question.
  std::string answers_;
  std::int32_t file_stream_ = -1;  ///< a stream over 2 that is standard output, too
  bool answered_ = false;          ///< the server has said something of the command's
  bool* left_ = nullptr;           ///< set once what on_output was called for is over
};

}  // namespace smcp::tmux
