#include "io/log_check.hpp"

#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

#include "support/catch.hpp"
#include "support/fd.hpp"
#include "support/temp_dir.hpp"

using namespace smcp;
using namespace std::chrono_literals;

namespace {

/// "" if it passes.
std::string refusal(const std::string& path) {
  uv::Loop loop;
  std::optional<Status> told;
  const uv::PathCheck check(loop, uv::log_question(path, path), uv::Clock::now() + 1h,
                            [&](Status status) { told.emplace(std::move(status)); });
  loop.run();
  REQUIRE(told);
  if (told->ok()) return "";
  CHECK(told->error().code == Errc::invalid_argument);
  const std::string begin = "log cannot be written, and nothing was started: " + path + " (";
  const std::string& message = told->error().message;
  REQUIRE(message.starts_with(begin));
  return message.substr(begin.size(), message.size() - begin.size() - 1);
}

}  // namespace

TEST_CASE("a log may be a regular file, or a new one in a folder that is there, and neither is touched") {
  const test::TempDir dir;
  test::write_file(dir / "old", "old");
  CHECK(refusal(dir / "old").empty());
  CHECK(refusal(dir / "new").empty());
  CHECK_FALSE(std::filesystem::exists(dir / "new"));
  CHECK(std::filesystem::file_size(dir / "old") == 3);
  std::filesystem::create_symlink(dir / "old", dir / "link");
  CHECK(refusal(dir / "link").empty());
  CHECK(refusal("/smcp-no-such-file").empty() == (::access("/", W_OK) == 0));
}

TEST_CASE("what is no regular file is refused as a log, by whatever name, without waiting for a reader") {
  const test::TempDir dir;
  REQUIRE(::mkfifo((dir / "fifo").c_str(), 0600) == 0);
  CHECK(refusal(dir / "fifo") == "not a regular file");
  CHECK(refusal("/dev/null") == "not a regular file");
  CHECK(refusal(dir.path()) == "illegal operation on a directory");
  std::filesystem::create_symlink("/dev/null", dir / "device");
  CHECK(refusal(dir / "device") == "not a regular file");
  std::filesystem::create_symlink(dir / "fifo", dir / "to-fifo");
  CHECK(refusal(dir / "to-fifo") == "not a regular file");
}

TEST_CASE("a log where nothing can be made is refused") {
  const test::TempDir dir;
  test::write_file(dir / "file", "");
  CHECK(refusal(dir / "none/log") == "no such file or directory");
  CHECK(refusal(dir / "file/log") == "not a directory");
  CHECK(refusal(dir / "new/") == "illegal operation on a directory");
  CHECK(refusal(dir / std::string(300, 'x')) == "name too long");
  std::filesystem::create_symlink(dir / "nowhere", dir / "link");
  CHECK(refusal(dir / "link") == "no such file or directory");
  if (::geteuid() == 0) return;  // who may do anything
  std::filesystem::permissions(dir / "file", std::filesystem::perms::owner_read);
  CHECK(refusal(dir / "file") == "permission denied");
}
