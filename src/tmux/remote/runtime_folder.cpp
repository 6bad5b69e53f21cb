#include "tmux/remote/runtime_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

#include "base/environment_value.hpp"
#include "text/shell_word.hpp"

namespace smcp::tmux {
namespace {

constexpr std::string_view kFolderPrefix = "sessions-mcp-ssh.";
constexpr std::string_view kRandom = "XXXXXX";
/// For `/`, the name of a socket, and the 17 characters that ssh puts behind it while it makes one.
constexpr std::size_t kRoom = 24;
constexpr std::size_t kLongestParent =
    sizeof(sockaddr_un::sun_path) - 1 - kRoom - kFolderPrefix.size() - kRandom.size() - 1;
/// Others may sweep what we have just made before we hold it; not again and again.
constexpr int kAttempts = 8;

bool is_ours(const struct stat& found) {
  return S_ISDIR(found.st_mode) && found.st_uid == ::geteuid() && (found.st_mode & 0777) == 0700;
}

/// Opens and locks a folder of ours. -1 if it is none, or somebody holds it.
int hold(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  struct stat held {};
  struct stat named {};
  // Once it is locked, nobody else takes it away; before that it may have been, and its name be another's.
  if (fd >= 0 && ::fstat(fd, &held) == 0 && is_ours(held) && ::flock(fd, LOCK_EX | LOCK_NB) == 0 &&
      ::lstat(path.c_str(), &named) == 0 && named.st_ino == held.st_ino && named.st_dev == held.st_dev)
    return fd;
  if (fd >= 0) ::close(fd);
  return -1;
}

std::vector<std::string> names_in(const std::string& path) {
  std::vector<std::string> names;
  DIR* const folder = ::opendir(path.c_str());
  if (folder == nullptr) return names;
  while (const dirent* const entry = ::readdir(folder)) names.emplace_back(entry->d_name);
  ::closedir(folder);
  return names;
}

/// Takes away a folder that we hold, with the sockets in it; nothing else is ever in one.
void remove_held(const std::string& path, int fd) {
  for (const auto& name : names_in(path)) {
    struct stat found {};
    if (::fstatat(fd, name.c_str(), &found, AT_SYMLINK_NOFOLLOW) == 0 && S_ISSOCK(found.st_mode))
      ::unlinkat(fd, name.c_str(), 0);
  }
  ::rmdir(path.c_str());
  ::close(fd);
}

void sweep(const std::string& parent) {
  for (const auto& name : names_in(parent)) {
    if (!name.starts_with(kFolderPrefix)) continue;
    std::string path = parent;
    path.append("/").append(name);
    if (const int fd = hold(path); fd >= 0) remove_held(path, fd);
  }
}

/// Where it can be made: an absolute path that is short enough, and plain.
std::string parent_folder() {
  for (const char* const variable : {"XDG_RUNTIME_DIR", "TMPDIR"}) {
    std::string path(environment_value(variable));
    if (path.starts_with('/') && path.size() <= kLongestParent && shell_word(path) == path &&
        ::access(path.c_str(), W_OK | X_OK) == 0)
      return path;
  }
  return "/tmp";
}

}  // namespace

Result<std::shared_ptr<RuntimeFolder>> RuntimeFolder::make() {
  const std::string parent = parent_folder();
  sweep(parent);
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    std::string path = parent + "/" + std::string(kFolderPrefix) + std::string(kRandom);
    if (::mkdtemp(path.data()) == nullptr) break;
    if (const int fd = hold(path); fd >= 0) return std::make_shared<RuntimeFolder>(std::move(path), fd);
    errno = EAGAIN;
  }
  return Error{Errc::io, "cannot make a folder for ssh's sockets in " + parent + ": " + std::strerror(errno)};
}

RuntimeFolder::~RuntimeFolder() {
  remove_held(path_, lock_);
}

}  // namespace smcp::tmux
