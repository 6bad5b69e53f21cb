#include "tmux/remote/ssh_errors.hpp"

#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::tmux;

TEST_CASE("ssh's last words: the last line that says something, bounded and printable") {
  CHECK(last_words("").empty());
  CHECK(last_words("\r\n \n").empty());
  CHECK(last_words("Banner\r\nssh: connect to host x port 22: Connection refused\r\n\r\n") ==
        "ssh: connect to host x port 22: Connection refused");
  CHECK(last_words("a\x1b[31mb\x7f") == "a[31mb");
  CHECK(last_words("Connection to x closed by remote host.\r\n") == "Connection to x closed by remote host.");
  CHECK(last_words(std::string(5000, 'x')).size() < 300);
}

TEST_CASE("each thing that ssh complains of has its advice, which names the machine") {
  const auto advice = [](std::string_view said) { return not_reached("me@far", said).message; };
  CHECK(not_reached("far", "x").code == Errc::unreachable);
  CHECK(advice("") == "ssh did not get to me@far. Run `ssh me@far` once by hand to see what is wrong");
  CHECK(advice("kex: whatever\n") ==
        "ssh did not get to me@far: kex: whatever. Run `ssh me@far` once by hand to see what is wrong");
  CHECK(advice("kex: whatever.\r\n") == advice("kex: whatever\n"));
  const std::string changed =
      "@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nmore\nHost key verification failed.\n";
  CHECK(advice(changed).find("not the one that is known") != std::string::npos);
  CHECK(advice("Host key verification failed.").find("not known yet: run `ssh me@far` once") !=
        std::string::npos);
  CHECK(advice("me@far: Permission denied (publickey).").find("run `ssh me@far` once by hand") !=
        std::string::npos);
  CHECK(advice("connect to host far port 22: Connection timed out").find("Is the machine up") !=
        std::string::npos);
  CHECK(not_reached("a b", "x").message.find("`ssh 'a b'`") != std::string::npos);
}

TEST_CASE("forwarding that is forbidden is told from a socket at which nobody listens") {
  CHECK(forbids_forwarding("channel 2: open failed: administratively prohibited: open failed\r\n"));
  CHECK(forbids_forwarding("channel 3: open failed: unknown channel type: unsupported\r\n"));
  CHECK_FALSE(forbids_forwarding("channel 2: open failed: connect failed: open failed\r\n"));
}
