// --audit where the file cannot be written: what changes something is refused, what reads goes on.
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/e2e/audit_file.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

/// Nothing that changes something is done, for this reason, and what reads is.
void check_refuses(LiveServer& live, const std::string& path, const std::string& reason) {
  INFO(live.server.log());
  const auto before = live.tmux.fingerprint("a");
  for (const auto& [tool, arguments] :
       {std::pair("send_keys", object("name", "a", "keys", "typed")),
        std::pair("run_command", object("name", "a", "command", "true")),
        std::pair("new_session", object("name", "new")), std::pair("new_window", object("name", "a")),
        std::pair("rename", object("name", "a", "to", "b")),
        std::pair("resize", object("name", "a", "width", 20, "height", 10)),
        std::pair("kill_session", object("name", "a"))}) {
    INFO(tool);
    CHECK(live.error(tool, arguments) ==
          "the audit file " + path + " (--audit or SESSIONS_MCP_AUDIT) cannot be written: " + reason +
              ". Nothing was done, for nothing is done that cannot be recorded; calls that only read go on. "
              "Tell the user, and try again once it can be written.");
  }
  CHECK(live.tmux.fingerprint("a") == before);
  CHECK(live.tmux.session_names() == std::vector<std::string>{"a"});
  CHECK(live.ok("has_session", object("name", "a"))["exists"].boolean());
}

/// What changes something is done again, after one refusal at most.
void check_goes_on(LiveServer& live) {
  (void)live.server.call("send_keys", object("name", "a", "keys", "once more"));
  live.ok("send_keys", object("name", "a", "keys", "goes on"));
  CHECK(live.tmux.shows("a", "goes on"));
}

void limit_files(pid_t pid, rlim_t bytes) {
  const rlimit limit{bytes, RLIM_INFINITY};
  REQUIRE(::prlimit(pid, RLIMIT_FSIZE, &limit, nullptr) == 0);
}

/// All on standard error, after a server that could not start.
std::string start_error(const std::string& audit) {
  PrivateTmux tmux;
  ServerProcess server({tmux.environment(), {"--audit", audit}});
  const auto exit = server.child().wait();
  REQUIRE(exit);
  CHECK(exit->status == 1);
  return server.log();
}

}  // namespace

TEST_CASE("audit: a file that cannot be opened is an error at the start") {
  const AuditFile audit;
  CHECK(start_error(audit / "no/file") ==
        "sessions-mcp: the audit file " + (audit / "no/file") +
            " (--audit or SESSIONS_MCP_AUDIT) cannot be written: no such file or directory.\n");
  CHECK(start_error(audit / "").find("illegal operation on a directory") != std::string::npos);
  std::filesystem::create_symlink(audit.path(), audit / "link");
  CHECK(start_error(audit / "link").find("it is a symbolic link, which is not followed") !=
        std::string::npos);
  CHECK_FALSE(std::filesystem::exists(audit.path()));
  REQUIRE(::mkfifo((audit / "fifo").c_str(), 0600) == 0);
  CHECK(start_error(audit / "fifo").find("no such device or address") != std::string::npos);
  if (::geteuid() == 0) return;
  write_file(audit / "read-only", "");
  REQUIRE(::chmod((audit / "read-only").c_str(), 0400) == 0);
  CHECK(start_error(audit / "read-only").find("permission denied") != std::string::npos);
}

TEST_CASE("audit: a call at a shell whose record cannot be written does nothing, either") {
  PrivateTmux tmux;
  tmux.start_job("a", "cat");
  for (const auto& [file, reason] : {std::pair("/dev/full", "no space left on device"),
                                     std::pair("/no/such/folder/f", "no such file or directory")}) {
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"call", "kill_session", "name=a"}, {"run", "a", "--", "true"}}) {
      std::vector<std::string> line{server_binary(), "--audit", file};
      line.insert(line.end(), words.begin(), words.end());
      const CommandResult result = run_command(line, tmux.environment());
      CHECK(result.exit.status == 1);
      CHECK(result.error.find(reason) != std::string::npos);
    }
  }
  CHECK(tmux.session_names() == std::vector<std::string>{"a"});
}

