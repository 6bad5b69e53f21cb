#include "cli/install/config_file.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace smcp::cli {
namespace {

/// New files get this less the umask, as the clients' own do.
constexpr mode_t kNewFile = 0666;
constexpr mode_t kPermissions = 07777;

Error failed(const std::string& what, const std::string& path) {
  return {Errc::io, what + " " + path + ": " + std::strerror(errno)};
}

/// A descriptor that is closed at the end.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

/// A file that is removed at the end, unless it has got another name.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& beside)
      : path_(beside + ".XXXXXX"), fd_(::mkostemp(path_.data(), O_CLOEXEC)) {}
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (fd_.get() >= 0 && !moved_) ::unlink(path_.c_str());
  }
  [[nodiscard]] int fd() const { return fd_.get(); }
  [[nodiscard]] const std::string& path() const { return path_; }
  void moved() { moved_ = true; }

 private:
  std::string path_;
  Descriptor fd_;
  bool moved_ = false;
};

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t size = ::write(fd, text.data(), text.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

mode_t own_umask() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return mask;
}

/// Writes the temporary file so that it lasts, with the old one's permissions and owner.
Status fill(const TemporaryFile& file, const ConfigFile& old, const std::string& text) {
  if (file.fd() < 0) return failed("cannot write in the folder of", old.real);
  struct stat made {};
  if (::fstat(file.fd(), &made) != 0) return failed("cannot write", file.path());
  const bool other_owner = old.exists && (made.st_uid != old.owner || made.st_gid != old.group);
  if (other_owner && ::fchown(file.fd(), old.owner, old.group) != 0)
    return failed("cannot keep the owner of", old.real);
  const mode_t mode = old.exists ? old.mode : kNewFile & ~own_umask();
  if (::fchmod(file.fd(), mode) != 0) return failed("cannot keep the permissions of", old.real);
  if (!write_all(file.fd(), text) || ::fsync(file.fd()) != 0) return failed("cannot write", file.path());
  return Ok{};
}

void sync_folder(const std::string& path) {
  const Descriptor folder(
      ::open(std::filesystem::path(path).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() >= 0)
    ::fsync(folder.get());  // where a file system cannot do that, nothing is lost but a guarantee
}

Error changed(const ConfigFile& file) {
  return {Errc::busy,
          file.path + " has just been changed by another program; nothing was written; try again"};
}

/// Whether it is still what was read.
Status unchanged(const ConfigFile& file) {
  const auto now = read_config(file.path);
  if (!now) return now.error();
  if (now->exists != file.exists || now->real != file.real || now->text != file.text) return changed(file);
  return Ok{};
}

/// Gives it the other name, but not to the cost of a file that has appeared there meanwhile.
Status place_new(TemporaryFile& file, const ConfigFile& target) {
  if (::link(file.path().c_str(), target.real.c_str()) == 0)
    return Ok{};  // the temporary name goes at the end
  if (errno == EEXIST) return changed(target);
  // There are file systems without hard links.
  if (::rename(file.path().c_str(), target.real.c_str()) != 0) return failed("cannot write", target.real);
  file.moved();
  return Ok{};
}

std::string backup_path(const ConfigFile& file, int number) {
  return file.real + ".before-sessions-mcp" + (number == 1 ? "" : "-" + std::to_string(number));
}

/// The real path, of a file that need not exist, nor its folder.
std::string real_path(const std::string& path) {
  std::error_code error;
  auto real = std::filesystem::weakly_canonical(path, error);
  if (error) return path;
  // A symbolic link that leads nowhere yet is followed, too: its target is made.
  for (int links = 0; links < 40 && std::filesystem::is_symlink(real, error); ++links) {
    const auto target = std::filesystem::read_symlink(real, error);
    if (error) return path;
    real =
        std::filesystem::weakly_canonical(target.is_absolute() ? target : real.parent_path() / target, error);
    if (error) return path;
  }
  return real.string();
}

}  // namespace

Result<ConfigFile> read_config(const std::string& path) {
  ConfigFile file;
  file.path = path;
  file.real = real_path(path);
  // Not to wait for whoever would write into a pipe.
  const Descriptor fd(::open(file.real.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (fd.get() < 0 && (errno == ENOENT || errno == ENOTDIR)) return file;
  if (fd.get() < 0) return failed("cannot read", path);
  struct stat found {};
  if (::fstat(fd.get(), &found) != 0) return failed("cannot read", path);
  if (!S_ISREG(found.st_mode)) return Error{Errc::io, path + " is not a regular file"};
  if (found.st_size > static_cast<off_t>(kMaxConfigFile))
    return Error{Errc::too_large, path + " is larger than 64 MiB"};
  file.exists = true;
  file.mode = found.st_mode & kPermissions;
  file.owner = found.st_uid;
  file.group = found.st_gid;
  char buffer[64 * 1024];
  for (;;) {
    const ssize_t size = ::read(fd.get(), buffer, sizeof buffer);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return failed("cannot read", path);
    if (size == 0) return file;
    file.text.append(buffer, static_cast<std::size_t>(size));
    if (file.text.size() > kMaxConfigFile) return Error{Errc::too_large, path + " is larger than 64 MiB"};
  }
}

Status replace_config(const ConfigFile& file, const std::string& text) {
  std::error_code error;
  const auto folder = std::filesystem::path(file.real).parent_path();
  std::filesystem::create_directories(folder, error);
  if (error) return Error{Errc::io, "cannot make the folder " + folder.string() + ": " + error.message()};
  if (file.exists && ::access(file.real.c_str(), W_OK) != 0) return failed("cannot write", file.path);
  TemporaryFile made(file.real);
  if (Status filled = fill(made, file, text); !filled) return filled;
  if (Status same = unchanged(file); !same) return same;
  if (file.exists) {
    if (::rename(made.path().c_str(), file.real.c_str()) != 0) return failed("cannot write", file.real);
    made.moved();
  } else if (Status placed = place_new(made, file); !placed) {
    return placed;
  }
  sync_folder(file.real);
  return Ok{};
}

std::vector<std::string> backups_of(const ConfigFile& file) {
  std::vector<std::string> paths;
  for (int number = 1; number <= kMaxBackups; ++number) {
    const std::string path = backup_path(file, number);
    if (::access(path.c_str(), F_OK) != 0) break;
    paths.push_back(path);
  }
  return paths;
}

Result<std::string> back_up(const ConfigFile& file) {
  const auto older = backups_of(file);
  for (const auto& path : older) {
    const auto backup = read_config(path);
    if (backup && backup->text == file.text) return path;
  }
  if (older.size() == static_cast<std::size_t>(kMaxBackups))
    return Error{Errc::io, "there are " + std::to_string(kMaxBackups) + " backups of " + file.path +
                               " already; delete those that end in .before-sessions-mcp-NUMBER"};
  ConfigFile copy = file;
  copy.real = copy.path = backup_path(file, static_cast<int>(older.size()) + 1);
  TemporaryFile made(copy.real);
  if (Status filled = fill(made, copy, file.text); !filled) return filled.error();
  if (Status placed = place_new(made, copy); !placed) return placed.error();
  return copy.real;
}

}  // namespace smcp::cli
