#include "transport/output.hpp"

#include <array>
#include <fcntl.h>
#include <unistd.h>

#include "support/catch.hpp"

using namespace smcp;
using transport::Output;

TEST_CASE("a pipe for output is made large enough for a large reply to go over at once") {
  std::array<int, 2> fds{};
  REQUIRE(::pipe2(fds.data(), O_CLOEXEC) == 0);
  {
    uv::Loop loop;
    auto output = Output::open(loop, fds[1], {[] {}, [](int) {}});
    REQUIRE(output.ok());
    CHECK(::fcntl(fds[0], F_GETPIPE_SZ) >= Output::kPipeSize);
    std::string bytes(Output::kPipeSize, 'x');
    (*output)->send(bytes);
    CHECK((*output)->unwritten() == 0);
  }
  ::close(fds[0]);
}