TEST_CASE("audit: when the file may not become longer, nothing is changed until it may") {
  const AuditFile audit;
  LiveServer live({"--audit", audit.path()});
  live.tmux.start_job("a", "cat");
  live.ok("has_session", object("name", "a"));
  limit_files(live.server.pid(), audit.text().size() + 100);
  check_refuses(live, audit.path(), "file too large");
  CHECK(audit.records().size() == 1);
  limit_files(live.server.pid(), RLIM_INFINITY);
  check_goes_on(live);
  CHECK(audit.told().ends_with("has_session ok\nsend_keys refused\nsend_keys ok\n"));
}

TEST_CASE("audit: on a full disk nothing is changed, and what runs has room for its record") {
  if (::geteuid() != 0) {
    WARN("only root can make a small disk");
    return;
  }
  PrivateTmux tmux;
  const std::vector<std::string> apart{"unshare", "-m", "--propagation", "private", "true"};
  if (run_command(apart, tmux.environment()).exit != ExitStatus{}) {
    WARN("no mounts of its own can be had here (a chroot?): skipped");
    return;
  }
  tmux.start_job("a", "cat");
  const TempDir disk;
  // In a mount namespace of its own, which ends with the server.
  ServerOptions options{tmux.environment(), {}};
  options.binary = "unshare";
  options.arguments = {"-m",
                       "--propagation",
                       "private",
                       "sh",
                       "-c",
                       "mount -t tmpfs -o size=64k none " + disk.path() + " && exec " + server_binary() +
                           " --audit " + (disk / "audit")};
  ServerProcess server(options);
  (void)server.call("has_session", object("name", "a"));
  const std::string inside = "/proc/" + std::to_string(server.pid()) + "/root" + disk.path();
  server.send(stateless_call_request(
      "7", "send_keys", object("name", "a", "keys", "before", "wait_for", "never", "wait_seconds", 60)));
  REQUIRE(tmux.shows("a", "before"));
  {
    const Fd fill = open_file(inside + "/fill", O_WRONLY | O_CREAT);
    const std::string page(4096, 'x');
    while (::write(fill.get(), page.data(), page.size()) > 0) {
    }
  }
  // The page that the file has already takes a few records more.
  std::string refusal;
  for (int i = 0; i < 100 && refusal.empty(); ++i) {
    const Json result = server.call("send_keys", object("name", "a", "keys", std::string(100, 'x')));
    if (is_error(result)) refusal = text_of(result);
  }
  CHECK(refusal.find("cannot be written: no space left on device. Nothing was done") != std::string::npos);
  const std::string shown = tmux.fingerprint("a");
  CHECK(is_error(server.call("send_keys", object("name", "a", "keys", "after"))));
  CHECK(tmux.fingerprint("a") == shown);
  CHECK_FALSE(is_error(server.call("has_session", object("name", "a"))));
  server.send(notification("notifications/cancelled", object("requestId", 7)));
  CHECK(wait_until(
      [&] { return read_file(inside + "/audit").find(R"("outcome":"cancelled")") != std::string::npos; }));
  std::filesystem::remove(inside + "/fill");
  (void)server.call("send_keys", object("name", "a", "keys", "once more"));
  CHECK_FALSE(is_error(server.call("send_keys", object("name", "a", "keys", "goes on"))));
  (void)AuditFile::records_in(read_file(inside + "/audit"));
}

TEST_CASE("audit: a device that is always full has nothing changed") {
  LiveServer live({"--audit", "/dev/full"});
  live.tmux.start_job("a", "cat");
  check_refuses(live, "/dev/full", "no space left on device");
  CHECK(live.server.log().find("calls that change something are refused until it can be") !=
        std::string::npos);
}

