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
using MarkKind = FarMark::Kind;

/// Time for each answer of the shell, over whatever link.
constexpr milliseconds kAnswerTime{5000};
/// Time for the beginning: by then the loader has begun to run what it was given, or has given up.
constexpr milliseconds kBeginTime = kLoaderWaits + milliseconds{1000};
/// Time for the loader to give back what a user has typed.
constexpr milliseconds kKeysTime{2000};

/// How often a user's keys are typed again before they are given up: each time they have typed on meanwhile.
constexpr int kMostKeysRounds = 20;

/// A path that is a mark of an earlier job's is not the user's. tmux doubles each backslash when it stores a path.
std::string users_path(std::string_view stored) {
  constexpr std::string_view kOurs = "@smcp-";
  std::string path;
  if (stored.starts_with(kOurs)) return path;
  for (std::size_t i = 0; i < stored.size(); ++i) {
    if (stored.substr(i, 2) == "\\\\") ++i;
    path.push_back(stored[i]);
  }
  return path;
}

}  // namespace

FarStart::FarStart(Chain chain, JobBatches& batches, PaneObserver& pane_now, JobId id, std::string_view path,
                   const WaitingShell& shell)
    : chain_(std::move(chain)),
      batches_(batches),
      pane_now_(pane_now),
      id_(std::move(id)),
      path_(users_path(path)),
      shell_(shell),
      kind_(shell.kind()) {}

Task<Status> FarStart::run_all(std::string command, bool history) {
  std::string shown = summary_of(command);
  const Status loaded = co_await load(std::move(shown));
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
  std::string script = far_lines(id_, far_job_script(*kind_, id_, path_, command, history));
  const Status sent = co_await send_script(std::move(script));
  if (!sent) co_return sent;
  co_return co_await await_begin();
}

/// Waits for this mark. It may also be MarkKind::keys, if a user has typed.
Task<Result<FarMark>> FarStart::await_mark(FarMark::Kind kind) {
  pane_now_.begin(kind == MarkKind::keys ? kKeysTime : kAnswerTime);
  for (;;) {
    const auto look = co_await pane_now_.look();
    if (!look) co_return look.error();
    told_ = look->path;
    batches_.expect(look->state);
    if (!shell_.is_in_front(*look)) co_return no_answer();
    auto mark = FarMark::parse(look->path, id_);
    if (mark && (mark->kind == kind || mark->kind == MarkKind::keys)) co_return std::move(*mark);
    if (pane_now_.is_over()) co_return no_answer();
    co_await pane_now_.wait();
  }
}

Task<Status> FarStart::load(std::string shown) {
  const auto ready = co_await await_mark(MarkKind::ready);
  if (!ready) co_return ready.error();
  if (ready->kind == MarkKind::keys) co_return co_await give_back(*ready);
  Command loader = batches_.answer(told_, far_loader(id_, shown));
  const auto sent = co_await run(chain_, std::move(loader));
  if (!sent && sent.error().code != Errc::refused) co_return sent.error();
  if (!sent) {
    // A user has typed, and what they typed was read by what we typed: they get it back.
    Command nothing = batches_.answer_anyway(told_, far_loader(id_, shown) + far_nothing(id_));
    static_cast<void>(co_await run(chain_, std::move(nothing)));
    co_return co_await take_keys_back();
  }
  auto shell = co_await await_mark(MarkKind::shell);
  if (!shell) co_return shell.error();
  if (shell->kind == MarkKind::keys) co_return co_await give_back(*shell);
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
/// ended by now. Once it has been sent, only the loader itself can tell that nothing was run: without a word of it
/// the command counts as begun, since it may be at any moment.
Task<Status> FarStart::await_begin() {
  pane_now_.begin(kBeginTime);
  for (;;) {
    const auto look = co_await pane_now_.look();
    if (!look || look->marks.end) co_return Ok{};
    const auto mark = FarMark::parse(look->path, id_);
    if (!mark || mark->kind == MarkKind::end || mark->kind == MarkKind::late) co_return Ok{};
    if (mark->kind == MarkKind::keys) {
      told_ = look->path;
      co_return co_await give_back(*mark);
    }
    if (pane_now_.is_over()) co_return Ok{};
    co_await pane_now_.wait();
  }
}

Task<Status> FarStart::take_keys_back() {
  const auto mark = co_await await_mark(MarkKind::keys);
  if (!mark) co_return user_types();
  co_return co_await give_back(*mark);
}

/// Types what a user has typed, again, in the order in which they typed it: what comes before the loader has our
/// answer, it tells with the rest. The far end can claim anything, so nothing that could run a line or move about is
/// typed, and only while that end is in front.
Task<Status> FarStart::give_back(FarMark mark) {
  for (int round = 0; round < kMostKeysRounds && mark.kind == MarkKind::keys; ++round) {
    const auto look = co_await pane_now_.look();
    if (!look || !shell_.is_in_front(*look)) co_return keys_are_lost();
    const bool plain = is_plain(mark.text);
    Command command =
        batches_.answer_anyway(told_, far_taken(id_, path_) + (plain ? mark.text : std::string()));
    const auto typed = co_await run(chain_, std::move(command));
    if (!typed || !plain) co_return keys_are_lost();
    const bool told_more = co_await await_other_path();
    if (!told_more) break;
    mark = FarMark::parse(told_, id_).value_or(FarMark{});
  }
  co_return user_types();
}

bool FarStart::is_plain(const std::string& keys) const {
  return keys.size() < kMaxKeys && keys.find(far_ready(id_)) == std::string::npos &&
         std::all_of(keys.begin(), keys.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte >= 0x20 && byte != 0x7f;
         });
}

/// Waits until the pane has another path than it had last, and takes that.
Task<bool> FarStart::await_other_path() {
  pane_now_.begin(kKeysTime);
  for (;;) {
    const auto look = co_await pane_now_.look();
    if (!look || pane_now_.is_over()) co_return false;
    if (look->path != told_) {
      told_ = look->path;
      co_return true;
    }
    co_await pane_now_.wait();
  }
}

Error FarStart::keys_are_lost() const {
  return {Errc::refused,
          "a user typed in pane " + id_.pane.text() +
              " just when a command was to be started there, and what they typed was lost; nothing "
              "was run. Look at the pane with capture_pane before you try again."};
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
