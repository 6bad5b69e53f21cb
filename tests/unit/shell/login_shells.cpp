#include "shell/login_shells.hpp"

#include "support/catch.hpp"

using smcp::shell::login_shells;
using Shells = std::vector<std::string>;

TEST_CASE("login shells are the absolute paths of /etc/shells, each once") {
  CHECK(login_shells("# /etc/shells: valid login shells\n/bin/sh\n  /usr/bin/fish\t# "
                     "new\n\n/bin/sh\nrelative\n/bin/zsh") == Shells{"/bin/sh", "/usr/bin/fish", "/bin/zsh"});
}

TEST_CASE("without a file, they are those that libc takes for granted") {
  CHECK(login_shells("") == Shells{"/bin/sh", "/bin/csh"});
  CHECK(login_shells("# none\n#/bin/bash\n") == Shells{"/bin/sh", "/bin/csh"});
}
