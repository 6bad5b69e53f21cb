#include "tmux/link/endpoint.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>

#include "support/catch.hpp"
#include "support/temp_dir.hpp"
#include "support/unit/listener.hpp"
#include "support/unit/scoped_variable.hpp"

using namespace smcp::tmux;
using smcp::Errc;
using smcp::test::Listener;
using smcp::test::ScopedVariable;
using smcp::test::TempDir;

TEST_CASE("the socket is found as tmux finds it") {
  const ScopedVariable tmux("TMUX", "/run/x/sock,123,0");
  const TempDir dir;
  const ScopedVariable folder("TMUX_TMPDIR", dir.path().c_str());
  const std::string by_uid =
      std::filesystem::canonical(dir.path()).string() + "/tmux-" + std::to_string(::geteuid()) + "/";
  using Flags = std::vector<std::string>;

  CHECK(find_endpoint({"tmux", "n", "/p"}).server_flags == Flags{"-S", "/p"});
  CHECK(find_endpoint({"tmux", "n", std::nullopt}).server_flags == Flags{"-L", "n"});
  CHECK(find_endpoint({"tmux", "n", std::nullopt}).socket_path == by_uid + "n");
  CHECK(find_endpoint({}).socket_path == "/run/x/sock");
  CHECK(find_endpoint({}).server_flags == Flags{"-S", "/run/x/sock"});

  const ScopedVariable outside("TMUX", nullptr);
  CHECK(find_endpoint({}).server_flags == Flags{"-L", "default"});
  CHECK(find_endpoint({}).socket_path == by_uid + "default");

  const std::string fallback =
      std::filesystem::canonical("/tmp").string() + "/tmux-" + std::to_string(::geteuid()) + "/default";
  for (const auto* const no_folder : {"", "/nonexistent/folder"}) {
    const ScopedVariable variable("TMUX_TMPDIR", no_folder);
    CHECK(find_endpoint({}).socket_path == fallback);
  }
  const ScopedVariable root("TMUX_TMPDIR", "/");
  CHECK(find_endpoint({}).own_folder == "/tmux-" + std::to_string(::geteuid()));
}

TEST_CASE("people are told the flags that they need, and as words of a shell") {
  const ScopedVariable outside("TMUX", nullptr);
  CHECK(command_for_people(find_endpoint({})) == "tmux");
  CHECK(command_for_people(find_endpoint({"/opt/tmux", "work", std::nullopt})) == "tmux -L work");
  CHECK(command_for_people(find_endpoint({"tmux", "n", "/run/my tmux"})) == "tmux -S '/run/my tmux'");
  const ScopedVariable inside("TMUX", "/run/x/sock,123,0");
  CHECK(command_for_people(find_endpoint({})) == "tmux -S /run/x/sock");
}

TEST_CASE("tmux's folder is the real path of what is wanted, or another if there is no such thing") {
  const TempDir dir;
  const std::string real = std::filesystem::canonical(dir.path());
  std::filesystem::create_directory(dir / "sub");
  std::filesystem::create_directory_symlink(dir.path(), dir / "link");
  CHECK(resolved_folder(dir.path(), "/") == real);
  CHECK(resolved_folder(dir / "link/sub", "/") == real + "/sub");
  std::string long_way = dir / "sub";
  for (int i = 0; i < 20; ++i) long_way += "/../sub";
  CHECK(resolved_folder(long_way, "/") == real + "/sub");
  CHECK(resolved_folder(dir / "none", dir / "link") == real);
  CHECK(resolved_folder("", dir.path()) == real);
  CHECK(resolved_folder("~", dir.path()) == real);
  CHECK(resolved_folder(dir / "none", dir / "none either") == dir / "none either");
}

TEST_CASE(
    "what is at the socket's path and is none is said, and a server that listens is told from one that does "
    "not") {
  const TempDir dir;
  Listener listener;
  CHECK(check_socket(listener.path()).ok());
  CHECK(listens(listener.path()));
  listener.stop();
  CHECK(check_socket(listener.path()).ok());
  CHECK_FALSE(listens(listener.path()));
  CHECK(check_socket(dir / "none").ok());
  CHECK_FALSE(listens(dir / "none"));
  CHECK_FALSE(listens("/" + std::string(200, 'x')));
  std::ofstream(dir / "file") << "precious";
  CHECK(check_socket(dir.path()).error().message.starts_with(dir.path() + " is a directory"));
  CHECK(check_socket(dir / "file").error().message.starts_with((dir / "file") + " is a file"));
  CHECK(check_socket(dir / "file").error().code == Errc::refused);
}
