#include "tmux/remote/far_processes.hpp"

#include <string_view>
#include <sys/utsname.h>
#include <utility>

#include "text/shell_word.hpp"
#include "text/shortened.hpp"
#include "tmux/remote/ssh_link.hpp"

namespace smcp::tmux {
namespace {

/// Answers "+PATH", or why not. `ls` tells why in the system's words, behind its last colon.
constexpr std::string_view kFindDirectory = R"sh(
case $p in /*) ;; *) p=$HOME/$p ;; esac
m=$(ls -d "$p/." 2>&1) && a $i "+$p" || a $i "${m##*: }")sh";

/// Answers "+" or why not. The folder of what is not there has to take it.
constexpr std::string_view kCheckLog = R"sh(
if [ -d "$p" ]; then a $i illegal operation on a directory
elif [ -e "$p" ] && [ ! -f "$p" ]; then a $i not a regular file
elif [ -w "$p" ]; then a $i +
elif [ -e "$p" ]; then a $i Permission denied
elif [ -h "$p" ]; then a $i No such file or directory
else d=${p%/*}/.
m=$(ls -d "$d" 2>&1) || a $i "${m##*: }"
[ -w "$d" ] && a $i + || a $i Permission denied
fi)sh";

std::string with_path(const std::string& path, std::string_view script) {
  return "p=" + shell_word(path) + std::string(script);
}

/// What its sh said of `path`; `what` begins the sentence if it is no, `late` if there was no answer.
Status judged(const Result<std::string>& answer, const std::string& path, std::string_view what,
              std::string_view late) {
  if (answer && answer->starts_with('+')) return Ok{};
  if (answer && !answer->empty()) {
    std::string why = *answer;
    if (why.front() >= 'A' && why.front() <= 'Z') why.front() = static_cast<char>(why.front() - 'A' + 'a');
    return Error{Errc::invalid_argument, std::string(what) + shortened(path) + " (" + why + ")"};
  }
  if (answer || answer.error().code == Errc::timed_out)
    return Error{Errc::timed_out, std::string(late) + shortened(path)};
  return answer.error();
}

/// Whether the numbers of system calls there are those of this machine.
bool has_same_calls(const FarFacts& facts) {
  utsname here{};
  return ::uname(&here) == 0 && facts.system == here.sysname && facts.machine == here.machine;
}

}  // namespace

FarProcesses::FarProcesses(uv::Loop& loop, SshLink& link)
    : link_(link),
      looks_(std::make_unique<FarLooks>(
          loop, FarLooks::Way{[&link](std::string script, uv::TimePoint deadline, FarShellTalk::Done done) {
                                return link.ask(std::move(script), deadline, std::move(done));
                              },
                              [&link] { return has_same_calls(link.facts()); }})) {}

std::optional<shell::MachineId> FarProcesses::machine() const {
  if (!link_.facts().complete) return {};
  return link_.facts().id;
}

shell::ProcessState FarProcesses::process(std::int64_t pid) const {
  const auto* const seen = looks_->sight().process(pid);
  return seen == nullptr ? shell::ProcessState{} : seen->state;
}

std::string FarProcesses::arguments(std::int64_t pid) const {
  const auto* const seen = looks_->sight().process(pid);
  return seen == nullptr ? "" : seen->arguments;
}

std::vector<std::string> FarProcesses::environment(std::int64_t pid) const {
  const auto* const seen = looks_->sight().process(pid);
  return seen == nullptr ? std::vector<std::string>{} : seen->environment;
}

std::vector<std::int64_t> FarProcesses::group_members(std::int64_t group) const {
  std::vector<std::int64_t> members;
  for (const auto& process : looks_->sight().processes) {
    if (process.state.group == group) members.push_back(process.pid);
  }
  return members;
}

std::vector<shell::SeenProcess> FarProcesses::all() const {
  std::vector<shell::SeenProcess> seen;
  seen.reserve(looks_->sight().processes.size());
  for (const auto& process : looks_->sight().processes) seen.push_back({process.pid, process.state});
  return seen;
}

shell::Sleep FarProcesses::sleep(std::int64_t pid, std::int64_t terminal) const {
  const auto* const seen = looks_->sight().process(pid);
  return seen == nullptr || seen->state.terminal != terminal ? shell::Sleep{} : seen->sleep;
}

std::optional<std::int64_t> FarProcesses::terminal_number(const std::string& tty) const {
  const auto* const seen = looks_->sight().terminal(tty);
  return seen == nullptr ? std::nullopt : std::optional(seen->number);
}

std::optional<shell::TerminalModes> FarProcesses::terminal_modes(const std::string& tty) const {
  const auto* const seen = looks_->sight().terminal(tty);
  return seen == nullptr ? std::nullopt : seen->modes;
}

std::optional<std::string> FarProcesses::shells_file() const {
  if (!link_.facts().complete) return {};
  return link_.facts().shells;
}

std::shared_ptr<void> FarProcesses::find_directory(uv::Loop&, std::string path, uv::TimePoint deadline,
                                                   UniqueFunction<void(Result<std::string>)> done) const {
  const std::string script = with_path(path, kFindDirectory);
  return link_.ask(
      script, deadline, [path, done = std::move(done)](const Result<std::string>& answer) mutable {
        const Status found = judged(answer, path, "cwd is not a directory that can be entered: ",
                                    "the machine did not say in time whether cwd is a directory: ");
        if (found) return done(answer->substr(1));
        Error error = found.error();
        const bool is_for_a_shell = path.starts_with('~') || path.find('$') != std::string::npos;
        if (is_for_a_shell && error.code == Errc::invalid_argument)
          error.message += "; ~ and $VAR are not expanded: give an absolute path";
        done(std::move(error));
      });
}

std::shared_ptr<void> FarProcesses::check_log(uv::Loop&, const std::string& path, uv::TimePoint deadline,
                                              UniqueFunction<void(Status)> done) const {
  return link_.ask(
      with_path(path, kCheckLog), deadline,
      [path, done = std::move(done)](const Result<std::string>& answer) mutable {
        done(judged(answer, path, "log cannot be written, and nothing was started: ",
                    "the machine did not say in time whether log can be written, and nothing was started: "));
      });
}

}  // namespace smcp::tmux
