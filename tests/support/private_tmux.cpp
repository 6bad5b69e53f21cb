#include "support/private_tmux.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <poll.h>
#include <signal.h>
#include <sstream>
#include <sys/ioctl.h>
#include <unistd.h>

#include "support/failure.hpp"
#include "support/process_figures.hpp"

namespace smcp::test {
namespace {

/// Passes on sanitizers' settings, for a server that was built with them, and the engine that the caller
/// wants.
void pass_on(Environment& environment, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (const char* value = std::getenv(name); value != nullptr) environment[name] = value;
  }
}

/// Waits for the end of its standard input, which comes when we end in any way, so that even a test that
/// crashes or is killed leaves no tmux behind.
constexpr const char* kGuard = R"(cat > /dev/null
for socket in "$1"/tmux-*/* "$1"/*.sock; do [ -S "$socket" ] && tmux -S "$socket" kill-server; done
rm -rf "$1")";

/// What is told of panes when a test fails: some tests have hundreds, and a tmux that a test has stopped is silent.
constexpr std::size_t kToldPanes = 8;
constexpr seconds kAccountPatience{2};

/// The folder of the tmux to use, which is put at the front of PATH; scripts/test-matrix sets it.
std::string chosen_folder() {
  const char* folder = std::getenv("SESSIONS_MCP_TEST_TMUX");
  return folder == nullptr ? "" : folder;
}

/// The tmux program with its folder, because our own PATH, on which children are looked up, may find another.
std::string program() {
  const std::string folder = chosen_folder();
  return folder.empty() ? "tmux" : folder + "/tmux";
}

/// Starts the guard of `dir` outside of our process tree, which ctest kills as a whole. Returns the
/// descriptor that must stay open.
Fd start_guard(const std::string& dir, const Environment& environment) {
  FdPair lifeline = pipe_to_child();
  Child starter({{"setsid", "--fork", "sh", "-c", kGuard, "guard", dir}, environment, lifeline.theirs.get()});
  if (starter.wait() != ExitStatus{}) fail("setsid did not start the guard");
  return std::move(lifeline.ours);
}

/// What bash reads when it starts. $SESSIONS_MCP_TEST_SKELETON names the folder with what new users get; otherwise a
/// login shell reads one file: a prompt that is the same on every machine, and no history file.
void make_home(const TempDir& dir) {
  if (const char* const skeleton = std::getenv("SESSIONS_MCP_TEST_SKELETON"); skeleton != nullptr) {
    std::filesystem::copy(skeleton, dir.path(), std::filesystem::copy_options::recursive);
  } else {
    write_file(dir / ".bash_profile", "PS1='$ '\nunset HISTFILE PROMPT_COMMAND\n");
  }
}

std::size_t clients_of(const PrivateTmux& tmux, const std::string& session) {
  const std::string count = tmux.must({"display-message", "-p", "-t", session, "#{session_attached}"});
  return std::stoul(count);
}

std::vector<std::string> sockets_in(const std::string& dir) {
  std::vector<std::string> sockets;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(dir)) {
    if (entry.is_socket()) sockets.push_back(entry.path());
  }
  return sockets;
}

/// Whether the command came to a server that ends, as one does after its last session: it did nothing.
bool met_ending_server(const CommandResult& result) {
  return result.exit != ExitStatus{} &&
         (result.error.starts_with("server exited unexpectedly") || result.error.starts_with("lost server"));
}

void end_server(const PrivateTmux& tmux, const std::string& socket) {
  const CommandResult answer = tmux.run({"-S", socket, "display-message", "-p", "#{pid}"});
  if (answer.exit != ExitStatus{}) return;
  const pid_t server = std::stoi(answer.output);
  (void)tmux.run({"-S", socket, "kill-server"});
  if (!wait_until([server] { return has_ended(server); })) kill(server, SIGKILL);
}

/// They may start others until they are gone.
void end_processes_with(const std::string& variable) {
  (void)wait_until([&] {
    const std::vector<pid_t> left = processes_with(variable);
    for (const pid_t pid : left) kill(pid, SIGKILL);
    return std::all_of(left.begin(), left.end(), has_ended);
  });
}

}  // namespace

PrivateTmux::PrivateTmux(const FarUser* owner) : owner_(owner) {
  environment_ = {{"HOME", dir_.path()},
                  {"TMUX_TMPDIR", dir_.path()},
                  {"SHELL", "/bin/bash"},
                  {"LOGNAME", "tester"},
                  {"USER", "tester"},
                  {"TERM", "xterm-256color"},
                  {"PATH", "/usr/local/bin:/usr/bin:/bin"}};
  if (const std::string folder = chosen_folder(); !folder.empty())
    environment_["PATH"].insert(0, folder + ":");
  pass_on(environment_,
          {"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "LD_LIBRARY_PATH", "SESSIONS_MCP_ENGINE"});
  socket_ = dir_ / ("tmux-" + std::to_string(owner_ == nullptr ? getuid() : owner_->uid) + "/default");
  lifeline_ = start_guard(dir_.path(), environment_);
  make_home(dir_);
  give_to(owner_, dir_.path());
}

PrivateTmux::~PrivateTmux() {
  // Every socket in the directory: tests may start further servers with -L and -S.
  for (const std::string& socket : sockets_in(dir_.path())) end_server(*this, socket);
  // What outlives its terminal, as `script` does, and a server that was started a moment ago.
  end_processes_with("TMUX_TMPDIR=" + dir_.path());
}

std::vector<std::string> PrivateTmux::command(const std::vector<std::string>& arguments) const {
  // -L and TMUX_TMPDIR make the socket's folder; -S would not. -f: no /etc/tmux.conf.
  std::vector<std::string> argv = {program(), "-u", "-f", "/dev/null"};
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  return run_as(owner_, std::move(argv));
}

CommandResult PrivateTmux::run(const std::vector<std::string>& arguments) const {
  return run_command(command(arguments), environment_);
}

std::string PrivateTmux::must(std::vector<std::string> arguments) const {
  CommandResult result = run(arguments);
  const bool starts = arguments.front() == "start-server" || arguments.front() == "new-session";
  if (starts && met_ending_server(result)) {
    (void)wait_until([&] {
      result = run(arguments);
      return !met_ending_server(result);
    });
  }
  if (result.exit != ExitStatus{}) fail("tmux " + arguments.front() + ": " + result.error);
  if (result.output.ends_with('\n')) result.output.pop_back();
  return result.output;
}

void PrivateTmux::start_job(const std::string& name, const std::string& script, int history) const {
  const std::string previous = run({"show-options", "-gv", "history-limit"}).output;
  const std::string file = dir_ / ("job-" + std::to_string(++jobs_));
  write_file(file, script + "\nexec sleep 100000\n");
  must({"start-server", ";", "set-option", "-g", "history-limit", std::to_string(history), ";", "new-session",
        "-d", "-x", "80", "-y", "24", "-s", name, "exec /bin/sh " + file, ";",
        // Set the session's own limit as well: from 3.7 on, changing the global one has an effect at once,
        // and so has restoring it.
        "set-option", "-t", "=" + name + ":", "history-limit", std::to_string(history)});
  must({"set-option", "-g", "history-limit",
        previous.empty() ? "2000" : previous.substr(0, previous.size() - 1)});
}

bool PrivateTmux::shows(const std::string& name, const std::string& text) const {
  return wait_until([&] {
    return run({"capture-pane", "-p", "-J", "-t", "=" + name + ":"}).output.find(text) != std::string::npos;
  });
}

std::string PrivateTmux::fingerprint(const std::string& name) const {
  const std::string target = "=" + name + ":";
  const std::string identity =
      "#{session_id} #{session_name} #{window_id} #{pane_id} #{pane_pid} #{session_windows} "
      "#{history_size} #{cursor_x},#{cursor_y} #{pane_in_mode}";
  return must({"display-message", "-p", "-t", target, identity}) + "\n" +
         must({"capture-pane", "-p", "-S", "-", "-t", target});
}

std::vector<std::string> PrivateTmux::session_names() const {
  std::istringstream lines(run({"list-sessions", "-F", "#{session_name}"}).output);
  std::vector<std::string> names;
  for (std::string line; std::getline(lines, line);) names.push_back(line);
  return names;
}

TmuxVersion PrivateTmux::version() const {
  const std::string text = must({"-V"});
  TmuxVersion version;
  const std::size_t number = text.find_first_of("0123456789");
  if (number == std::string::npos ||
      std::sscanf(&text[number], "%d.%d", &version.major, &version.minor) != 2) {
    fail("no version in: " + text);
  }
  return version;
}

pid_t PrivateTmux::server_pid() const {
  const CommandResult result = run({"display-message", "-p", "#{pid}"});
  return result.exit == ExitStatus{} ? std::stoi(result.output) : 0;
}

std::string PrivateTmux::account() const {
  std::string text;
  for (const std::string& socket : sockets_in(dir_.path())) {
    const auto ask = [&](std::vector<std::string> words) {
      words.insert(words.begin(), {"-S", socket});
      return run_command(command(words), environment_, {}, kAccountPatience).output;
    };
    std::istringstream panes(ask({"list-panes", "-a", "-F",
                                  "#{pane_id} of #{session_name}:#{window_index}.#{pane_index}, running "
                                  "#{pane_current_command}#{?pane_dead, (dead),}"}));
    std::size_t count = 0;
    for (std::string pane; std::getline(panes, pane);) {
      if (++count > kToldPanes) continue;
      std::string screen = ask({"capture-pane", "-p", "-t", pane.substr(0, pane.find(' '))});
      screen.resize(screen.find_last_not_of(" \n") + 1);
      text.append("--- tmux ").append(socket).append(", pane ").append(pane).append(":\n").append(screen) +=
          '\n';
    }
    if (count > kToldPanes) text += "--- and " + std::to_string(count - kToldPanes) + " panes more\n";
  }
  return text.empty() ? "--- tmux: no pane\n" : text;
}

AttachedClient::AttachedClient(const PrivateTmux& tmux, const std::string& session)
    : clients_before_(clients_of(tmux, "=" + session + ":")), terminal_(pseudo_terminal()), child_([&] {
        const winsize size{24, 80, 0, 0};
        ioctl(terminal_.ours.get(), TIOCSWINSZ, &size);
        const int fd = terminal_.theirs.get();
        return ChildOptions{
            tmux.command({"attach-session", "-t", "=" + session}), tmux.environment(), fd, fd, fd, true};
      }()) {
  set_nonblocking(terminal_.ours);
  const bool attached = wait_until([&] {
    look();
    return clients_of(tmux, "=" + session + ":") > clients_before_;
  });
  if (!attached) fail("tmux attach-session did not attach");
}

void AttachedClient::type(std::string_view keys) {
  look();
  if (::write(terminal_.ours.get(), keys.data(), keys.size()) != static_cast<ssize_t>(keys.size()))
    fail_errno("write to a terminal");
}

void AttachedClient::look() const {
  std::array<char, 4096> drawing;
  while (::read(terminal_.ours.get(), drawing.data(), drawing.size()) > 0) {
  }
}

Stopped::Stopped(pid_t pid) : pid_(pid) {
  if (kill(pid_, SIGSTOP) != 0) fail_errno("SIGSTOP");
}

Stopped::~Stopped() {
  kill(pid_, SIGCONT);
}

}  // namespace smcp::test
