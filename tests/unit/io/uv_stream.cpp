#include "io/uv_stream.hpp"

#include <array>
#include <fcntl.h>
#include <optional>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

#include "io/uv_timer.hpp"
#include "support/catch.hpp"

using namespace smcp;
using namespace std::chrono_literals;

TEST_CASE("a stream reads, pauses, resumes and ends") {
  std::array<int, 2> fds{};
  REQUIRE(::pipe2(fds.data(), O_CLOEXEC) == 0);
  uv::Loop loop;
  auto opened = uv::Stream::open(loop, fds[0]);
  REQUIRE(opened.ok());
  auto stream = std::move(*opened);
  std::string got;
  std::optional<int> end;
  uv::Timer resume(loop, [&] { stream->read_resume(); });
  stream->read_start(
      [&](std::string_view bytes) {
        got += bytes;
        stream->read_stop();
        resume.start(1ms);
      },
      [&](int status) {
        end = status;
        stream.reset();
      });
  REQUIRE(::write(fds[1], "abc", 3) == 3);
  ::close(fds[1]);
  loop.run();
  CHECK(got == "abc");
  CHECK(end == 0);
}

TEST_CASE("a stream writes what fits at once, and the rest in its own time") {
  std::array<int, 2> fds{};
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) == 0);
  uv::Loop loop;
  auto writer = std::move(*uv::Stream::open(loop, fds[0]));
  auto reader = std::move(*uv::Stream::open(loop, fds[1]));
  const std::string big(4U << 20U, 'x');
  const auto taken = writer->try_write(big);
  REQUIRE(taken > 0);
  REQUIRE(taken < static_cast<std::ptrdiff_t>(big.size()));
  CHECK(writer->try_write("y") == 0);
  std::optional<int> written;
  writer->write(big.substr(static_cast<std::size_t>(taken)), [&](int status) {
    written = status;
    writer.reset();
  });
  std::size_t got = 0;
  reader->read_start([&](std::string_view bytes) { got += bytes.size(); }, [&](int) { reader.reset(); });
  loop.run();
  CHECK(got == big.size());
  CHECK(written == 0);
}

TEST_CASE("a stream that is destroyed with a write under way calls nobody") {
  std::array<int, 2> fds{};
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) == 0);
  bool called = false;
  {
    uv::Loop loop;
    auto writer = std::move(*uv::Stream::open(loop, fds[0]));
    writer->write(std::string(4U << 20U, 'x'), [&](int) { called = true; });
    writer.reset();
  }
  CHECK_FALSE(called);
  ::close(fds[1]);
}

TEST_CASE("descriptors are told apart") {
  std::array<int, 2> fds{};
  REQUIRE(::pipe2(fds.data(), O_CLOEXEC) == 0);
  CHECK(uv::kind_of(fds[0]) == uv::FdKind::stream);
  const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  CHECK(uv::kind_of(null) == uv::FdKind::file);
  CHECK(uv::kind_of(12345) == uv::FdKind::unusable);
  uv::Loop loop;
  CHECK(uv::Stream::open(loop, null).error().code == Errc::io);
  ::close(null);
  ::close(fds[0]);
  ::close(fds[1]);
}

TEST_CASE("a write that libuv refuses is told later, and its receiver may destroy the stream") {
  uv::Loop loop;
  auto unopened = uv::Stream::pipe(loop);
  std::vector<int> told;
  unopened->write("one", [&](int status) { told.push_back(status); });
  unopened->write("two", [&](int status) {
    told.push_back(status);
    unopened.reset();
  });
  unopened->write("three", [&](int) { told.push_back(1); });
  CHECK(told.empty());
  loop.run();
  REQUIRE(told.size() == 2);
  CHECK((told[0] < 0 && told[1] < 0));
}
