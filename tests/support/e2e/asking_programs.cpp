#include "support/e2e/asking_programs.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <unistd.h>

namespace smcp::test {
namespace {

/// Longer than it takes to tell anything (three seconds of quiet), and not much longer, as it passes in full.
constexpr const char* kWorkingTime = R"(,"timeout_seconds":5)";
constexpr const char* kAskingTime = R"(,"timeout_seconds":15)";
/// For a wait that is to end by its time: longer than the second of quiet after which a question is told.
constexpr const char* kShortTime = R"(,"timeout_seconds":2)";

/// Beside the test's own program, which may be a copy.
std::string preloaded() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "libsessions_mcp_yama.so";
}

Environment environment_under(bool yama) {
  return yama ? Environment{{"LD_PRELOAD", preloaded()}} : Environment{};
}

bool tells_surely(Told told) {
  return told == Told::as_question || told == Told::as_secret;
}

void check_question(ShellSession& shell, const AskingProgram& program, Told told) {
  const JobAnswer asked = shell.run(program.command, kAskingTime);
  INFO(asked.text << "\n" << shell.screen());
  CHECK(asked.has("running"));
  if (asked.has("exit_code")) return;
  CHECK(asked.has("waiting"));
  CHECK(asked.has("hidden_input") == (told == Told::as_secret));
  if (!program.question.empty()) {
    CHECK(asked.has("last"));
    if (asked.has("last")) CHECK(asked.about["last"].string().find(program.question) != std::string::npos);
  }
  const JobAnswer job = shell.wait_for(asked.job(), tells_surely(told) ? kAskingTime : kShortTime);
  CHECK(job.about["outcome"].string() == (tells_surely(told) ? "waiting" : "timeout"));
  for (const std::string& key : program.leave) shell.press(key);
  CHECK(shell.wait_for(asked.job()).about["outcome"].string() == "finished");
}

void check_work(ShellSession& shell, const AskingProgram& program) {
  const JobAnswer works = shell.run(program.command, kWorkingTime);
  INFO(works.text << "\n" << shell.screen());
  REQUIRE(works.has("running"));
  CHECK_FALSE(works.has("waiting"));
  for (const std::string& key : program.leave) shell.press(key);
  CHECK(shell.wait_for(works.job()).about["outcome"].string() == "finished");
}

}  // namespace

bool can_hide_system_calls() {
  return std::filesystem::exists(preloaded());
}

bool is_installed(const std::string& program) {
  constexpr auto kFolders =
      std::to_array<const char*>({"/usr/local/bin/", "/usr/bin/", "/bin/", "/usr/sbin/"});
  return std::any_of(kFolders.begin(), kFolders.end(), [&program](const char* folder) {
    return ::access((folder + program).c_str(), X_OK) == 0;
  });
}

void check_programs(const std::vector<AskingProgram>& programs, bool yama) {
  if (yama && !can_hide_system_calls()) {
    WARN("with sanitizers nothing is loaded before the server: skipped");
    return;
  }
  LiveServer live({}, environment_under(yama));
  ShellSession shell(live, bash());
  for (const AskingProgram& program : programs) {
    INFO(program.command);
    if (!is_installed(program.needs)) {
      WARN(program.needs << " is not installed: skipped");
      continue;
    }
    const Told told = yama ? program.under_yama.value_or(program.told) : program.told;
    told == Told::not_at_all ? check_work(shell, program) : check_question(shell, program, told);
  }
}

}  // namespace smcp::test
