#include "shell/login_environment.hpp"

#include <array>
#include <pwd.h>
#include <unistd.h>
#include <utility>

#include "base/contains.hpp"
#include "base/token.hpp"
#include "text/variables.hpp"

namespace smcp::shell {
namespace {

/// Letters of the token, before which anything may have been printed.
constexpr std::size_t kTokenSize = 16;

/// Start-up files that start tmux do so where TMUX is not set. No server can be at this path, nor be started
/// there, so that no tmux command in a start-up file has an effect.
constexpr std::string_view kInNoTmux = "TMUX=/dev/null/none,0,0";

constexpr auto kOfOneShell = std::to_array<std::string_view>({"PWD", "OLDPWD", "SHLVL", "_"});

std::string value_in(const std::vector<std::string>& environment, std::string_view name) {
  return std::string(variable_value(environment, name).value_or(""));
}

bool can_be_run(const std::string& program) {
  return program.starts_with('/') && ::access(program.c_str(), X_OK) == 0;
}

std::string how_it_ended(const uv::ProcessExit& exit) {
  if (exit.signal != 0) return "was ended by signal " + std::to_string(exit.signal);
  if (exit.status != 0) return "ended with status " + std::to_string(exit.status);
  return "printed no environment";
}

}  // namespace

Account Account::own() {
  std::array<char, 16 * 1024> buffer;
  passwd entry{};
  passwd* found = nullptr;
  if (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr)
    return {};
  const auto text = [](const char* field) { return field == nullptr ? "" : std::string(field); };
  return {text(entry.pw_name), text(entry.pw_dir), text(entry.pw_shell)};
}

LoginShell LoginShell::of(const std::vector<std::string>& environment, const Account& account) {
  LoginShell shell{{}, environment};
  for (const std::string& candidate : {value_in(environment, "SHELL"), account.shell}) {
    if (shell.program.empty() && can_be_run(candidate)) shell.program = candidate;
  }
  const auto complete = [&shell](std::string_view name, const std::string& value) {
    if (!value.empty() && value_in(shell.environment, name).empty())
      shell.environment.push_back(std::string(name) + "=" + value);
  };
  complete("HOME", account.home);
  complete("USER", account.name);
  complete("LOGNAME", account.name);
  complete("SHELL", shell.program);
  shell.environment.emplace_back(kInNoTmux);
  return shell;
}

std::optional<std::vector<std::string>> parse_environment(std::string_view printed, std::string_view token) {
  const std::string mark = std::string(token) + "\n";
  const auto at = printed.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  printed.remove_prefix(at + mark.size());
  std::vector<std::string> environment;
  for (auto end = printed.find('\0'); end != std::string_view::npos; end = printed.find('\0')) {
    const std::string_view entry = printed.substr(0, end);
    printed.remove_prefix(end + 1);
    const auto name = variable_name(entry);
    if (name.empty() || name.size() == entry.size()) continue;
    if (!contains(kOfOneShell, name)) environment.emplace_back(entry);
  }
  if (environment.empty()) return std::nullopt;
  return environment;
}

LoginEnvironment::LoginEnvironment(uv::Loop& loop, LoginShell shell, Done done)
    : token_(fresh_token(kTokenSize)), program_(shell.program), done_(std::move(done)), limit_(loop, [this] {
        if (not_started_) return finish(*not_started_);
        finish(Error{Errc::timed_out, "the login shell " + program_ +
                                          " did not tell its environment within " +
                                          std::to_string(kTimeAllowed.count() / 1000) + " s"});
      }) {
  start(loop, std::move(shell));
  limit_.start(not_started_ ? std::chrono::milliseconds{0} : kTimeAllowed);
}

void LoginEnvironment::start(uv::Loop& loop, LoginShell shell) {
  if (program_.empty()) {
    not_started_ = Error{Errc::not_installed, "the user has no login shell that can be run"};
    return;
  }
  uv::ProcessOptions options;
  options.argv = {program_, "-c", "echo " + token_ + "; exec env cat /proc/self/environ"};
  options.name = "-" + program_.substr(program_.rfind('/') + 1);
  options.environment = std::move(shell.environment);
  options.own_session = true;
  uv::Process::Events events;
  events.on_stdout = [this](std::string_view bytes) { keep(bytes); };
  events.on_stderr = [](std::string_view) {};
  events.on_exit = [this](uv::ProcessExit exit) { exited(exit); };
  auto process = uv::Process::spawn(loop, std::move(options), std::move(events));
  if (process) {
    process_ = std::move(*process);
  } else {
    not_started_ = process.error();
  }
}

void LoginEnvironment::keep(std::string_view bytes) {
  const std::size_t room = kMaxPrinted - printed_.size();
  too_much_ = too_much_ || bytes.size() > room;
  printed_.append(bytes.substr(0, room));
}

void LoginEnvironment::exited(uv::ProcessExit exit) {
  if (too_much_)
    return finish(Error{Errc::io, "the login shell " + program_ + " printed more than " +
                                      std::to_string(kMaxPrinted / 1024 / 1024) + " MiB"});
  auto environment =
      exit.status == 0 && exit.signal == 0 ? parse_environment(printed_, token_) : std::nullopt;
  if (environment) return finish(std::move(*environment));
  finish(Error{Errc::io, "the login shell " + program_ + " " + how_it_ended(exit)});
}

void LoginEnvironment::finish(Result<std::vector<std::string>> result) {
  limit_.stop();
  process_.reset();
  Done done = std::move(done_);
  done(std::move(result));
}

}  // namespace smcp::shell
