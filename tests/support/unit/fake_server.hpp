// A scripted tmux server, on the loop of the client that it serves. It does not keep the loop alive.
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <string>
#include <string_view>
#include <vector>

#include "io/uv_handle.hpp"
#include "io/uv_idle.hpp"
#include "support/fd.hpp"
#include "support/unit/listener.hpp"

namespace smcp::test {

struct Frame {
  std::uint32_t type = 0;
  std::string payload;
  bool operator==(const Frame&) const = default;
};

/// The bytes of one message. Numbers in a payload are little-endian; text() and number() make payloads.
[[nodiscard]] std::string frame(std::uint32_t type, std::string_view payload = {});
[[nodiscard]] std::string number(std::int32_t value);
/// WRITE_OPEN, WRITE, EXIT and the old STDOUT or STDERR, as sent by tmux.
[[nodiscard]] std::string write_open(std::int32_t stream, std::int32_t descriptor);
[[nodiscard]] std::string write(std::int32_t stream, std::string_view bytes);
[[nodiscard]] std::string exit_with(std::int32_t status, std::string_view message = {});
[[nodiscard]] std::string old_output(std::uint32_t type, std::string_view bytes);

class FakeServer {
 public:
  /// One connection.
  class Peer {
   public:
    Peer(FakeServer& server, Fd fd) : server_(server), fd_(std::move(fd)) {}
    void send(std::string_view bytes);
    /// Sends one piece per turn of the loop, which this does keep alive.
    void send_in_pieces(std::vector<std::string> pieces);
    void close();
    /// argv of COMMAND, joined with blanks.
    [[nodiscard]] std::string command() const;
    [[nodiscard]] std::size_t count(std::uint32_t type) const;
    [[nodiscard]] bool is_open() const { return static_cast<bool>(fd_); }

    std::vector<Frame> frames;  ///< received so far
    bool ended = false;         ///< the client has closed

   private:
    friend class FakeServer;
    void readable();

    FakeServer& server_;
    Fd fd_;
    uv::UvHandle<uv_poll_t> poll_;
    std::string rest_;
  };
  using Script = std::function<void(Peer&, const Frame&)>;

  /// `script` is called for each message that arrives.
  FakeServer(uv::Loop& loop, Script script);
  FakeServer(const FakeServer&) = delete;
  FakeServer& operator=(const FakeServer&) = delete;
  ~FakeServer();

  [[nodiscard]] const std::string& path() const { return listener_.path(); }
  /// Connections that are open at both ends.
  [[nodiscard]] std::size_t open_connections();

  std::list<Peer> peers;                 ///< all peers that there have been, in order
  std::function<void(Peer&)> on_accept;  ///< called before anything is read
  bool reads = true;                     ///< whether new peers are read at all
  std::size_t most_at_once = 0;

 private:
  void accept_all();
  void send_next_piece();

  uv::Loop& loop_;
  Script script_;
  Listener listener_;
  uv::UvHandle<uv_poll_t> poll_;
  uv::Idle sender_;
  Peer* slow_ = nullptr;
  std::vector<std::string> pieces_;
};

/// A script that answers each command with `output` and EXIT.
[[nodiscard]] FakeServer::Script answers_with(std::string output, std::int32_t status = 0);

}  // namespace smcp::test
