#include "io/append_file.hpp"

#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/catch.hpp"
#include "support/fd.hpp"
#include "support/temp_dir.hpp"

using namespace smcp;
using uv::AppendFile;

namespace {

std::string reason(const Status& status) {
  return status ? "" : status.error().message;
}

struct stat stat_of(const std::string& path) {
  struct stat found {};
  REQUIRE(::stat(path.c_str(), &found) == 0);
  return found;
}

/// Until it is destroyed, no file may become longer.
class SizeLimit {
 public:
  explicit SizeLimit(rlim_t bytes) {
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before_) == 0);
    const rlimit limit{bytes, before_.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &limit) == 0);
  }
  SizeLimit(const SizeLimit&) = delete;
  SizeLimit& operator=(const SizeLimit&) = delete;
  ~SizeLimit() { ::setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

std::string drained(const test::Fd& fifo) {
  std::string text(100'000, '\0');
  const ssize_t size = ::read(fifo.get(), text.data(), text.size());
  return text.substr(0, static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
}

}  // namespace

TEST_CASE("a file is made for its owner alone, and the mode of one that is there stays") {
  const test::TempDir dir;
  AppendFile file(dir / "new");
  REQUIRE(file.open());
  CHECK((stat_of(dir / "new").st_mode & 07777U) == 0600);
  test::write_file(dir / "old", "x\n");
  REQUIRE(::chmod((dir / "old").c_str(), 0640) == 0);
  AppendFile old(dir / "old");
  REQUIRE(old.open());
  CHECK(old.append("y"));
  CHECK((stat_of(dir / "old").st_mode & 07777U) == 0640);
  CHECK(test::read_file(dir / "old") == "x\ny\n");
}

TEST_CASE("lines of several writers stand one behind the other") {
  const test::TempDir dir;
  AppendFile one(dir / "f");
  AppendFile two(dir / "f");
  REQUIRE((one.open() && two.open()));
  for (const char* line : {"a", "c"}) {
    CHECK(one.append(line));
    CHECK(two.append("b"));
  }
  CHECK(test::read_file(dir / "f") == "a\nb\nc\nb\n");
}

TEST_CASE("what cannot be appended to says why") {
  const test::TempDir dir;
  CHECK(reason(AppendFile(dir / "no/f").open()) == "no such file or directory");
  CHECK(reason(AppendFile(dir.path()).open()) == "illegal operation on a directory");
  std::filesystem::create_symlink(dir / "f", dir / "link");
  CHECK(reason(AppendFile(dir / "link").open()).starts_with("it is a symbolic link, which is not followed"));
  CHECK_FALSE(std::filesystem::exists(dir / "f"));
  REQUIRE(::mkfifo((dir / "fifo").c_str(), 0600) == 0);
  CHECK(reason(AppendFile(dir / "fifo").open()) == "no such device or address");  // nobody reads it
  AppendFile full("/dev/full");
  REQUIRE(full.open());
  CHECK(full.reserve(1).value() == AppendFile::Room::unknown);
  CHECK(reason(full.append("x")) == "no space left on device");
}

TEST_CASE("room is reserved behind the end without a change of the length") {
  const test::TempDir dir;
  AppendFile file(dir / "f");
  REQUIRE(file.open());
  const auto room = file.reserve(100'000);
  REQUIRE(room);
  CHECK(stat_of(dir / "f").st_size == 0);
  if (*room == AppendFile::Room::reserved) CHECK(stat_of(dir / "f").st_blocks * 512 >= 100'000);
  CHECK(file.append("x"));
  CHECK(test::read_file(dir / "f") == "x\n");
}

TEST_CASE("the process's limit is kept to the byte, and does not end the process") {
  const test::TempDir dir;
  AppendFile file(dir / "f");
  REQUIRE(file.open());
  const SizeLimit limit(10);
  CHECK(file.append("1234"));
  CHECK(file.reserve(5));
  CHECK(reason(file.reserve(6).ok() ? Status(Ok{}) : Status(file.reserve(6).error())) == "file too large");
  CHECK(reason(file.append("12345")) == "file too large");
  CHECK(file.append("1234"));
  CHECK(test::read_file(dir / "f") == "1234\n1234\n");
  REQUIRE(::raise(SIGXFSZ) == 0);  // what the kernel does where others append as well
}

TEST_CASE("a file that was removed is made again, and one that was moved away is kept") {
  const test::TempDir dir;
  AppendFile file(dir / "f");
  REQUIRE(file.open());
  std::filesystem::rename(dir / "f", dir / "f.1");
  CHECK(file.append("old"));
  CHECK(test::read_file(dir / "f.1") == "old\n");
  REQUIRE(file.open());
  CHECK(file.append("new"));
  CHECK(test::read_file(dir / "f") == "new\n");
  std::filesystem::remove(dir / "f");
  CHECK(file.reserve(10));
  CHECK(file.append("again"));
  CHECK(test::read_file(dir / "f") == "again\n");
}

TEST_CASE("in a folder that was removed it fails, until that is there again") {
  const test::TempDir dir;
  std::filesystem::create_directory(dir / "d");
  AppendFile file(dir / "d/f");
  REQUIRE(file.open());
  std::filesystem::remove_all(dir / "d");
  CHECK(reason(file.append("x")) == "no such file or directory");
  CHECK_FALSE(file.reserve(1));
  std::filesystem::create_directory(dir / "d");
  CHECK(file.append("y"));
  CHECK(test::read_file(dir / "d/f") == "y\n");
}

TEST_CASE("after half a line, the next one begins on a line of its own") {
  const test::TempDir dir;
  REQUIRE(::mkfifo((dir / "fifo").c_str(), 0600) == 0);
  const test::Fd reader(::open((dir / "fifo").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  const int size = ::fcntl(reader.get(), F_SETPIPE_SZ, 4096);
  REQUIRE(size > 0);
  AppendFile file(dir / "fifo");
  REQUIRE(file.open());
  CHECK(file.reserve(1).value() == AppendFile::Room::unknown);
  CHECK(reason(file.append(std::string(static_cast<std::size_t>(size) + 1000, 'x'))) ==
        "resource temporarily unavailable");
  CHECK(reason(file.append("lost")) == "resource temporarily unavailable");
  CHECK(drained(reader) == std::string(static_cast<std::size_t>(size), 'x'));
  CHECK(file.append("next"));
  CHECK(file.append("more"));
  CHECK(drained(reader) == "\nnext\nmore\n");
}
