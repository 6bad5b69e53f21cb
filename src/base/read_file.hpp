// Reading a small file, such as those in /proc, where reading can fail after opening has succeeded.
#pragma once

#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace smcp {

/// As much of the file as could be read; "" if it does not exist. (An ifstream's iterators throw if read()
/// fails, as it does in /proc when a process ends.)
[[nodiscard]] inline std::string read_whole(const std::string& path) {
  std::string text;
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return text;
  char buffer[4096];
  for (ssize_t size = 0; (size = ::read(fd, buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(size));
  ::close(fd);
  return text;
}

}  // namespace smcp
