// A uv::LocalSocket and its peer, for its tests.
#pragma once

#include <array>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <vector>

#include "io/uv_socket.hpp"
#include "support/catch.hpp"
#include "support/deadline.hpp"
#include "support/fd.hpp"
#include "support/unit/listener.hpp"

namespace smcp::test {

/// A client, and a peer that the test plays by hand.
struct SocketPair {
  SocketPair() {
    REQUIRE(client.connect(listener.path()) == 0);
    peer = listener.accept();
    REQUIRE(peer);
  }

  /// Runs the loop until `condition` holds; it may block, so something must always be going to happen.
  template <typename Condition>
  [[nodiscard]] bool turn_until(Condition condition) {
    return wait_until([&] {
      uv_run(loop.raw(), UV_RUN_NOWAIT);
      return condition();
    });
  }
  /// Reads what is available, with descriptors.
  std::string read_some(std::vector<Fd>* descriptors = nullptr) const {
    std::array<char, 50'000> chunk;
    iovec data{chunk.data(), chunk.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(8 * sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t size = ::recvmsg(peer.get(), &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    for (cmsghdr* header = CMSG_FIRSTHDR(&message); size > 0 && header != nullptr;
         header = CMSG_NXTHDR(&message, header)) {
      int fd = -1;
      std::memcpy(&fd, CMSG_DATA(header), sizeof fd);
      CHECK(header->cmsg_len == CMSG_LEN(sizeof fd));
      if (descriptors != nullptr) descriptors->emplace_back(fd);
    }
    return size <= 0 ? "" : std::string(chunk.data(), static_cast<std::size_t>(size));
  }
  void write(std::string_view bytes) const {
    REQUIRE(::send(peer.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
            static_cast<ssize_t>(bytes.size()));
  }

  uv::Loop loop;
  Listener listener;
  Fd peer;
  std::string got;
  std::optional<int> end;
  int ends = 0;
  uv::LocalSocket client{loop, [this](std::string_view bytes) { got += bytes; },
                         [this](int status) {
                           ++ends;
                           end = status;
                           CHECK_FALSE(client.is_open());
                         }};
};

/// Bytes in which each place can be distinguished from its neighbours.
inline std::string numbered(std::size_t size) {
  std::string text(size, ' ');
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>(i * 31 + i / 251);
  return text;
}

}  // namespace smcp::test
