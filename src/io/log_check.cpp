#include "io/log_check.hpp"

#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

#include "io/uv_error.hpp"

namespace smcp::uv {
namespace {

/// Stands for a file that is none, such as a FIFO or a device; nothing here fails with it.
constexpr int kNotRegular = ENOTBLK;

int fail_with(int error) {
  errno = error;
  return -1;
}

/// Whether something may be made in the folder of a path that is not there.
int may_make(const char* path) {
  const std::string_view whole(path);
  const auto slash = whole.rfind('/');
  if (slash == std::string_view::npos) return fail_with(ENOENT);
  if (slash + 1 == whole.size()) return fail_with(EISDIR);
  std::array<char, PATH_MAX + 2> folder{};
  if (slash + 3 > folder.size()) return fail_with(ENAMETOOLONG);
  std::memcpy(folder.data(), path, slash + 1);
  folder[slash + 1] = '.';  // "FOLDER/." is there only if FOLDER is a directory
  return ::access(folder.data(), W_OK | X_OK);
}

/// An AccessCheck::Access, which does only what is safe in a signal handler.
int may_log(const char* path, int) {
  struct stat found {};
  if (::stat(path, &found) == 0) {
    if (S_ISDIR(found.st_mode)) return fail_with(EISDIR);
    return S_ISREG(found.st_mode) ? ::access(path, W_OK) : fail_with(kNotRegular);
  }
  if (errno != ENOENT) return -1;
  if (::lstat(path, &found) == 0) return fail_with(ENOENT);  // a link that leads nowhere
  return may_make(path);
}

std::string log_reason(int error) {
  return error == -kNotRegular ? "not a regular file" : error_text(error);
}

}  // namespace

PathCheck::Question log_question(const std::string& path, const std::string& shown) {
  PathCheck::Question question;
  question.path = path;
  question.access = may_log;
  question.refused = "log cannot be written, and nothing was started: " + shown;
  question.late =
      "the system did not say in time whether log can be written, and nothing was started: " + shown;
  question.reason = log_reason;
  return question;
}

}  // namespace smcp::uv
