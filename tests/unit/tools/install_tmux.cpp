#include "tools/install_tmux.hpp"

#include "support/catch.hpp"

using namespace smcp::tools;

namespace {

std::string installer(std::string_view os_release) {
  constexpr std::string_view kBeginning = "tmux is not installed. Install with: ";
  const std::string text = no_tmux_on(os_release);
  REQUIRE(text.starts_with(kBeginning));
  return text.substr(kBeginning.size());
}

}  // namespace

TEST_CASE("those who have no tmux are told what installs it on their system") {
  CHECK(installer("PRETTY_NAME=\"Debian GNU/Linux 12\"\nVERSION_ID=\"12\"\nID=debian\n") ==
        "sudo apt install tmux");
  CHECK(installer("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n") == "sudo apt install tmux");
  CHECK(installer("NAME=\"Rocky Linux\"\nID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n") ==
        "sudo dnf install tmux");
  CHECK(installer("ID=\"amzn\"\nID_LIKE=\"fedora\"") == "sudo dnf install tmux");
  CHECK(installer("ID=manjaro\nID_LIKE=arch\n") == "sudo pacman -S tmux");
  CHECK(installer("ID=\"opensuse-tumbleweed\"\nID_LIKE=\"opensuse suse\"\n") == "sudo zypper install tmux");
  CHECK(installer("ID='sles'\r\nID_LIKE='suse'\r\n") == "sudo zypper install tmux");
  CHECK(installer("ID=alpine\n") == "sudo apk add tmux");
  CHECK(installer("ID=nixos\n") == "nix profile install nixpkgs#tmux");
}

TEST_CASE("a system that nobody knows gets the package's name") {
  for (const char* const text :
       {"", "ID=haiku\n", "ID=\n", "ID", "VERSION_ID=debian\n", "ID=debianish\n", "ID_LIKE=\"\"\n"}) {
    INFO(text);
    CHECK(installer(text).find("package is called tmux") != std::string::npos);
  }
}
