#include "tmux/act/kill.hpp"

#include <algorithm>
#include <utility>

#include "base/contains.hpp"
#include "base/task.hpp"
#include "tmux/act/pane_processes.hpp"
#include "tmux/find/exact_target.hpp"
#include "tmux/find/held_panes.hpp"
#include "tmux/find/sessions.hpp"
#include "tmux/link/chain_tasks.hpp"

namespace smcp::tmux {
namespace {

using std::chrono::milliseconds;

/// Pauses between looks at those that are to end.
constexpr milliseconds kFirstLookAtEnding{1};
constexpr milliseconds kSlowestLookAtEnding{50};

/// A session that is renamed between the look and the kill is looked for once more: its name may be another's.
constexpr int kKillAttempts = 2;

/// The panes of a session, each once.
std::vector<PaneTerminal> terminals_in(const std::vector<HeldPane>& panes, SessionId session) {
  std::vector<PaneTerminal> terminals;
  for (const HeldPane& pane : panes) {
    const auto same = [&](const PaneTerminal& other) { return other.id == pane.id(); };
    if (pane.session == session && std::none_of(terminals.begin(), terminals.end(), same))
      terminals.push_back(pane.terminal);
  }
  return terminals;
}

OwnPanes own_among(const std::vector<HeldPane>& panes, const OwnPane& own) {
  OwnPanes found{panes.front().server, {}};
  for (const HeldPane& pane : panes) {
    if (own.is(pane.server, pane.terminal)) add_once(found.panes, pane.id());
  }
  return found;
}

/// One kill; it lives in the frame of its flow.
class Kill {
 public:
  Kill(uv::Loop& loop, Chain chain) : loop_(loop), chain_(std::move(chain)) {}

  Task<Result<Killed>> session(std::string name, OwnPane own, KillTerms terms) {
    for (int attempt = 1;; ++attempt) {
      auto listing = list_held_panes(chain_);
      const auto panes = co_await listing;
      if (!panes) co_return error_for(name, panes.error());
      const auto found = std::find_if(panes->begin(), panes->end(),
                                      [&](const HeldPane& pane) { return pane.session_name == name; });
      if (found == panes->end()) co_return no_such_session(name);
      const SessionId session = found->session;
      if (terms.known && !is_known(*terms.known, *found)) co_return no_such_session(name);
      auto looking = find_processes(found->server, terminals_in(*panes, session));
      co_await looking;
      Command batch = kill_command(session, name, own_among(*panes, own), terms.unattached);
      const auto text = co_await run(chain_, std::move(batch));
      if (text) {
        auto telling = told(*text, session);
        co_return co_await telling;
      }
      if (text.error().code != Errc::not_found || attempt == kKillAttempts)
        co_return error_for(name, text.error());
    }
  }

  Task<Result<Killed>> pane(std::string session, Pane pane) {
    auto looking = find_processes(pane.server, {pane.terminal});
    co_await looking;
    const std::string target = pane.id.text();
    Command batch = Precondition::server(pane.server).begin();
    Precondition::holds_pane(session, pane.id).append_to(batch);
    Precondition::is_not_the_last(pane.id).append_to(batch);
    append_held_pane(batch, target);
    batch.then("kill-pane").flag("-t").arg(target);
    const auto text = co_await run(chain_, std::move(batch));
    if (!text) co_return text.error();
    Killed killed;
    const auto panes = parse_held_panes(*text);
    if (panes && !panes->empty() && !panes->front().dead) killed.ended.push_back(panes->front().command);
    std::vector<PaneId> ended{pane.id};
    auto waiting = left_of(std::move(ended));
    killed.left_running = co_await waiting;
    co_return std::move(killed);
  }

 private:
  static bool is_known(const KillTerms::Known& known, const HeldPane& pane) {
    return known.session == pane.session && known.server.pid == pane.server.pid &&
           known.server.start_time == pane.server.start_time;
  }

  static Command kill_command(SessionId session, const std::string& name, const OwnPanes& own,
                              bool unattached) {
    const std::string target = session.text() + ":";
    Command batch = Precondition::server(own.server).begin();
    Precondition::session(target, name).append_to(batch);
    if (unattached) Precondition::nobody_is_attached(target).append_to(batch);
    for (const PaneId id : own.panes) Precondition::outlives_session(id, name).append_to(batch);
    append_held_panes(batch);
    batch.then("kill-session").flag("-t").arg(target);
    return batch;
  }

