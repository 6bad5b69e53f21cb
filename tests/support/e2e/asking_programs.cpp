#include "support/e2e/asking_programs.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <unistd.h>

#include "support/e2e/preloaded.hpp"

namespace smcp::test {
namespace {

/// Longer than it takes to tell anything (three seconds of quiet), and not much longer, as it passes in full.
constexpr const char* kWorkingTime = R"(,"timeout_seconds":5)";
constexpr const char* kAskingTime = R"(,"timeout_seconds":15)";
/// For a wait that is to end by its time: longer than the second of quiet after which a question is told.
constexpr const char* kShortTime = R"(,"timeout_seconds":2)";

Environment environment_under(bool yama) {
  return yama ? Environment{{"LD_PRELOAD", preloaded("yama")}} : Environment{};
}

bool tells_surely(Told told) {
  return told == Told::as_question || told == Told::as_secret;
}

/// One program of the table in a session of its own. Its calls are sent first and answered later, so that all
/// programs run, and are waited for, at the same time.
class Row {
 public:
  Row(LiveServer& live, const AskingProgram& program, Told told, int number)
      : live_(live),
        program_(program),
        told_(told),
        shell_(live, {"row-" + std::to_string(number), bash().command}) {}

  void run() {
    const std::string arguments = object("name", shell_.name(), "command", program_.command);
    call("run_command", arguments, told_ == Told::not_at_all ? kWorkingTime : kAskingTime);
  }
  void check_run() {
    started_ = answer();
    INFO(program_.command << "\n" << shell_.screen());
    CHECK(started_->has("running"));
    CHECK(started_->has("waiting") == (told_ != Told::not_at_all));
    CHECK(started_->has("hidden_input") == (told_ == Told::as_secret));
    if (program_.question.empty()) return;
    REQUIRE(started_->has("last"));
    CHECK(started_->about["last"].string().find(program_.question) != std::string::npos);
  }

  void wait() { wait_for(tells_surely(told_) ? kAskingTime : kShortTime); }
  void check_wait() {
    const std::string outcome = answer().about["outcome"].string();
    INFO(program_.command << "\n" << shell_.screen());
    if (told_ == Told::in_either_way) return;
    CHECK(outcome == (tells_surely(told_) ? "waiting" : "timeout"));
  }

  void leave() {
    for (const std::string& key : program_.leave) shell_.press(key);
    wait_for(kAskingTime);
  }
  void check_end() {
    const std::string outcome = answer().about["outcome"].string();
    INFO(program_.command << "\n" << shell_.screen());
    CHECK(outcome == "finished");
  }

 private:
  void wait_for(std::string_view time) {
    call("wait_for", object("name", shell_.name(), "job", started_->job()), time);
  }
  void call(std::string_view tool, std::string arguments, std::string_view time) {
    arguments.insert(arguments.size() - 1, time);
    id_ = '"' + shell_.name() + "-" + std::to_string(++calls_) + '"';
    live_.server.send(stateless_call_request(id_, tool, arguments));
  }
  [[nodiscard]] JobAnswer answer() {
    INFO(program_.command);
    return job_answer(live_.server.reply(id_)["result"]);
  }

  LiveServer& live_;
  const AskingProgram& program_;
  Told told_;
  ShellSession shell_;
  std::optional<JobAnswer> started_;
  std::string id_;
  int calls_ = 0;
};

}  // namespace

bool is_installed(const std::string& program) {
  constexpr auto kFolders =
      std::to_array<const char*>({"/usr/local/bin/", "/usr/bin/", "/bin/", "/usr/sbin/"});
  return std::any_of(kFolders.begin(), kFolders.end(), [&program](const char* folder) {
    return ::access((folder + program).c_str(), X_OK) == 0;
  });
}

void check_programs(const std::vector<AskingProgram>& programs, bool yama) {
  if (yama && !can_preload("yama")) return;
  LiveServer live({}, environment_under(yama));
  std::vector<std::unique_ptr<Row>> rows;
  for (const AskingProgram& program : programs) {
    if (!is_installed(program.needs)) {
      WARN(program.needs << " is not installed: skipped");
      continue;
    }
    const Told told = yama ? program.under_yama.value_or(program.told) : program.told;
    rows.push_back(std::make_unique<Row>(live, program, told, static_cast<int>(rows.size())));
  }
  for (const auto& row : rows) row->run();
  for (const auto& row : rows) row->check_run();
  for (const auto& row : rows) row->wait();
  for (const auto& row : rows) row->check_wait();
  for (const auto& row : rows) row->leave();
  for (const auto& row : rows) row->check_end();
}

}  // namespace smcp::test
