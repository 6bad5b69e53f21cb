#include "told.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "bench.hpp"

namespace smcp::bench {

ToldByShell::ToldByShell(std::string path) : path_(std::move(path)) {
  require(::mkfifo(path_.c_str(), 0600) == 0, "no fifo");
  fifo_ = test::open_file(path_, O_RDWR);
}

std::string ToldByShell::telling(std::string_view word) const {
  return "echo " + std::string(word) + " >" + path_;
}

void ToldByShell::await(std::string_view word) const {
  std::string told(word.size() + 1, '\0');
  std::size_t size = 0;
  while (size < told.size()) {
    const ssize_t got = ::read(fifo_.get(), &told[size], told.size() - size);
    require(got > 0, "the shell tells nothing");
    size += static_cast<std::size_t>(got);
  }
  require(told == std::string(word) + "\n", "the shell tells something else");
}

}  // namespace smcp::bench