TEST_CASE("audit: when its folder is removed, nothing is changed until that is there again") {
  const AuditFile audit("folder/audit");
  std::filesystem::create_directory(audit / "folder");
  LiveServer live({"--audit", audit.path()});
  live.tmux.start_job("a", "cat");
  live.ok("has_session", object("name", "a"));
  std::filesystem::remove_all(audit / "folder");
  check_refuses(live, audit.path(), "no such file or directory");
  std::filesystem::create_directory(audit / "folder");
  check_goes_on(live);
  CHECK(audit.told().ends_with("send_keys ok\n"));
}

TEST_CASE("audit: into a FIFO, what changes something is recorded before and after") {
  const AuditFile audit("fifo");
  REQUIRE(::mkfifo(audit.path().c_str(), 0600) == 0);
  Fd reader(::open(audit.path().c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  LiveServer live({"--audit", audit.path()});
  live.tmux.start_job("a", "cat");
  std::string text;
  const auto told = [&] {
    std::string piece(65'536, '\0');
    for (ssize_t size = 0; (size = ::read(reader.get(), piece.data(), piece.size())) > 0;)
      text.append(piece, 0, static_cast<std::size_t>(size));
    std::string all;
    for (const Json& record : AuditFile::records_in(text)) all += record["outcome"].string() + " ";
    return all;
  };
  (void)live.server.call("send_keys", object("name", "a", "keys", "x"));
  live.ok("has_session", object("name", "a"));
  CHECK(told() == "started ok ok ");
  reader.reset();
  check_refuses(live, audit.path(), "broken pipe");
  reader = Fd(::open(audit.path().c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  text.clear();
  check_goes_on(live);
  CHECK(told() == "refused started ok ");
}

TEST_CASE("audit: a hang-up opens the file anew, and the server goes on") {
  const AuditFile audit;
  LiveServer live({"--audit", audit.path()});
  live.tmux.start_job("a", "cat");
  live.server.send(stateless_call_request(
      "7", "send_keys", object("name", "a", "keys", "begins", "wait_for", "never", "wait_seconds", 60)));
  REQUIRE(live.tmux.shows("a", "begins"));
  std::filesystem::rename(audit.path(), audit / "old");
  live.ok("has_session", object("name", "a"));  // nobody has told it yet
  live.server.child().signal(SIGHUP);
  REQUIRE(wait_until([&] { return std::filesystem::exists(audit.path()); }));
  live.server.send(notification("notifications/cancelled", object("requestId", 7)));
  live.ok("list_sessions");
  CHECK(audit.told() == "send_keys cancelled\nlist_sessions ok\n");
  CHECK(AuditFile::records_in(read_file(audit / "old")).size() == 1);
}

TEST_CASE("audit: when it cannot be opened anew, that is said, and nothing is changed until it can") {
  const bool as_folder = ::geteuid() == 0 || GENERATE(true, false);
  const AuditFile audit;
  LiveServer live({"--audit", audit.path()});
  live.tmux.start_job("a", "cat");
  live.ok("has_session", object("name", "a"));
  if (as_folder) {
    std::filesystem::rename(audit.path(), audit / "old");
    std::filesystem::create_directory(audit.path());
  } else {
    REQUIRE(::chmod(audit.path().c_str(), 0400) == 0);
  }
  const std::string reason = as_folder ? "illegal operation on a directory" : "permission denied";
  live.server.child().signal(SIGHUP);
  REQUIRE(wait_until(
      [&] { return live.server.log().find("cannot be written: " + reason) != std::string::npos; }));
  check_refuses(live, audit.path(), reason);
  if (as_folder) {
    std::filesystem::remove(audit.path());
  } else {
    REQUIRE(::chmod(audit.path().c_str(), 0600) == 0);
  }
  check_goes_on(live);
  CHECK(live.server.log().find("can be written again") != std::string::npos);
}

TEST_CASE("audit: without it, a hang-up ends the server as before") {
  PrivateTmux tmux;
  ServerProcess server({tmux.environment(), {}});
  (void)server.call("list_sessions");
  server.child().signal(SIGHUP);
  CHECK(server.child().wait() == ExitStatus{});
}
