#include "tmux/remote/ssh_link.hpp"

#include <algorithm>
#include <unistd.h>
#include <utility>

#include "text/shell_word.hpp"
#include "tmux/link/environment.hpp"
#include "tmux/link/wire_types.hpp"
#include "tmux/remote/any_shell.hpp"
#include "tmux/remote/ssh_errors.hpp"

namespace smcp::tmux {
namespace {

/// Whether ssh's -L takes it for a path and nothing else: tokens (%), variables ($), and the colon have a meaning there,
/// which depends on the version.
bool can_be_forwarded(const std::string& path) {
  return path.starts_with('/') && path.find_first_of("%$:\\\"") == std::string::npos &&
         path.size() < 100;  // sun_path there, on any system
}

/// How often it is looked whether the machine has let us in.
constexpr std::chrono::milliseconds kLookPause{250};

/// What the server of ours would get, where nobody has said which characters there are. macOS knows no such locale.
constexpr std::string_view kUtf8 =
    R"sh([ "$LC_ALL$LC_CTYPE$LANG" ] || [ "$(uname)" = Darwin ] || export LANG=C.UTF-8; unset TMUX)sh";

std::string control_of(const RuntimeFolder& folder) {
  return folder.path() + "/c";
}

std::vector<std::string> master_argv(const RuntimeFolder& folder, const std::string& destination,
                                     const RemoteOptions& options) {
  std::vector<std::string> argv{options.ssh, "-M", "-S", control_of(folder), "-T"};
  for (const char* const option :
       {"BatchMode=yes", "ControlPersist=no", "ServerAliveCountMax=3", "ForwardAgent=no", "ForwardX11=no",
        "ClearAllForwardings=yes", "PermitLocalCommand=no", "RequestTTY=no", "RemoteCommand=none",
        "LogLevel=INFO"})
    argv.insert(argv.end(), {"-o", option});
  argv.insert(argv.end(),
              {"-o", "ServerAliveInterval=" + std::to_string(options.alive.count()), "-o",
               "ConnectTimeout=" + std::to_string(options.connecting.count()), "--", destination, "exec sh"});
  return argv;
}

/// An ssh that goes through the master or nowhere: without one it would connect anew, by the user's configuration.
std::vector<std::string> through_master(const RuntimeFolder& folder, const RemoteOptions& options) {
  return {
      options.ssh,          "-F", "none",          "-S", control_of(folder), "-o", "ControlMaster=no", "-o",
      "ProxyCommand=false", "-o", "LogLevel=ERROR"};
}

Error no_shell(const std::string& destination, const std::string& printed) {
  return {Errc::unreachable, destination + " lets ssh in, but no sh answers there" +
                                 (printed.empty() ? "" : " (it printed: " + last_words(printed) + ")") +
                                 ". A start-up file of the login shell must start no other program (exec "
                                 "fish) and wait for nothing when "
                                 "there is no terminal: `ssh " +
                                 shell_word(destination) + " echo works` must print works, and end"};
}

}  // namespace

SshLink::SshLink(uv::Loop& loop, SshDestination destination, RemoteOptions options, Events events)
    : loop_(loop),
      destination_(std::move(destination)),
      options_(std::move(options)),
      events_(std::move(events)),
      talk_(loop,
            [this](std::string bytes) {
              if (master_) master_->write(std::move(bytes));
            }),
      timer_(loop, [this] { time_passed(); }) {}

SshLink::~SshLink() {
  looking_.reset();
  // The folder goes when they have: ssh takes its own socket away.
  for (auto* const process : {&forwarder_, &master_})
    if (*process) uv::Process::end(std::move(*process), [folder = folder_] {});
}

Status SshLink::connect(uv::TimePoint deadline) {
  if (state_ != State::down) return Ok{};
  const auto now = uv::Clock::now();
  if (now >= not_before_) return begin();
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(not_before_ - now);
  if (last_error_ && (left > kFirstPause || not_before_ >= deadline)) {
    Error error = *last_error_;
    error.message +=
        ". It is tried again in " + std::to_string(left.count() / 1000 + 1) + " s at the earliest";
    return error;
  }
  state_ = State::pausing;
  timer_.start(left);
  return Ok{};
}

Status SshLink::begin() {
  const auto now = uv::Clock::now();
  not_before_ = now + pause_;
  if (!folder_) {
    auto made = RuntimeFolder::make();
    if (!made) return last_error_.emplace(made.error());
    folder_ = std::move(*made);
  }
  ::unlink(control_of(*folder_).c_str());
  ::unlink(socket().c_str());
  said_.clear();
  let_in_ = forwards_ = false;
  uv::ProcessOptions options;
  options.argv = master_argv(*folder_, destination(), options_);
  options.environment = own_environment();
  options.input = talk_.begin(destination_.socket_path);
  options.own_session = true;
  options.keeps_input = true;
  uv::Process::Events events;
  events.on_stdout = [this](std::string_view bytes) { printed(bytes); };
  events.on_stderr = [this](std::string_view bytes) { complained(bytes); };
  events.on_exit = [this](uv::ProcessExit exit) { exited(exit); };
  auto master = uv::Process::spawn(loop_, std::move(options), std::move(events));
  if (!master) {
    last_error_ = {Errc::unreachable, master.error().message + ": it is needed to get to " + destination() +
                                          ". Install OpenSSH's client, or put it on PATH"};
    return *last_error_;
  }
  master_ = std::move(*master);
  state_ = State::connecting;
  limit_ = now + 2 * options_.connecting;
  timer_.start(kLookPause, kLookPause);
  return Ok{};
}

void SshLink::time_passed() {
  timer_.stop();
  if (state_ == State::pausing) {
    state_ = State::down;
    const Status begun = begin();
    if (!begun) fail(begun.error());
    return;
  }
  // The master makes its socket when it has been let in.
  if (!let_in_ && ::access(control_of(*folder_).c_str(), F_OK) == 0) {
    let_in_ = true;
    limit_ = uv::Clock::now() + options_.greeting;
  }
  if (uv::Clock::now() < limit_) return timer_.start(kLookPause, kLookPause);
  if (let_in_) return fail(no_shell(destination(), talk_.last_noise()));
  fail(not_reached(destination(), said_.empty() ? "it timed out" : said_));
}

void SshLink::printed(std::string_view bytes) {
  const bool greeted = talk_.facts().complete;
  const std::weak_ptr<bool> alive = alive_;
  talk_.received(bytes);
  if (alive.expired() || state_ != State::connecting) return;
  if (talk_.babbles()) {
    let_in_ = true;
    limit_ = {};
    return timer_.start(std::chrono::milliseconds{0});
  }
  if (!greeted && talk_.facts().complete) forward();
}

void SshLink::complained(std::string_view bytes) {
  // One that comes while requests are on their way tells only of them.
  if (bytes.find("open failed") == std::string_view::npos) {
    said_.append(bytes);
    if (said_.size() > kMaxSshErrors) said_.erase(0, said_.size() - kMaxSshErrors);
  } else if (forbids_forwarding(bytes)) {
    forwards_ = false;
    why_not_forwarded_ = destination() + std::string(kForbids);
  }
}

void SshLink::forward() {
  why_not_forwarded_.clear();
  const FarFacts& facts = talk_.facts();
  if (!facts.little_endian) why_not_forwarded_ = "the machine is big-endian";
  if (!can_be_forwarded(facts.socket_path)) why_not_forwarded_ = "ssh cannot forward a socket of that name";
  if (!wire::kHostCanSpeak || !why_not_forwarded_.empty()) return come_up();
  uv::ProcessOptions options;
  options.argv = through_master(*folder_, options_);
  options.argv.insert(options.argv.end(),
                      {"-O", "forward", "-L", socket() + ":" + facts.socket_path, "--", "x"});
  options.environment = own_environment();
  uv::Process::Events events;
  events.on_stdout = [](std::string_view) {};
  events.on_stderr = [this](std::string_view bytes) { why_not_forwarded_.append(bytes); };
  events.on_exit = [this](uv::ProcessExit exit) {
    forwards_ = exit.status == 0 && exit.signal == 0;
    why_not_forwarded_ = forwards_ ? "" : "ssh: " + last_words(why_not_forwarded_);
    come_up();
  };
  auto forwarder = uv::Process::spawn(loop_, std::move(options), std::move(events));
  if (!forwarder) return fail({Errc::unreachable, forwarder.error().message});
  forwarder_ = std::move(*forwarder);
}

void SshLink::come_up() {
  timer_.stop();
  said_.clear();
  last_error_.reset();
  pause_ = kFirstPause;
  state_ = State::up;
  forwarder_.reset();
  events_.on_up();
}

void SshLink::exited(uv::ProcessExit exit) {
  if (state_ == State::up) return fail(lost_way(said_, false));
  if (exit.signal != 0 || exit.status == kLostWay) return fail(not_reached(destination(), said_));
  fail(no_shell(destination(), talk_.last_noise()));
}

void SshLink::fail(const Error& why) {
  timer_.stop();
  const bool was_up = state_ == State::up;
  state_ = State::down;
  looking_.reset();
  for (auto* const process : {&forwarder_, &master_})
    if (*process) uv::Process::end(std::move(*process), [folder = folder_] {});
  if (!was_up) {
    not_before_ = uv::Clock::now() + pause_;
    pause_ = std::min(2 * pause_, kLongestPause);
    last_error_ = why;
  }
  const std::weak_ptr<bool> alive = alive_;
  events_.on_down(why);
  if (!alive.expired()) talk_.lost(why);
}

void SshLink::hang_up() {
  if (state_ != State::down)
    fail({Errc::unreachable, "the ssh connection to " + destination() + " was ended"});
}

/// By name, so that tmux makes its own folder if it is not there.
std::vector<std::string> SshLink::flags() const {
  if (destination_.socket_path.empty()) return {"-L", "default"};
  return {"-S", talk_.facts().socket_path};
}

void SshLink::look_again() {
  if (forwards_ && !talk_.facts().own_socket)
    looking_ = talk_.ask(std::string(kWhereAgain), uv::Clock::now() + options_.greeting, [](const auto&) {});
}

std::shared_ptr<void> SshLink::ask(std::string script, uv::TimePoint deadline, FarShellTalk::Done done) {
  const Status connects = connect(deadline);
  if (!connects) {
    auto refused = std::make_shared<uv::Timer>(
        loop_, [error = connects.error(), done = std::move(done)]() mutable { done(error); });
    refused->start(std::chrono::milliseconds{0});
    return refused;
  }
  return talk_.ask(std::move(script), deadline, std::move(done));
}

Result<std::vector<std::string>> SshLink::argv(const std::vector<std::string>& arguments,
                                               bool keeps_path) const {
  const std::string& program = talk_.facts().tmux_program;
  if (program.empty()) {
    return Error{Errc::refused,
                 "there is no tmux on " + destination() +
                     " where its sh looks for programs: install it there, or put it on the PATH that `ssh " +
                     shell_word(destination()) + " env` shows"};
  }
  std::vector<std::string> argv = through_master(*folder_, options_);
  std::vector<std::string> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  argv.insert(argv.end(), {"--", "x",
                           for_any_shell(std::string(kUtf8) + (keeps_path ? " PATH" : "") + "; exec " +
                                         shell_words(words))});
  return argv;
}

Error SshLink::lost_way(std::string_view said, bool changes) const {
  if (said.find("open refused") != std::string_view::npos) {
    return {Errc::unreachable, destination() +
                                   " opens no further session over one ssh connection (MaxSessions in its "
                                   "sshd_config), so nothing was done. Try again"};
  }
  const std::string words = last_words(said);
  return {Errc::unreachable,
          "the ssh connection to " + destination() + " broke" + (words.empty() ? "" : " (" + words + ")") +
              (changes ? ". It is not known whether the command has taken effect: look before you repeat it"
                       : ". Try again")};
}

}  // namespace smcp::tmux
