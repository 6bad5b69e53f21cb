#include "cli/followed_file.hpp"

#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

#include "support/catch.hpp"
#include "support/fd.hpp"
#include "support/temp_dir.hpp"

using namespace smcp;
using cli::FollowedFile;

namespace {

struct Following {
  void add(const std::string& text) const {
    const test::Fd writer = test::open_file(path, O_WRONLY | O_CREAT | O_APPEND);
    REQUIRE(::write(writer.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  }
  /// What has come; `|` where another file begins.
  std::string next() {
    seen.clear();
    CHECK(file.read());
    return seen;
  }

  test::TempDir dir;
  std::string path = dir / "f";
  std::string seen;
  FollowedFile file{path, {[this](std::string_view bytes) { seen += bytes; }, [this] { seen += "|"; }}};
};

}  // namespace

TEST_CASE("what is written to a followed file comes once") {
  Following f;
  f.add("a\nb");
  CHECK(f.next() == "a\nb");
  CHECK(f.next().empty());
  f.add("c\n");
  CHECK(f.next() == "c\n");
  const std::string much(200'000, 'x');
  f.add(much);
  CHECK(f.next() == much);
}

TEST_CASE("a followed file may come later, and what cannot be read says why") {
  Following f;
  const Status missing = f.file.read();
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == Errc::not_found);
  CHECK(missing.error().message == "no such file or directory");
  f.add("a");
  CHECK(f.next() == "a");
  FollowedFile folder(f.dir.path(), {[](std::string_view) {}, [] {}});
  const Status failed = folder.read();
  REQUIRE_FALSE(failed);
  CHECK(failed.error().message == "illegal operation on a directory");
}

TEST_CASE("when a followed file is moved away, it is read to its end, and then the new one") {
  Following f;
  f.add("a");
  CHECK(f.next() == "a");
  std::filesystem::rename(f.path, f.path + ".1");
  const std::string path = std::exchange(f.path, f.path + ".1");
  f.add("b");  // by a writer that has not been told yet
  CHECK(f.next() == "b");
  f.add("c");
  f.path = path;
  f.add("d");
  CHECK(f.next() == "c|d");
  f.add("e");
  CHECK(f.next() == "e");
}

TEST_CASE("a followed file that is emptied begins anew") {
  Following f;
  f.add("a long line\n");
  CHECK(f.next() == "a long line\n");
  std::filesystem::resize_file(f.path, 0);
  f.add("new\n");
  CHECK(f.next() == "|new\n");
}
