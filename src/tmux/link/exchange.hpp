// The dialogue of one request with a tmux server, on a connection of its own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "io/uv_socket.hpp"
#include "tmux/link/client.hpp"
#include "tmux/link/wire_decoder.hpp"

namespace smcp::tmux {

/// Sends the messages it is given, answers what the server asks in return, passes on what the command prints,
/// and ends with tmux's exit message. It can be started again after its end, and reuses its memory.
class Exchange {
 public:
  struct Ending {
    Result<Reply> result;
    /// The server has certainly run nothing, so the request may be tried another way.
    bool unheard = false;
    /// The connection was lost before the server had said anything; if `unheard` is set too, before it had
    /// read everything.
    bool lost = false;
    bool cut = false;  ///< the connection was lost after the server had begun to answer
  };
  using OnOutput = UniqueFunction<void(std::string_view)>;
  using OnEnd = UniqueFunction<void(Ending)>;

  /// Neither callback is called from within a member function, nor after close(). Either may close this,
  /// start it again or destroy it. `on_end` is called once, after the connection has been closed.
  Exchange(uv::Loop& loop, OnOutput on_output, OnEnd on_end);
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;
  ~Exchange();

  /// Connects and sends `messages`: an identity and a command. `input` is what the command reads from its
  /// standard input, and must stay valid until the end. `connected`, if it is none of -1, is a connection to take over in
  /// place of a new one. Returns 0, or a negative libuv error if there is no connection.
  [[nodiscard]] int begin(const std::string& path, std::string_view messages, std::string_view input,
                          int connected = -1);
  void close();

 private:
  // These return whether to go on; if not, the exchange has ended and this may have been destroyed.
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
  /// Whether the server has received the whole command, and so may have run it.
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
  /// Answers to what the server has asked in the current chunk. They are sent after its last message, or
  /// never if that ends the exchange: a server with two things to print sends everything, its exit included,
  /// along with its first question.
  std::string answers_;
  std::int32_t file_stream_ = -1;  ///< a stream above 2 that is standard output, too
  bool answered_ = false;          ///< the server has sent something that belongs to the command
  bool* left_ = nullptr;           ///< what it points to is set when this is closed during on_output
};

}  // namespace smcp::tmux
