#include "support/e2e/inner_shells.hpp"

#include <filesystem>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "support/fd.hpp"

namespace smcp::test {
namespace {

namespace fs = std::filesystem;

/// What runs in a shell with only busybox, beside what we run there.
constexpr const char* kApplets[] = {"ash", "sh", "env", "seq", "stty",  "cat",
                                    "od",  "tr", "rm",  "ps",  "sleep", "printf"};

/// So that every user gets at what is in it.
void open_to_all(const std::string& path) {
  fs::permissions(path, fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec |
                            fs::perms::group_read | fs::perms::others_read);
}

std::string prompting(const TestShell& shell) {
  if (shell.name == "fish") return shell.command + " -C 'function fish_prompt; echo \"in\\$ \"; end'";
  return shell.command;
}

/// A program that becomes the shell, whoever starts it from wherever.
std::string program_of(const PrivateTmux& tmux, const TestShell& shell) {
  const std::string home = tmux / "inner-home";
  fs::create_directory(home);
  fs::permissions(home, fs::perms::all);
  open_to_all(tmux / "");
  std::string path = tmux / ("inner-" + shell.name);
  write_file(path, "#!/bin/sh\ncd " + home + "\nexport HOME=" + home +
                       " LC_ALL=C.UTF-8 PS1='in$ '\nunset OUTER\nexec " + prompting(shell) + "\n");
  open_to_all(path);
  return path;
}

/// A file of the system's, at the same place below `root`.
void bring(const std::string& root, const fs::path& file) {
  const fs::path to = root + file.string();
  fs::create_directories(to.parent_path());
  fs::copy_file(file, to, fs::copy_options::skip_existing);
}

}  // namespace

bool may_be_root(std::string_view way) {
  if (::geteuid() == 0 && far_user() == nullptr) return true;
  WARN("only root can enter a shell by " << way << ": skipped");
  return false;
}

std::string as_other_user(const std::string& program) {
  return "setpriv --reuid=65534 --regid=65534 --clear-groups " + program;
}

std::string behind_script(const std::string& program) {
  return "script -qc " + program + " /dev/null";
}

InnerShell::InnerShell(LiveServer& live, const TestShell& shell, const WayIn& way_in, int history)
    : shell_(shell.name), outer_(live, bash(), history) {
  // Not exported: only the outer shell has it.
  CHECK(outer_.run("OUTER=outer").exit_code() == 0);
  outer_.type_at_prompt(way_in(program_of(live.tmux, shell)));
  outer_.press("Enter");
  await_prompt();
}

std::string InnerShell::in_other_root(const PrivateTmux& tmux) {
  const std::string root = tmux / "root";
  fs::create_directories(root + "/bin");
  fs::create_directory(root + "/dev");
  fs::create_directory(root + "/tmp");
  const std::string busybox = fs::exists("/bin/busybox") ? "/bin/busybox" : "/usr/bin/busybox";
  fs::copy_file(busybox, root + "/bin/busybox");
  for (const char* applet : kApplets) fs::create_symlink("busybox", root + "/bin/" + applet);
  // What it is linked to: `… => /lib/x (0x…)`, or `/lib64/ld (0x…)`.
  std::string libraries = run_command({"ldd", busybox}, {{"PATH", "/usr/bin:/bin"}}).output;
  for (std::size_t at = libraries.find('/'); at != std::string::npos; at = libraries.find('/')) {
    libraries.erase(0, at);
    bring(root, libraries.substr(0, libraries.find(' ')));
    libraries.erase(0, libraries.find('\n'));
  }
  REQUIRE(::mknod((root + "/dev/null").c_str(), S_IFCHR | 0666, makedev(1, 3)) == 0);
  return "PS1='in$ ' PATH=/bin /usr/sbin/chroot " + root + " /bin/ash";
}

bool InnerShell::prompts() const {
  const std::string screen = outer_.screen();
  return screen.substr(screen.rfind('\n') + 1) == kInnerPrompt;
}

void InnerShell::await_prompt() const {
  const bool came = wait_until([this] { return prompts(); });
  INFO(outer_.screen());
  REQUIRE(came);
}

}  // namespace smcp::test
