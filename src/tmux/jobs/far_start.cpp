#include "tmux/jobs/far_start.hpp"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "tmux/jobs/far_shell.hpp"
#include "tmux/jobs/job_script.hpp"
#include "tmux/link/chain_tasks.hpp"

namespace smcp::tmux {
namespace {

using std::chrono::milliseconds;
using Kind = FarMark::Kind;

/// Time for each answer of the shell, over whatever link.
constexpr milliseconds kAnswerTime{5000};
/// Time for the loader to give back what a user has typed.
constexpr milliseconds kKeysTime{2000};

/// How often a user's keys are typed again before they are given up: each time they have typed on meanwhile.
constexpr int kMostKeysRounds = 20;

/// A path that is a mark of an earlier job's is not the user's.
std::string users_path(std::string path) {
  constexpr std::string_view kOurs = "@smcp-";
  return path.starts_with(kOurs) ? std::string() : path;
}

}  // namespace

FarStart::FarStart(Chain chain, JobBatches& batches, PaneObserver& pane_now, JobId id, std::string path,
                   std::optional<shell::ShellKind> known)
    : chain_(std::move(chain)),
      batches_(batches),
      pane_now_(pane_now),
      id_(std::move(id)),
      path_(users_path(std::move(path))),
      kind_(known) {}

Task<Status> FarStart::run_all(std::string command) {
  const Status loaded = co_await load();
  if (!loaded) co_return loaded;
  if (!kind_) kind_ = shell::shell_kind(name_);
  if (!kind_) {
    Command nothing = batches_.answer_anyway(told_, far_nothing(id_));
    static_cast<void>(co_await run(chain_, std::move(nothing)));
    co_return Error{Errc::refused,
                    "the shell in pane " + id_.pane.text() + " is \"" + name_ +
                        "\", which is not one that run_command knows (bash, zsh, fish, dash and "
                        "other POSIX shells). Nothing was run. Use send_keys."};
  }
  std::string script = far_lines(id_, far_job_script(*kind_, id_, path_, command));
  const Status sent = co_await send_script(std::move(script));
  if (!sent) co_return sent;
  co_return co_await await_begin();
}

/// Waits until the shell has told this, or that a user has typed.
Task<Result<FarMark>> FarStart::await_mark(Kind kind) {
  pane_now_.begin(kind == Kind::keys ? kKeysTime : kAnswerTime);
  for (;;) {
    const auto look = co_await pane_now_.look();
    if (!look) co_return look.error();
    told_ = look->path;
    batches_.expect(look->state);
    auto mark = FarMark::parse(look->path, id_);
    if (mark && (mark->kind == kind || mark->kind == Kind::keys)) co_return std::move(*mark);
    if (pane_now_.is_over()) co_return no_answer();
    co_await pane_now_.wait();
  }
}

Task<Status> FarStart::load() {
  const auto ready = co_await await_mark(Kind::ready);
  if (!ready) co_return ready.error();
  Command loader = batches_.answer(told_, far_loader(id_));
  const auto sent = co_await run(chain_, std::move(loader));
  if (!sent && sent.error().code != Errc::refused) co_return sent.error();
  if (!sent) {
    // A user has typed, and what they typed was read by what we typed: they get it back.
    Command give_back = batches_.answer_anyway(told_, far_loader(id_) + far_nothing(id_));
    static_cast<void>(co_await run(chain_, std::move(give_back)));
    co_return co_await take_keys_back();
  }
  auto shell = co_await await_mark(Kind::shell);
  if (!shell) co_return shell.error();
  name_ = std::move(shell->text);
  co_return Ok{};
}

Task<Status> FarStart::send_script(std::string script) {
  std::vector<Command> commands = batches_.begin_far(told_, script);
  for (Command& command : commands) {
    const auto sent = co_await run(chain_, std::move(command), RequestChain::OnCancel::finish);
    if (sent) continue;
    if (sent.error().code != Errc::refused) co_return sent.error();
    Command nothing = batches_.answer_anyway(told_, far_nothing(id_));
    static_cast<void>(co_await run(chain_, std::move(nothing)));
    co_return co_await take_keys_back();
  }
  co_return Ok{};
}

/// The script begins by giving the pane back its path, so that it is seen no more that it was awaited. It may have
/// ended by now.
Task<Status> FarStart::await_begin() {
  pane_now_.begin(kAnswerTime);
  for (;;) {
    const auto look = co_await pane_now_.look();
    if (!look) {
      // A command such as `exit` can be faster than we are.
      const bool gone = look.error().code == Errc::not_found || look.error().code == Errc::no_server;
      co_return gone ? Status(Ok{}) : Status(look.error());
    }
    if (look->marks.end) co_return Ok{};
    const auto mark = FarMark::parse(look->path, id_);
    if (!mark || mark->kind == Kind::end || mark->kind == Kind::late) co_return Ok{};
    if (mark->kind == Kind::keys) {
      told_ = look->path;
      FarMark keys = *mark;
      co_await type_again(std::move(keys));
      co_return user_types();
    }
    if (pane_now_.is_over()) co_return no_answer();
    co_await pane_now_.wait();
  }
}

Task<Status> FarStart::take_keys_back() {
  const auto mark = co_await await_mark(Kind::keys);
  if (mark) {
    FarMark keys = *mark;
    co_await type_again(std::move(keys));
  }
  co_return user_types();
}

/// In the order in which they were typed: what a user types before the loader has our answer, it tells with the rest.
Task<Ok> FarStart::type_again(FarMark mark) {
  for (int round = 0; round < kMostKeysRounds && mark.kind == Kind::keys; ++round) {
    std::replace(mark.text.begin(), mark.text.end(), '\n', '\r');
    Command command = batches_.answer_anyway(told_, far_taken(id_, path_) + mark.text);
    const auto sent = co_await run(chain_, std::move(command));
    if (!sent) co_return Ok{};
    pane_now_.begin(kKeysTime);
    for (;;) {
      const auto look = co_await pane_now_.look();
      if (!look || pane_now_.is_over()) co_return Ok{};
      if (look->path != told_) {
        told_ = look->path;
        break;
      }
      co_await pane_now_.wait();
    }
    mark = FarMark::parse(told_, id_).value_or(FarMark{});
  }
  co_return Ok{};
}

Error FarStart::user_types() const {
  return {Errc::refused, "a user is typing in pane " + id_.pane.text() + "; nothing was run. Try again."};
}

Error FarStart::no_answer() const {
  return {
      Errc::refused,
      "what has the terminal of pane " + id_.pane.text() +
          " did not answer as a shell (bash, zsh, fish from 3.4 on, or a POSIX shell, with sh and stty); the "
          "command was not run. Look at it with capture_pane, or use send_keys."};
}

}  // namespace smcp::tmux
