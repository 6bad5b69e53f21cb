#include "shell/login_environment.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <vector>

#include "io/uv_loop.hpp"
#include "support/catch.hpp"
#include "support/deadline.hpp"
#include "support/fd.hpp"
#include "support/process_figures.hpp"
#include "support/temp_dir.hpp"

using namespace smcp;
using namespace smcp::shell;
using smcp::test::TempDir;

namespace {

using Words = std::vector<std::string>;

bool holds(const Words& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string script(const TempDir& dir, const std::string& text) {
  const std::string path = dir / "shell";
  test::write_file(path, "#!/bin/sh\n" + text);
  REQUIRE(::chmod(path.c_str(), 0755) == 0);
  return path;
}

std::optional<Result<Words>> asked(LoginShell shell) {
  uv::Loop loop;
  std::optional<Result<Words>> answer;
  {
    std::unique_ptr<LoginEnvironment> login;
    login = std::make_unique<LoginEnvironment>(loop, std::move(shell), [&](Result<Words> told) {
      answer.emplace(std::move(told));
      login.reset();
    });
    CHECK_FALSE(answer);  // never from within the constructor
    loop.run();
  }
  return answer;
}

}  // namespace

TEST_CASE("login environment: what a shell prints is read from behind the token") {
  const std::string token = "abcdefghijklmnop";
  const auto parse = [&](const std::string& text) { return parse_environment(text, token); };
  using std::string_literals::operator""s;
  const std::string whole =
      "Welcome\nA=wrong\0"s + token + "\nA=1\0B=two\nlines\0PWD=/x\0OLDPWD=/y\0SHLVL=2\0_=/bin/cat\0C=\0"s;
  CHECK(parse(whole) == Words{"A=1", "B=two\nlines", "C="});
  CHECK(parse(token + "\n=x\0no sign\0A=1\0"s) == Words{"A=1"});
  CHECK_FALSE(parse(""));
  CHECK_FALSE(parse(token + "\n"));
  CHECK_FALSE(parse("A=1\0"s));
  // Cut anywhere before the first variable is whole, it is none; behind that, whole variables alone count.
  const auto first = whole.find("A=1") + 4;
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    INFO(cut);
    const auto parsed = parse(whole.substr(0, cut));
    CHECK(parsed.has_value() == (cut >= first));
    if (parsed) CHECK(parsed->front() == "A=1");
  }
}

TEST_CASE("login environment: the shell is $SHELL, or else the account's, with what login would set") {
  const Account account{"me", "/home/me", "/bin/sh"};
  const auto given = LoginShell::of({"SHELL=/bin/bash", "HOME=/h"}, account);
  CHECK(given.program == "/bin/bash");
  CHECK(given.environment.front() == "SHELL=/bin/bash");
  for (const char* entry : {"HOME=/h", "USER=me", "LOGNAME=me", "TMUX=/dev/null/none,0,0"})
    CHECK(holds(given.environment, entry));
  CHECK_FALSE(holds(given.environment, "HOME=/home/me"));
  for (const char* no_shell : {"SHELL=/nowhere/sh", "SHELL=sh", "SHELL=", "OTHER=1"}) {
    INFO(no_shell);
    const auto other = LoginShell::of({no_shell}, account);
    CHECK(other.program == "/bin/sh");
    CHECK(holds(other.environment, "HOME=/home/me"));
  }
  CHECK(LoginShell::of({}, {"me", "/home/me", "/nowhere/sh"}).program.empty());
}

TEST_CASE("login environment: a shell tells it, as a login shell") {
  const TempDir dir;
  test::write_file(dir / ".profile", "echo hello\nexport FROM_PROFILE=1\nunset GONE\n");
  const auto told = asked(
      LoginShell::of({"SHELL=/bin/sh", "HOME=" + dir.path(), "GONE=1", "KEPT=2", "PATH=/usr/bin:/bin"}, {}));
  REQUIRE(told);
  REQUIRE(told->ok());
  const Words& words = told->value();
  CHECK(holds(words, "FROM_PROFILE=1"));
  CHECK(holds(words, "KEPT=2"));
  CHECK_FALSE(holds(words, "GONE=1"));
}

TEST_CASE("login environment: why there is none") {
  const TempDir dir;
  const auto error_of = [&](const std::string& text) {
    const auto told = asked({script(dir, text), {"PATH=/usr/bin:/bin"}});
    REQUIRE(told);
    REQUIRE_FALSE(told->ok());
    return told->error().message;
  };
  const std::string shell = "the login shell " + (dir / "shell") + " ";
  CHECK(error_of("exit 3\n") == shell + "ended with status 3");
  CHECK(error_of("kill -9 $$\n") == shell + "was ended by signal 9");
  CHECK(error_of("true\n") == shell + "printed no environment");
  // At the edge of what is kept, it is the missing token that counts.
  const auto size = LoginEnvironment::kMaxPrinted;
  CHECK(error_of("head -c " + std::to_string(size) + " /dev/zero\n") == shell + "printed no environment");
  CHECK(error_of("head -c " + std::to_string(size + 1) + " /dev/zero\n") ==
        shell + "printed more than 2 MiB");
  const auto none = asked({"", {}});
  REQUIRE(none);
  CHECK(none->error().message == "the user has no login shell that can be run");
  CHECK_FALSE(asked({dir / "missing", {}})->ok());
}

TEST_CASE("login environment: a shell that takes too long is ended, with what it has started") {
  const TempDir dir;
  const auto begun = std::chrono::steady_clock::now();
  const auto told =
      asked({script(dir, "sleep 1000 & echo $! > " + (dir / "pid") + "\nwait\n"), {"PATH=/usr/bin:/bin"}});
  CHECK(std::chrono::steady_clock::now() - begun >= LoginEnvironment::kTimeAllowed);
  REQUIRE(told);
  CHECK(told->error().code == Errc::timed_out);
  CHECK(told->error().message.ends_with("did not tell its environment within 3 s"));
  const int pid = std::stoi(test::read_file(dir / "pid"));
  CHECK(test::wait_until([pid] { return test::has_ended(pid); }));
}