  /// Those that came from these panes.
  Task<Ok> find_processes(ServerId server, std::vector<PaneTerminal> panes) {
    shell::LookAt what;
    what.all = true;
    what.ttys.reserve(panes.size());
    for (const PaneTerminal& pane : panes) what.ttys.push_back(pane.tty);
    co_await look_at(chain_, std::move(what));
    came_from_ = processes_of(chain_->processes(), server, panes);
    for (const PaneTerminal& pane : panes) first_.push_back(pane.pid);
    co_return Ok{};
  }

  /// What the kill of a session has done, from the panes that there were at that moment.
  Task<Result<Killed>> told(std::string text, SessionId session) {
    Killed killed;
    std::vector<PaneId> ended;
    const auto rows = parse_held_panes(text);
    for (const HeldPane& pane : rows ? *rows : std::vector<HeldPane>{}) {
      if (pane.session != session) continue;
      bool lives = false;
      for (const HeldPane& other : *rows) {
        if (other.session == session || other.window != pane.window) continue;
        lives = true;
        add_once(killed.lives_on, other.session_name);
      }
      const bool seen = contains(ended, pane.id());
      if (lives || seen) continue;
      ended.push_back(pane.id());
      if (!pane.dead) killed.ended.push_back(pane.command);
    }
    auto waiting = left_of(std::move(ended));
    killed.left_running = co_await waiting;
    co_return std::move(killed);
  }

  /// Of those that came from `panes`, the ones that do not end.
  Task<std::vector<Killed::Left>> left_of(std::vector<PaneId> panes) {
    const auto& processes = chain_->processes();
    std::erase_if(came_from_, [&](const PaneProcess& process) { return !contains(panes, process.pane); });
    std::vector<Killed::Left> left;
    const auto begun = uv::Clock::now();
    for (milliseconds delay = kFirstLookAtEnding;; delay = std::min(delay * 2, kSlowestLookAtEnding)) {
      if (came_from_.empty()) co_return std::move(left);
      shell::LookAt those;
      those.processes.reserve(came_from_.size());
      for (const PaneProcess& process : came_from_) those.processes.push_back(process.pid);
      co_await look_at(chain_, std::move(those));
      std::erase_if(came_from_, [&](const PaneProcess& process) { return !still_runs(processes, process); });
      const bool shell_ends =
          std::any_of(came_from_.begin(), came_from_.end(),
                      [this](const PaneProcess& one) { return contains(first_, one.pid); });
      const auto until = std::min(begun + (shell_ends ? kShellGoneWithin : kGoneWithin), chain_->deadline());
      if (uv::Clock::now() >= until) break;
      co_await pause(loop_, chain_, delay);
    }
    for (const PaneProcess& process : came_from_)
      left.push_back({process.pid, command_of(processes, process.pid)});
    co_return std::move(left);
  }

  uv::Loop& loop_;
  Chain chain_;
  std::vector<PaneProcess> came_from_;  ///< the panes, before the kill
  std::vector<std::int64_t> first_;     ///< the processes that tmux has started in them
};

Task<Result<Killed>> kill_one_session(uv::Loop& loop, Chain chain, std::string name, OwnPane own,
                                      KillTerms terms) {
  Kill kill(loop, std::move(chain));
  auto killing = kill.session(std::move(name), std::move(own), terms);
  co_return co_await killing;
}

Task<Result<Killed>> kill_one_pane(uv::Loop& loop, Chain chain, std::string session, Pane pane) {
  Kill kill(loop, std::move(chain));
  auto killing = kill.pane(std::move(session), std::move(pane));
  co_return co_await killing;
}

}  // namespace

void kill_session(uv::Loop& loop, const Chain& chain, std::string name, const OwnPane& own,
                  UniqueFunction<void(Result<Killed>)> done, KillTerms terms) {
  start(kill_one_session(loop, chain, std::move(name), own, terms), std::move(done));
}

void kill_pane(uv::Loop& loop, const Chain& chain, std::string session, Pane pane,
               UniqueFunction<void(Result<Killed>)> done) {
  start(kill_one_pane(loop, chain, std::move(session), std::move(pane)), std::move(done));
}

}  // namespace smcp::tmux
