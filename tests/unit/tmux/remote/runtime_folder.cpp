#include "tmux/remote/runtime_folder.hpp"

#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/catch.hpp"
#include "support/fd.hpp"
#include "support/temp_dir.hpp"
#include "support/unit/scoped_variable.hpp"

using namespace smcp::tmux;
using namespace smcp::test;
namespace fs = std::filesystem;

namespace {

/// As another one of ours would have left it.
std::string leave_behind(const TempDir& dir, const std::string& name,
                         fs::perms perms = fs::perms::owner_all) {
  const std::string path = dir / name;
  fs::create_directory(path);
  REQUIRE(::mknod((path + "/c").c_str(), S_IFSOCK | 0600, 0) == 0);
  fs::permissions(path, perms);
  return path;
}

}  // namespace

TEST_CASE("runtime folder: fresh, ours alone, and gone with its sockets") {
  const TempDir dir;
  const ScopedVariable runtime("XDG_RUNTIME_DIR", dir.path().c_str());
  std::string path;
  {
    const auto first = RuntimeFolder::make();
    const auto second = RuntimeFolder::make();
    REQUIRE((first && second));
    path = (*first)->path();
    CHECK(path.starts_with(dir / "sessions-mcp-ssh."));
    CHECK(path != (*second)->path());
    CHECK(fs::exists(path));  // the second has not swept it
    CHECK(fs::status(path).permissions() == fs::perms::owner_all);
    REQUIRE(::mknod((path + "/s").c_str(), S_IFSOCK | 0600, 0) == 0);
  }
  CHECK(fs::is_empty(dir.path()));
}

TEST_CASE("runtime folder: what a killed one left is swept, and nothing else") {
  const TempDir dir;
  const ScopedVariable runtime("XDG_RUNTIME_DIR", dir.path().c_str());
  const std::string dead = leave_behind(dir, "sessions-mcp-ssh.dead00");
  const std::string open = leave_behind(dir, "sessions-mcp-ssh.open00", fs::perms::all);
  const std::string held = leave_behind(dir, "sessions-mcp-ssh.held00");
  const std::string other = leave_behind(dir, "other");
  const std::string full = leave_behind(dir, "sessions-mcp-ssh.full00");
  write_file(full + "/file", "not ours to delete");
  fs::create_directory_symlink(other, dir / "sessions-mcp-ssh.link00");
  const Fd lock(::open(held.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  REQUIRE(::flock(lock.get(), LOCK_EX | LOCK_NB) == 0);
  const auto made = RuntimeFolder::make();
  REQUIRE(made);
  CHECK_FALSE(fs::exists(dead));
  CHECK(fs::exists(open + "/c"));
  CHECK(fs::exists(held + "/c"));
  CHECK(fs::exists(other + "/c"));
  CHECK(fs::exists(full + "/file"));
}

TEST_CASE(
    "runtime folder: where a socket's address has no room, or ssh would read more, another folder is taken") {
  const TempDir dir;
  const ScopedVariable temporary("TMPDIR", dir.path().c_str());
  for (const std::string& name :
       {std::string(100, 'x'), std::string("a%h"), std::string("a:b"), std::string("a b")}) {
    fs::create_directory(dir / name);
    const std::string path = dir / name;
    const ScopedVariable runtime("XDG_RUNTIME_DIR", path.c_str());
    const auto made = RuntimeFolder::make();
    REQUIRE(made);
    CHECK((*made)->path().starts_with(dir / "sessions-mcp-ssh."));
    CHECK(((*made)->path() + "/c.0123456789abcdef").size() < 108);
  }
  const ScopedVariable runtime("XDG_RUNTIME_DIR", "relative");
  CHECK(RuntimeFolder::make().value()->path().starts_with(dir / ""));
}
