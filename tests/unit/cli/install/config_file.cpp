#include "cli/install/config_file.hpp"

#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

#include "base/read_file.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

using namespace smcp;
using namespace smcp::cli;

namespace fs = std::filesystem;

namespace {

void write(const std::string& path, std::string_view text) {
  fs::create_directories(fs::path(path).parent_path());
  std::ofstream(path) << text;
}

ConfigFile read(const std::string& path) {
  const auto file = read_config(path);
  REQUIRE(file);
  return *file;
}

std::size_t files_in(const std::string& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("a file is replaced with its permissions and owner, and nothing stays beside it") {
  const test::TempDir dir;
  const std::string path = dir / "a.json";
  write(path, "old");
  ::chmod(path.c_str(), 0640);
  const bool root = ::geteuid() == 0;
  if (root) REQUIRE(::chown(path.c_str(), 1234, 2345) == 0);
  REQUIRE(replace_config(read(path), "new"));
  CHECK(read_whole(path) == "new");
  struct stat found {};
  REQUIRE(::stat(path.c_str(), &found) == 0);
  CHECK((found.st_mode & 07777) == 0640);
  if (root) {
    CHECK(found.st_uid == 1234);
    CHECK(found.st_gid == 2345);
  }
  CHECK(files_in(dir.path()) == 1);
}

TEST_CASE("a file that is not there is made with its folders, as the umask says") {
  const test::TempDir dir;
  const std::string path = dir / "x/y/a.json";
  const ConfigFile file = read(path);
  CHECK_FALSE(file.exists);
  const mode_t mask = ::umask(027);
  const Status made = replace_config(file, "{}");
  ::umask(mask);
  REQUIRE(made);
  CHECK(read_whole(path) == "{}");
  CHECK((fs::status(path).permissions() & fs::perms::mask) == fs::perms(0640));
  CHECK(files_in(dir / "x/y") == 1);
}

TEST_CASE("a symbolic link stays, and what it leads to is replaced") {
  const test::TempDir dir;
  write(dir / "dotfiles/real.json", "old");
  fs::create_symlink("dotfiles", dir / "linked");
  fs::create_symlink("linked/real.json", dir / "a.json");
  fs::create_symlink("dotfiles/none.json", dir / "b.json");
  REQUIRE(replace_config(read(dir / "a.json"), "new"));
  CHECK(fs::is_symlink(dir / "a.json"));
  CHECK(read_whole(dir / "dotfiles/real.json") == "new");
  REQUIRE(replace_config(read(dir / "b.json"), "made"));
  CHECK(fs::is_symlink(dir / "b.json"));
  CHECK(read_whole(dir / "dotfiles/none.json") == "made");
}

TEST_CASE("what another program wrote meanwhile is not overwritten") {
  const test::TempDir dir;
  const std::string path = dir / "a.json";
  const ConfigFile missing = read(path);
  write(path, "theirs");
  const Status made = replace_config(missing, "ours");
  REQUIRE_FALSE(made);
  CHECK(made.error().code == Errc::busy);
  const ConfigFile file = read(path);
  write(path, "theirs, too");
  const Status replaced = replace_config(file, "ours");
  REQUIRE_FALSE(replaced);
  CHECK(replaced.error().code == Errc::busy);
  CHECK(read_whole(path) == "theirs, too");
  const ConfigFile again = read(path);
  fs::remove(path);
  CHECK_FALSE(replace_config(again, "ours"));
  CHECK_FALSE(fs::exists(path));
  CHECK(files_in(dir.path()) == 0);
}

TEST_CASE("what is no regular file, or too large, is refused without waiting for anybody") {
  const test::TempDir dir;
  REQUIRE(::mkfifo((dir / "fifo").c_str(), 0600) == 0);
  fs::create_directory(dir / "folder");
  CHECK_FALSE(read_config(dir / "fifo"));
  CHECK_FALSE(read_config(dir / "folder"));
  write(dir / "large", "");
  REQUIRE(::truncate((dir / "large").c_str(), static_cast<off_t>(kMaxConfigFile)) == 0);
  CHECK(read(dir / "large").text.size() == kMaxConfigFile);
  REQUIRE(::truncate((dir / "large").c_str(), static_cast<off_t>(kMaxConfigFile) + 1) == 0);
  const auto large = read_config(dir / "large");
  REQUIRE_FALSE(large);
  CHECK(large.error().code == Errc::too_large);
}

TEST_CASE("a file below a file cannot be made, and the error says which folder is meant") {
  const test::TempDir dir;
  write(dir / "file", "");
  const ConfigFile file = read(dir / "file/a.json");
  CHECK_FALSE(file.exists);
  const Status made = replace_config(file, "x");
  REQUIRE_FALSE(made);
  CHECK(made.error().message.find(dir / "file") != std::string::npos);
}

TEST_CASE("backups are kept beside the file, each text once, and none is overwritten") {
  const test::TempDir dir;
  const std::string path = dir / "a.json";
  write(path, "1");
  ::chmod(path.c_str(), 0600);
  const auto first = back_up(read(path));
  REQUIRE(first);
  CHECK(*first == path + ".before-sessions-mcp");
  CHECK((fs::status(*first).permissions() & fs::perms::mask) == fs::perms(0600));
  write(path, "2");
  CHECK(back_up(read(path)).value() == path + ".before-sessions-mcp-2");
  CHECK(back_up(read(path)).value() == path + ".before-sessions-mcp-2");
  write(path, "1");
  CHECK(back_up(read(path)).value() == *first);
  CHECK(read_whole(*first) == "1");
  CHECK(backups_of(read(path)) == std::vector<std::string>{*first, *first + "-2"});
  for (int number = 3; number <= kMaxBackups; ++number) {
    write(path, std::to_string(number));
    REQUIRE(back_up(read(path)));
  }
  write(path, "one more");
  const auto full = back_up(read(path));
  REQUIRE_FALSE(full);
  CHECK(full.error().message.find("99 backups") != std::string::npos);
}
