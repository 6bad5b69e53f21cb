// The user whose account on another machine is, where that is not this user: $SESSIONS_MCP_TEST_FAR_USER names one whom
// scripts/test-matrix ssh has made. It takes root.
#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

namespace smcp::test {

struct FarUser {
  std::string name;
  uid_t uid;
  gid_t gid;
};

/// Null if it is this user.
[[nodiscard]] const FarUser* far_user();

/// Gives what is at `path`, and all in it, to `user`, if there is one; this user gets at it all the same, as root.
void give_to(const FarUser* user, const std::string& path);

/// The command that runs `argv` as `user`, if there is one: in the same process.
[[nodiscard]] std::vector<std::string> run_as(const FarUser* user, std::vector<std::string> argv);

}  // namespace smcp::test
