#include "support/far_user.hpp"

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <pwd.h>
#include <unistd.h>

#include "support/failure.hpp"

namespace smcp::test {
namespace {

std::optional<FarUser> named_user() {
  const char* const name = std::getenv("SESSIONS_MCP_TEST_FAR_USER");
  if (name == nullptr) return std::nullopt;
  const passwd* const found = ::getpwnam(name);
  if (found == nullptr) fail("there is no user " + std::string(name));
  return FarUser{name, found->pw_uid, found->pw_gid};
}

void give_one(const FarUser& user, const std::string& path) {
  if (::lchown(path.c_str(), user.uid, user.gid) != 0) fail_errno("chown " + path);
}

}  // namespace

const FarUser* far_user() {
  static const std::optional<FarUser> user = named_user();
  return user ? &*user : nullptr;
}

void give_to(const FarUser* user, const std::string& path) {
  if (user == nullptr) return;
  give_one(*user, path);
  if (!std::filesystem::is_directory(path)) return;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) give_one(*user, entry.path());
}

std::vector<std::string> run_as(const FarUser* user, std::vector<std::string> argv) {
  if (user == nullptr) return argv;
  const std::string uid = std::to_string(user->uid);
  const std::string gid = std::to_string(user->gid);
  const std::vector<std::string> words = {"setpriv", "--reuid=" + uid, "--regid=" + gid, "--init-groups",
                                          "--"};
  argv.insert(argv.begin(), words.begin(), words.end());
  return argv;
}

}  // namespace smcp::test
